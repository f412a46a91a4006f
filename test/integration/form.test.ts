import assert from 'node:assert/strict';
import { BERLIN, SEATTLE } from '../fixtures/companies.ts';
import { inputsOf, partOf, textsOf } from '../support/cards.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { answer, dataOf, fillIn, lastCard, report, stepOf, wordsIn } from '../support/form.ts';
import { onEachEngine } from '../support/database.ts';

onEachEngine('the form', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  it('takes a company from the first question to an authorized provider', async () => {
    const chat = bot.chat();

    const review = await fillIn(chat, BERLIN);
    let card = lastCard(await chat.press(dataOf(review, 'confirm')));
    const reported = [];
    while (dataOf(card, 'milestone')['milestone'] !== 'customerInvited') {
      reported.push(dataOf(card, 'milestone')['milestone']);
      card = lastCard(await report(chat, card));
    }

    assert.deepEqual(reported.slice(-2), ['providerInvited', 'providerAuthorized']);
    for (const value of Object.values(BERLIN.company)) {
      assert.ok(
        textsOf(review).some((text) => text.includes(value)),
        value,
      );
    }
  });

  it('keeps every value on a refused card and says under the input what is wrong', async () => {
    const chat = bot.chat();
    const card = await fillIn(chat, BERLIN, 'contact');

    const replies = await answer(chat, card, { ...BERLIN.contact, email: 'juergen@gmail.com' });

    const refused = lastCard(replies);
    const words = partOf(refused, 'emailError')?.['text'] as string;
    assert.equal(stepOf(refused), 'contact');
    assert.deepEqual(
      inputsOf(refused).map(({ value }) => value),
      ['Jürgen', 'Weiß-Öztürk', 'juergen@gmail.com', '+49 30 901820'],
    );
    assert.match(words, /Webmail/u);
    assert.equal(replies.at(-1)?.summary?.split(words).length, 2);
  });

  it('takes a doubtful value only after the card has warned of it', async () => {
    const chat = bot.chat();
    const card = await fillIn(chat, BERLIN, 'company');
    const doubtful = { ...BERLIN.company, street: 'Hauptstr. 5' };

    const warned = lastCard(await answer(chat, card, doubtful));
    const taken = lastCard(await answer(chat, warned, doubtful));

    assert.ok(partOf(warned, 'streetWarning'));
    assert.equal(partOf(warned, 'streetError'), undefined);
    assert.equal(stepOf(taken), 'contact');
  });

  it('asks a company in CSP for its support contact only', async () => {
    const chat = bot.chat({ language: 'en-US' });
    const support = { supportEmail: 'help@firm.com', supportPhone: '+1 206 905 2101' };

    const card = await fillIn(chat, { situation: { situation: 'csp' } });
    const review = lastCard(await answer(chat, card, support));

    assert.equal(stepOf(card), 'support');
    assert.match(textsOf(card).join(' '), /Step 2 of 3/u);
    assert.ok(dataOf(review, 'confirm'));
  });

  it('explains to a direct-bill partner why not here, and goes on with another tenant', async () => {
    const chat = bot.chat();
    const first = await fillIn(chat, {});

    const explained = lastCard(await answer(chat, first, { situation: 'direct' }));
    const next = lastCard(await chat.press(dataOf(explained, 'answer')));

    assert.match(partOf(explained, 'situationWarning')?.['text'] as string, /anderen Mandanten/u);
    assert.equal(stepOf(next), 'account');
  });

  it('asks again only what a changed answer has broken', async () => {
    const chat = bot.chat();
    const review = await fillIn(chat, BERLIN);
    const account = lastCard(await chat.press({ ...dataOf(review, 'edit'), step: 'account' }));

    const next = lastCard(
      await answer(chat, account, { workAccount: 'admin', tenantCountry: 'AT' }),
    );
    const after = lastCard(await answer(chat, next, { partnerId: '', partnerIdCountry: '' }));

    assert.equal(stepOf(next), 'partnerId');
    assert.ok(partOf(next, 'partnerIdCountryError'));
    assert.ok(dataOf(after, 'confirm'));
  });

  it('can be filled in by typing, one line after the other', async () => {
    const chat = bot.chat({ language: 'en-US' });
    await fillIn(chat, SEATTLE, 'company');

    const lines = ['Help Works Inc.', '400 Broad Street', '98109', 'Seattle'];
    const seen = [];
    for (const line of lines) seen.push(wordsIn(await chat.say(line)));
    const last = lastCard(await chat.say('WA'));

    assert.match(seen[0] ?? '', /Next: Street and number/u);
    assert.match(seen[3] ?? '', /State or province/u);
    assert.equal(stepOf(last), 'contact');
  });

  it('refuses the second click on a card, and a card from before going back', async () => {
    const chat = bot.chat();
    const account = await fillIn(chat, BERLIN, 'account');
    const partnerId = lastCard(await answer(chat, account, BERLIN.account));

    const twice = await answer(chat, account, BERLIN.account);
    await chat.say('zurück');
    const old = await answer(chat, partnerId, BERLIN.partnerId);

    assert.match(wordsIn(twice), /schon beantwortet: am 23\. November 2026/u);
    assert.equal(stepOf(lastCard(twice)), 'partnerId');
    assert.match(wordsIn(old), /früheren Stand/u);
    assert.equal(stepOf(lastCard(old)), 'account');
  });

  it('goes on where it was after a pause, a week and a restart', async () => {
    const chat = bot.chat();
    const card = await fillIn(chat, BERLIN, 'contact');
    await answer(chat, card, { ...BERLIN.contact, phone: '12' });
    await chat.say('pause');
    bot.now = new Date('2026-11-30T09:00:00.000Z');
    await bot.restart();
    const { personId, conversationId } = chat;

    const replies = await bot.chat({ personId, conversationId }).say('weiter');

    assert.match(wordsIn(replies), /Schön, dass Sie wieder da sind/u);
    assert.equal(stepOf(lastCard(replies)), 'contact');
    assert.equal(inputsOf(lastCard(replies))[2]?.['value'], BERLIN.contact.email);
  });
});
