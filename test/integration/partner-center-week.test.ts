import assert from 'node:assert/strict';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Chat } from '../support/chat.ts';
import { wordsIn } from '../support/form.ts';
import { passing, verifiedCompany } from '../support/partner-center-journey.ts';
import {
  startPartnerCenter,
  variablesFor,
  type FakePartnerCenter,
} from '../support/partner-center-server.ts';

const HOUR = 60;
const HTML = '<html><body>Service unavailable</body></html>';

describe('a week with Partner Center', () => {
  let partnerCenter: FakePartnerCenter;
  let bot: BotUnderTest;
  let chat: Chat;

  beforeEach(async () => {
    partnerCenter = await startPartnerCenter();
    bot = await startBot({ QUIET_HOURS: 'off', ...variablesFor(partnerCenter) });
    partnerCenter.world.now = () => bot.now;
    chat = await verifiedCompany(bot);
  });

  afterEach(async () => {
    await bot.stop();
    await partnerCenter.close();
  });

  it('of expiring tokens, throttling, outages and nonsense ends with everything in step', async () => {
    const { world } = partnerCenter;
    world.agreements.set(chat.tenantId, 2206);
    const heard = [];

    heard.push(...(await passing(bot, chat, { minutes: 24 * HOUR, step: 20 })));
    partnerCenter.failNext(6, {
      status: 429,
      headers: { 'retry-after': '57' },
      body: { statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' },
    });
    heard.push(...(await passing(bot, chat, { minutes: 12 * HOUR, step: 20 })));
    partnerCenter.outage = { status: 503, body: HTML };
    heard.push(...(await passing(bot, chat, { minutes: 12 * HOUR, step: 20 })));
    world.agreements.set(chat.tenantId, 'signed');
    await bot.restart();
    partnerCenter.outage = { breaks: true };
    heard.push(...(await passing(bot, chat, { minutes: 12 * HOUR, step: 20 })));
    partnerCenter.outage = undefined;
    heard.push(...(await passing(bot, chat, { minutes: 24 * HOUR, step: 20 })));
    world.resellers = [{ id: chat.tenantId, name: 'Musterhaus' }];
    partnerCenter.failNext(3, { status: 200, body: HTML });
    partnerCenter.failNext(3, { status: 200, body: { items: 'none' } });
    heard.push(...(await passing(bot, chat, { minutes: 48 * HOUR, step: 20 })));
    world.endlessPages = true;
    heard.push(...(await passing(bot, chat, { minutes: 24 * HOUR, step: 20 })));
    world.endlessPages = false;
    heard.push(...(await passing(bot, chat, { minutes: 36 * HOUR, step: 20 })));

    const told = heard.map((reply) => wordsIn([reply]));
    assert.equal(told.length, 2);
    assert.match(told[0] ?? '', /Vereinbarung ist unterzeichnet/u);
    assert.match(told[1] ?? '', /Nordwind Distribution/u);
    const ready = (await (await fetch(`${bot.url()}/readyz`)).json()) as {
      readonly parts: Record<string, { readonly state: string }>;
    };
    assert.equal(ready.parts['partnerCenter']?.state, 'ok');
    assert.ok(partnerCenter.asked('/login').length > 10);
    assert.ok(partnerCenter.asked('/v1').length < 1500);
    assert.doesNotMatch(bot.logged.join('\n'), /Musterhaus|refresh-|the-secret/u);
  });
});
