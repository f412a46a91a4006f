import assert from 'node:assert/strict';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { actionsOf } from '../support/cards.ts';
import { onEachEngine } from '../support/database.ts';
import type { Chat } from '../support/chat.ts';
import { lastCard, wordsIn } from '../support/form.ts';
import { sendEvent } from '../support/events.ts';
import { passing, verifiedCompany } from '../support/partner-center-journey.ts';
import {
  FIRST_TOKEN,
  startPartnerCenter,
  variablesFor,
  type FakePartnerCenter,
} from '../support/partner-center-server.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

interface Ready {
  readonly parts: {
    readonly partnerCenter: {
      readonly state: string;
      readonly reason?: string;
      readonly provedAt?: string;
    };
  };
}

onEachEngine('a company that Partner Center knows', () => {
  let partnerCenter: FakePartnerCenter;
  let bot: BotUnderTest;
  let chat: Chat;

  beforeEach(async () => {
    partnerCenter = await startPartnerCenter();
    bot = await startBot({ QUIET_HOURS: 'off', ...variablesFor(partnerCenter) });
    partnerCenter.world.now = () => bot.now;
    chat = await verifiedCompany(bot);
    partnerCenter.world.agreements.set(chat.tenantId, 2206);
  });

  afterEach(async () => {
    await bot.stop();
    await partnerCenter.close();
  });

  async function ready(): Promise<Ready['parts']['partnerCenter']> {
    const response = await fetch(`${bot.url()}/readyz`);
    return ((await response.json()) as Ready).parts.partnerCenter;
  }

  async function status(): Promise<string> {
    return wordsIn(await chat.say('status'));
  }

  function link(): void {
    const reseller = { id: chat.tenantId, name: 'Musterhaus', mpnId: '1', location: 'DE' };
    partnerCenter.world.resellers = [reseller];
  }

  it('hears once that its agreement is signed, and its status shows it', async () => {
    const before = await passing(bot, chat, { minutes: 2 * HOUR });
    partnerCenter.world.agreements.set(chat.tenantId, 'signed');

    const heard = await passing(bot, chat, { minutes: 6 * HOUR });

    assert.deepEqual(before, []);
    assert.equal(heard.length, 1);
    assert.match(wordsIn(heard), /Vereinbarung ist unterzeichnet/u);
    assert.match(wordsIn(heard), /laut Partner Center/u);
    assert.match(await status(), /✅ [^\n]*Vereinbarung[^\n]*laut Partner Center/u);
  });

  it('hears once of its provider, and is invited then as well', async () => {
    partnerCenter.world.agreements.set(chat.tenantId, 'signed');
    await passing(bot, chat, { minutes: HOUR });
    link();

    const heard = await passing(bot, chat, { minutes: 6 * HOUR });

    assert.equal(heard.length, 1);
    assert.match(wordsIn(heard), /Nordwind Distribution/u);
    assert.equal((await status()).match(/✅ [^\n]*Anbieter/gu)?.length, 2);
  });

  it('hears that its provider is gone, but not because a provider of others has never had it', async () => {
    partnerCenter.world.agreements.set(chat.tenantId, 'signed');
    link();
    await passing(bot, chat, { minutes: 3 * HOUR });
    partnerCenter.world.resellers = [];

    const heard = await passing(bot, chat, { minutes: 2 * DAY, step: HOUR });

    assert.equal(heard.length, 1);
    assert.match(wordsIn(heard), /Nordwind Distribution/u);
    assert.match(await status(), /⬜ Anbieter autorisiert/u);
  });

  it('is not told what it has reported itself', async () => {
    await sendEvent(bot, {
      type: 'csp.mpa.changed',
      tenantId: chat.tenantId,
      data: { signed: true },
    });
    await passing(bot, chat, { minutes: 15 });
    partnerCenter.world.agreements.set(chat.tenantId, 'signed');

    const heard = await passing(bot, chat, { minutes: 3 * DAY, step: HOUR });

    assert.deepEqual(heard, []);
    assert.match(await status(), /Vereinbarung[^\n]*laut Partner Center/u);
  });

  it('gets the link for its customers with the true host, as text to copy', async () => {
    partnerCenter.world.agreements.set(chat.tenantId, 'signed');
    link();
    await passing(bot, chat, { minutes: 2 * HOUR });

    const replies = await chat.say('status');

    assert.match(wordsIn(replies), /invType=ResellerRelationship/u);
    assert.match(wordsIn(replies), /Der Link führt zu:\s+admin\.microsoft\.com/u);
    assert.doesNotMatch(JSON.stringify(actionsOf(lastCard(replies))), /invType/u);
  });

  it('never sees a link that leads elsewhere', async () => {
    partnerCenter.world.invitationUrl = 'https://admin.microsoft.com.evil.example/?partnerId=1';
    partnerCenter.world.agreements.set(chat.tenantId, 'signed');
    link();

    await passing(bot, chat, { minutes: 2 * HOUR });

    assert.doesNotMatch(await status(), /evil/u);
  });

  it('reads on its cards what is doubtful, and nothing of Partner Center’s own words', async () => {
    partnerCenter.world.agreements.set(chat.tenantId, 2201);
    partnerCenter.world.addressStatus = 'None';

    const heard = await passing(bot, chat, { minutes: HOUR });
    const guide = wordsIn(await chat.press({ action: 'status', part: 'guide' }));

    assert.deepEqual(heard, []);
    assert.match(guide, /Partner Center findet diese Adresse nicht/u);
    assert.match(await status(), /in einer anderen CSP-Region als der Anbieter/u);
    assert.doesNotMatch(guide, /refused/u);
  });

  it('never notices that Partner Center is not there for this tenant, and nobody asks again for a day', async () => {
    partnerCenter.world.denied.set('/v1/compliance', [403, 900308]);

    const heard = await passing(bot, chat, { minutes: 20 * HOUR, step: 30 });
    const asked = partnerCenter.asked('/v1/compliance').length;
    await passing(bot, chat, { minutes: 18 * HOUR, step: HOUR });

    assert.deepEqual(heard, []);
    assert.equal(asked, 1);
    assert.equal(partnerCenter.asked('/v1/compliance').length, 2);
    assert.deepEqual(await ready(), {
      state: 'fault',
      reason: 'not available for this tenant: agreementStatus (900308)',
    });
  });

  it('is not asked about before its form is confirmed, nor after the last milestone', async () => {
    const stranger = bot.chat({ tenantId: '44444444-4444-4444-8444-444444444444' });
    await stranger.say('registrieren');
    await passing(bot, chat, { minutes: DAY, step: HOUR });
    partnerCenter.world.agreements.set(chat.tenantId, 'signed');
    link();
    await passing(bot, chat, { minutes: DAY, step: HOUR });
    const data = { customerName: 'Kundin' };
    await sendEvent(bot, { type: 'csp.customer.accepted', tenantId: chat.tenantId, data });
    await passing(bot, chat, { minutes: 2 * DAY, step: HOUR });
    const asked = partnerCenter.asked('/v1').length;

    await passing(bot, chat, { minutes: 5 * DAY, step: 2 * HOUR });

    assert.equal(partnerCenter.asked('/v1').length, asked);
    assert.ok(partnerCenter.heard.every(({ path }) => !path.includes('44444444')));
  });

  it('is in step after a restart, with the refresh token that was renewed', async () => {
    await passing(bot, chat, { minutes: HOUR });
    partnerCenter.world.refreshTokens.delete(FIRST_TOKEN);
    await bot.restart();
    partnerCenter.world.agreements.set(chat.tenantId, 'signed');

    const heard = await passing(bot, chat, { minutes: HOUR });

    assert.equal(heard.length, 1);
    const { state, provedAt = '' } = await ready();
    assert.equal(state, 'ok');
    assert.ok(Date.parse(provedAt) > 0);
  });

  it('leaves a fault in /readyz when no refresh token is taken any more', async () => {
    partnerCenter.world.refreshTokens.clear();

    await passing(bot, chat, { minutes: HOUR });

    assert.deepEqual(await ready(), {
      state: 'fault',
      reason: 'signIn: invalid_grant.AADSTS700082',
    });
    assert.doesNotMatch(bot.logged.join('\n'), new RegExp(FIRST_TOKEN, 'u'));
  });
});
