import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { actionsOf } from '../support/cards.ts';
import type { Chat } from '../support/chat.ts';
import { delivered, sendEvent, statesOf, type EventAnswer } from '../support/events.ts';
import { dataOf, fillIn, lastCard, report, wordsIn } from '../support/form.ts';
import { onEachEngine } from '../support/database.ts';

const PROVIDER = {
  providerName: 'Nordwind Distribution',
  invitationUrl: 'https://partner.microsoft.com/x',
};

onEachEngine('an event', () => {
  let bot: BotUnderTest;
  let chat: Chat;

  beforeEach(async () => {
    bot = await startBot({ QUIET_HOURS: 'off' });
    chat = bot.chat();
  });

  afterEach(() => bot.stop());

  async function enrolled(): Promise<void> {
    const review = await fillIn(chat, BERLIN);
    const card = lastCard(await chat.press(dataOf(review, 'confirm')));
    await report(chat, card);
  }

  function send(type: string, data: object, id?: string): Promise<EventAnswer> {
    const fields = { type, tenantId: chat.tenantId, data };
    return sendEvent(bot, id === undefined ? fields : { ...fields, id });
  }

  it('becomes one note with what to do, and moves the status card in place', async () => {
    await enrolled();

    const answer = await send('csp.verification.changed', { status: 'rejected' });
    const heard = await delivered(bot, chat);

    assert.equal(answer.status, 202);
    assert.match(wordsIn(heard), /abgelehnt/u);
    assert.match(wordsIn(heard), /Fix now/u);
    assert.ok(heard.some(({ method }) => method === 'PUT'));
    assert.equal(heard.filter(({ method }) => method === 'POST').length, 1);
  });

  it('sent ten times is told once', async () => {
    await enrolled();

    const answers = [];
    for (let times = 0; times < 10; times += 1) {
      answers.push(await send('csp.provider.invited', PROVIDER, 'same-id'));
    }
    const heard = await delivered(bot, chat);

    assert.deepEqual(
      new Set(answers.slice(1).map(({ events }) => events[0]?.status)),
      new Set(['duplicate']),
    );
    assert.equal(heard.filter(({ method }) => method === 'POST').length, 1);
  });

  it('before anybody of the company was met waits until somebody takes part', async () => {
    await send('csp.provider.invited', PROVIDER);
    const early = await delivered(bot, chat);

    await chat.say('registrieren');
    const heard = await delivered(bot, chat);

    assert.deepEqual(early, []);
    assert.match(wordsIn(heard), /Nordwind Distribution/u);
  });

  it('is not told to who has turned its kind off', async () => {
    await enrolled();
    await chat.press({ action: 'mute', kind: 'provider' });

    const answer = await send('csp.provider.invited', PROVIDER);
    const heard = await delivered(bot, chat);

    assert.equal(heard.filter(({ method }) => method === 'POST').length, 0);
    assert.equal((await statesOf(bot, answer))[0], 'suppressed');
  });

  it('is marked as seen at a tap', async () => {
    await enrolled();
    const answer = await send('csp.mpa.changed', { signed: true });
    const card = lastCard(await delivered(bot, chat));
    const seen = actionsOf(card).find(
      ({ data }) => (data as { action?: string } | undefined)?.action === 'seen',
    );

    await chat.press(seen?.['data'] as object);

    assert.equal((await statesOf(bot, answer))[0], 'seen');
  });

  it('reaches nobody after an uninstall, and again after coming back', async () => {
    await enrolled();
    await chat.uninstall();
    await send('csp.mpa.changed', { signed: true });
    const gone = await delivered(bot, chat);

    await chat.install();
    const back = await delivered(bot, chat);

    assert.deepEqual(gone, []);
    assert.match(wordsIn(back), /Vereinbarung/u);
  });
});
