// A pasted link in the chat: the true host in words, what to do next, and the form goes on where it was.

import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { CUSTOMER_INVITATIONS } from '../fixtures/customer-invitations.ts';
import { INVITATION_LINK } from '../fixtures/mails.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { actionsOf, textsOf } from '../support/cards.ts';
import { assertGoodCard } from '../support/card-rules.ts';
import type { Reply } from '../support/chat.ts';
import { fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';

describe('„Ist diese Einladung echt?“', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  function actions(replies: readonly Reply[]): readonly unknown[] {
    const datas = actionsOf(lastCard(replies)).map(({ data }) => data as { action?: string });
    return datas.map(({ action }) => action);
  }

  it('is answered with the true host and what to do, as no FAQ answer', async () => {
    const replies = await bot.chat().say(`Ist diese Einladung echt? ${INVITATION_LINK}`);

    const words = wordsIn(replies);
    assert.match(words, /Der Link führt zu:\s+partner\.microsoft\.com/u);
    assert.match(words, /Das ist das Partner Center von Microsoft/u);
    assert.match(words, /Administratorzugriff/u);
    assert.deepEqual(actions(replies), ['human', 'status']);
    for (const reply of replies) assertGoodCard(reply);
  });

  it('warns in English of an imitation', async () => {
    const chat = bot.chat({ language: 'en-US' });

    const replies = await chat.say('Is this genuine? https://partner.microsoft.com.evil.example/x');

    assert.match(wordsIn(replies), /Do not open this link/u);
    assert.match(wordsIn(replies), /leads to:\s+partner\.microsoft\.com\.evil\.example/u);
    assert.match(wordsIn(replies), /imitates Microsoft/u);
  });

  for (const link of CUSTOMER_INVITATIONS) {
    it(`tells a customer’s invitation apart, and offers no tick: ${link}`, async () => {
      const replies = await bot.chat().say(`Die Einladung ist da ${link}`);

      assert.match(wordsIn(replies), /Das ist eine Einladung für Kunden/u);
      assert.match(wordsIn(replies), /Nehmen Sie sie nicht an/u);
      assert.deepEqual(actions(replies), ['human', 'status']);
    });
  }

  it('is answered in the middle of the form, which then goes on', async () => {
    const chat = bot.chat();
    await fillIn(chat, BERLIN, 'support');

    const replies = await chat.say(`Ist dieser Link echt? ${INVITATION_LINK}`);

    assert.match(textsOf(lastCard(replies.slice(0, 1))).join(' '), /Der Link führt zu Microsoft/u);
    assert.equal(stepOf(lastCard(replies)), 'support');
  });

  it('does not take a company’s own website for a question', async () => {
    const chat = bot.chat();
    await fillIn(chat, BERLIN, 'support');

    const replies = await chat.say('https://seewind.example');

    assert.doesNotMatch(wordsIn(replies), /Der Link führt/u);
  });

  it('is answered in a group chat as well', async () => {
    const chat = bot.chat({ conversationType: 'groupChat' });

    const replies = await chat.say('Ist das echt? https://partner-microsoft.com/login');

    assert.match(wordsIn(replies), /Öffnen Sie diesen Link nicht/u);
  });

  it('still warns of a password beside the link', async () => {
    const replies = await bot
      .chat()
      .say(`Ist das echt? ${INVITATION_LINK} Mein Passwort ist Xy9$abc`);

    assert.doesNotMatch(wordsIn(replies), /Der Link führt/u);
  });
});
