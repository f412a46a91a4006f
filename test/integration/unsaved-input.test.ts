// What was sent and is no answer yet: it outlives whatever comes between, and a doubt's own buttons settle it.

import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { assertGoodCard } from '../support/card-rules.ts';
import { actionsOf, hasCard, inputsOf, partOf, type CardPart } from '../support/cards.ts';
import type { Chat, Reply } from '../support/chat.ts';
import { onEachEngine } from '../support/database.ts';
import { answer, dataOf, doubtData, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';

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

describe('a doubt', () => {
  let bot: BotUnderTest;
  let chat: Chat;
  let open: CardPart;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
    open = await fillIn(chat, BERLIN, 'company');
  });

  afterEach(() => bot.stop());

  it('beside a refusal is put once more, alone, before sending agrees to it', async () => {
    const mixed = lastCard(await answer(chat, open, MIXED));

    const alone = lastCard(await answer(chat, mixed, DOUBTFUL));
    const next = lastCard(await answer(chat, alone, DOUBTFUL));

    assert.ok(partOf(mixed, 'streetWarning') && partOf(mixed, 'postalCodeError'));
    assert.equal(stepOf(alone), 'company');
    assert.ok(partOf(alone, 'streetWarning'));
    assert.equal(partOf(alone, 'postalCodeError'), undefined);
    assert.equal(stepOf(next), 'contact');
  });

  for (const how of ['press', 'invoke'] as const) {
    it(`is settled by its own button (${how})`, async () => {
      const doubtful = lastCard(await answer(chat, open, DOUBTFUL));

      const agreed = { ...doubtData(doubtful, 'agreed', 'street'), ...DOUBTFUL };
      const next = lastCard(await chat[how](agreed));
      const back = lastCard(await chat.say('zurück'));

      assert.equal(stepOf(next), 'contact');
      assert.equal(valuesIn(back)['street'], 'Hauptstr. 5');
      assert.equal(partOf(back, 'streetWarning'), undefined);
    });

    it(`is settled by taking the better value (${how})`, async () => {
      const doubtful = lastCard(await answer(chat, open, DOUBTFUL));

      const replace = { ...doubtData(doubtful, 'replace', 'street'), ...DOUBTFUL };
      const next = lastCard(await chat[how](replace));
      const back = lastCard(await chat.say('zurück'));

      assert.equal(stepOf(next), 'contact');
      assert.equal(valuesIn(back)['street'], 'Hauptstraße 5');
    });
  }

  it('is settled by its own button although no input came along', async () => {
    const doubtful = lastCard(await answer(chat, open, DOUBTFUL));

    const next = lastCard(await chat.press(doubtData(doubtful, 'agreed', 'street')));

    assert.equal(stepOf(next), 'contact');
  });

  it('has a button that counts once, and none on an older card', async () => {
    const doubtful = lastCard(await answer(chat, open, DOUBTFUL));
    const data = { ...doubtData(doubtful, 'agreed', 'street'), ...DOUBTFUL };
    await chat.press(data);

    const twice = await chat.press(data);
    await chat.say('zurück');
    const old = await chat.press(data);

    assert.match(wordsIn(twice), /schon beantwortet/u);
    assert.equal(stepOf(lastCard(twice)), 'contact');
    assert.match(wordsIn(old), /schon beantwortet/u);
    assert.equal(stepOf(lastCard(old)), 'company');
  });

  it('has a button that is stale once the step was asked anew', async () => {
    const doubtful = lastCard(await answer(chat, open, DOUBTFUL));
    await backAndForth(chat);

    const replies = await chat.press(doubtData(doubtful, 'agreed', 'street'));

    assert.match(wordsIn(replies), /früheren Stand/u);
    assert.ok(partOf(lastCard(replies), 'streetWarning'));
  });

  it('that was agreed to is not put again to a colleague who goes on', async () => {
    const mixed = lastCard(await answer(chat, open, MIXED));
    await chat.press({ ...doubtData(mixed, 'agreed', 'street'), ...MIXED });
    const colleague = bot.chat({ tenantId: chat.tenantId });

    const card = lastCard(await colleague.say('registrieren'));
    const next = lastCard(await answer(colleague, card, DOUBTFUL));

    assert.equal(partOf(card, 'streetWarning'), undefined);
    assert.ok(partOf(card, 'postalCodeError'));
    assert.equal(stepOf(next), 'contact');
  });

  for (const nonsense of [
    { agreed: 'city' },
    { agreed: 'password' },
    { agreed: { street: true } },
    { replace: 'city', with: 'Bonn' },
    { replace: 'street' },
    { replace: 'street', with: null },
    { agreed: null },
    { replace: 'toString', with: 'Bonn' },
  ]) {
    it(`is not settled by ${JSON.stringify(nonsense)}, which is answered in words`, async () => {
      const doubtful = lastCard(await answer(chat, open, DOUBTFUL));
      const { agreed: _agreed, ...data } = doubtData(doubtful, 'agreed', 'street');

      const replies = await chat.press({ ...data, ...DOUBTFUL, legalName: '', ...nonsense });

      const card = lastCard(replies);
      assert.match(wordsIn(replies), /keine Rückfrage\. Es hat sich nichts geändert/u);
      assert.deepEqual(valuesIn(card), DOUBTFUL);
      assert.ok(partOf(card, 'streetWarning'));
    });
  }

  it('has buttons on a card of six actions at most, however many doubts there are', async () => {
    const many = {
      ...{ ...BERLIN.company, legalName: 'Gebr. Łódź', street: 'Hauptstr. 5' },
      ...{ city: 'Frankfurt/M.', state: 'Čech', country: 'KP', postalCode: '' },
    };

    const replies = await answer(chat, open, many);

    const card = lastCard(replies);
    const datas = actionsOf(card).map(({ data }) => data as Record<string, unknown>);
    replies.filter(hasCard).forEach(assertGoodCard);
    assert.equal(datas.length, 6);
    assert.equal(datas.filter(({ action }) => action === 'answer').length, 5);
    assert.ok(datas.some(({ action }) => action === 'back'));
  });

  it('is agreed to by a typed yes where it stands alone', async () => {
    await answer(chat, open, DOUBTFUL);

    assert.equal(stepOf(lastCard(await chat.say('stimmt so'))), 'contact');
  });
});

function valuesIn(card: CardPart): Record<string, string> {
  const given = inputsOf(card).filter(({ value }) => value !== undefined);
  return Object.fromEntries(given.map(({ id, value }) => [String(id), String(value)]));
}

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
