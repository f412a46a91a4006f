// A reply that could not be sent undoes nothing, and is seen all the same.

import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { onEachEngine } from '../support/database.ts';
import type { Chat } from '../support/chat.ts';
import { dataOf, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';

const OUTAGE = { status: 503 };
const LONG_OUTAGE = { status: 429, headers: { 'retry-after': '60' } };

onEachEngine('turns whose answer cannot be sent', () => {
  let bot: BotUnderTest;
  let chat: Chat;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
  });

  afterEach(() => bot.stop());

  it('are repeated a few times', async () => {
    bot.connector.refuseNext(2, OUTAGE);

    const replies = await chat.say('registrieren');

    assert.equal(stepOf(lastCard(replies)), 'situation');
    assert.equal(bot.connector.received.length, 3);
  });

  for (const fault of [
    { status: 404, body: { error: { code: 'ConversationNotFound' } } },
    { status: 404 },
    { status: 403, body: { error: { code: 'ServiceError' } } },
    { status: 403, body: { error: { code: 'Unknown' } } },
  ]) {
    const name = `${fault.status} ${fault.body?.error.code ?? 'without a code'}`;

    it(`are repeated after ${name}`, async () => {
      bot.connector.refuseNext(1, fault);

      const replies = await chat.say('registrieren');

      assert.equal(stepOf(lastCard(replies)), 'situation');
    });

    it(`come with the next turn where ${name} lasts`, async () => {
      bot.connector.refuseNext(5, fault);
      const silent = await chat.say('registrieren');

      const replies = await chat.say('hilfe');

      assert.deepEqual(silent, []);
      assert.ok(replies.some((reply) => wordsIn([reply]).includes('Schritt 1')));
    });
  }

  it('keep what was said, and the answer comes with the next', async () => {
    const card = await fillIn(chat, BERLIN, 'company');
    bot.connector.refuseNext(1, LONG_OUTAGE);
    const silent = await chat.press({ ...dataOf(card, 'answer'), ...BERLIN.company });

    const replies = await chat.say('Was ist eine PartnerID?');

    assert.equal(chat.answer.status, 200);
    assert.deepEqual(silent, []);
    assert.match(wordsIn(replies), /PartnerID/u);
    const steps = replies.filter((reply) => wordsIn([reply]).includes('Schritt 5 von 7'));
    assert.equal(steps.length, 1);
  });

  it('are sent when the same comes again, by whatever id', async () => {
    bot.connector.refuseNext(1, LONG_OUTAGE);
    await chat.say('registrieren');

    const replies = await chat.say('registrieren');
    const after = await chat.say('hilfe');

    assert.equal(replies.length, 1);
    assert.equal(stepOf(lastCard(replies)), 'situation');
    assert.doesNotMatch(wordsIn(after.slice(0, 1)), /Schritt 1/u);
  });

  it('are sent after a restart when they come again', async () => {
    const twice = { id: 'activity-1', type: 'message', text: 'registrieren' };
    bot.connector.refuseNext(1, LONG_OUTAGE);
    await chat.send(twice);
    await bot.restart();

    const again = await bot
      .chat({ personId: chat.personId, conversationId: chat.conversationId })
      .send(twice);

    assert.equal(stepOf(lastCard(again)), 'situation');
  });

  it('send nothing anew where the person is gone', async () => {
    bot.connector.refuseNext(1, {
      status: 403,
      body: { error: { code: 'MessageWritesBlocked' } },
    });
    await chat.say('registrieren');

    const replies = await chat.say('hilfe');

    assert.equal(replies.length, 2);
  });
});
