// What was sent and is no answer yet: it outlives whatever comes between.

import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { partOf, type CardPart } from '../support/cards.ts';
import type { Chat, Reply } from '../support/chat.ts';
import { onEachEngine } from '../support/database.ts';
import {
  answer,
  dataOf,
  doubtData,
  fillIn,
  lastCard,
  stepOf,
  valuesIn,
  wordsIn,
} from '../support/form.ts';

const DOUBTFUL = { ...BERLIN.company, street: 'Hauptstr. 5' };
const MIXED = { ...DOUBTFUL, postalCode: '1' };

onEachEngine('unsaved input', () => {
  let bot: BotUnderTest;
  let chat: Chat;
  let open: CardPart;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
    open = await fillIn(chat, BERLIN, 'company');
  });

  afterEach(() => bot.stop());

  const BETWEEN: readonly (readonly [string, (chat: Chat) => Promise<readonly Reply[]>])[] = [
    ['"zurück" and the step before answered', backAndForth],
    ['a question', (on) => on.say('Was ist eine PartnerID?')],
    ['"warum?"', (on) => on.say('warum?')],
    ['the status', (on) => on.say('status')],
    ['another language', (on) => on.say('english')],
    ['a pause of a week and a restart', (on) => pausedForAWeek(bot, on)],
    ['a colleague who goes on', (on) => bot.chat({ tenantId: on.tenantId }).say('registrieren')],
  ];

  for (const [what, between] of BETWEEN) {
    it(`with a doubt and a refusal is shown again after ${what}`, async () => {
      await answer(chat, open, MIXED);

      const card = lastCard(await between(chat));

      assert.equal(stepOf(card), 'company');
      assert.deepEqual(valuesIn(card), { ...MIXED, country: 'DE' });
      assert.ok(partOf(card, 'postalCodeError'));
      assert.ok(partOf(card, 'streetWarning'));
    });

    it(`typed field by field is shown again after ${what}`, async () => {
      await chat.say('Sonnenschein Datentechnik GmbH');
      await chat.say('Hauptstraße 5');

      const card = lastCard(await between(chat));

      assert.equal(valuesIn(card)['legalName'], 'Sonnenschein Datentechnik GmbH');
      assert.equal(valuesIn(card)['street'], 'Hauptstraße 5');
      assert.equal(partOf(card, 'cityError'), undefined);
    });
  }

  it('of a section opened from the review waits there until it is settled', async () => {
    const review = await reviewOf(chat, open);
    const section = lastCard(await chat.press({ ...dataOf(review, 'edit'), step: 'contact' }));
    await answer(chat, section, { ...BERLIN.contact, email: 'j@groessenwahn.gov' });
    const before = lastCard(await chat.say('zurück'));

    const card = lastCard(await answer(chat, before, BERLIN.company));
    const after = await chat.press({ ...doubtData(card, 'agreed', 'email'), ...valuesIn(card) });

    assert.equal(stepOf(card), 'contact');
    assert.equal(valuesIn(card)['email'], 'j@groessenwahn.gov');
    assert.match(wordsIn(after), /j@groessenwahn\.gov/u);
    assert.ok(dataOf(lastCard(after), 'confirm'));
  });

  it('keeps the review from being confirmed, in words', async () => {
    const review = await reviewOf(chat, open);
    const section = lastCard(await chat.press({ ...dataOf(review, 'edit'), step: 'contact' }));
    await answer(chat, section, { ...BERLIN.contact, phone: '12' });
    await chat.press({ action: 'edit', step: 'review' });

    const replies = await chat.say('ja');

    assert.match(wordsIn(replies), /Unter „Hauptansprechpartner“ ist noch etwas offen/u);
    assert.equal(stepOf(lastCard(replies)), 'contact');
    assert.equal(valuesIn(lastCard(replies))['phone'], '12');
  });

  it('goes when the person deletes their data, though a colleague stays', async () => {
    await answer(chat, open, MIXED);
    const colleague = bot.chat({ tenantId: chat.tenantId });
    await colleague.say('registrieren');
    await chat.say('meine daten löschen');
    await chat.say('ja');

    const card = lastCard(await colleague.say('weiter'));

    assert.equal(stepOf(card), 'company');
    assert.deepEqual(valuesIn(card), { country: 'DE' });
  });

  it('is not logged', async () => {
    const refused = lastCard(await answer(chat, open, MIXED));

    await chat.press({ ...doubtData(refused, 'agreed', 'street'), ...MIXED });

    assert.doesNotMatch(bot.logged.join('\n'), /Hauptstr/u);
  });
});

async function backAndForth(chat: Chat): Promise<readonly Reply[]> {
  const before = lastCard(await chat.say('zurück'));
  return answer(chat, before, BERLIN.partnerId);
}

/** On the same database file; the chat goes on at the new process's port. */
async function pausedForAWeek(bot: BotUnderTest, chat: Chat): Promise<readonly Reply[]> {
  await chat.say('pause');
  bot.now = new Date('2026-11-30T09:00:00.000Z');
  await bot.restart();
  const { personId, conversationId, tenantId } = chat;
  return bot.chat({ personId, conversationId, tenantId }).say('weiter');
}

async function reviewOf(chat: Chat, company: CardPart): Promise<CardPart> {
  const contact = lastCard(await answer(chat, company, BERLIN.company));
  const support = lastCard(await answer(chat, contact, BERLIN.contact));
  return lastCard(await answer(chat, support, BERLIN.support));
}
