import assert from 'node:assert/strict';
import { BERLIN, SEATTLE } from '../fixtures/companies.ts';
import { actionsOf, textsOf, type CardPart } from '../support/cards.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Chat } from '../support/chat.ts';
import { dataOf, fillIn, lastCard, report, wordsIn } from '../support/form.ts';
import { onEachEngine } from '../support/database.ts';

onEachEngine('the milestones', () => {
  let bot: BotUnderTest;
  let chat: Chat;
  let card: CardPart;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
    const review = await fillIn(chat, BERLIN);
    card = lastCard(await chat.press(dataOf(review, 'confirm')));
  });

  afterEach(() => bot.stop());

  async function reportUntil(milestone: string): Promise<void> {
    while (dataOf(card, 'milestone')['milestone'] !== milestone) {
      card = lastCard(await report(chat, card));
    }
  }

  it('stand on one card, which a report updates in place', async () => {
    const replies = await report(chat, card);

    const updated = replies.filter(({ method }) => method === 'PUT');
    assert.equal(updated.length, 1);
    assert.match(wordsIn(updated), /✅ Antrag eingereicht – 23\.11\.2026/u);
    assert.match(wordsIn(updated), /Wer jetzt dran ist: Ihr Hauptansprechpartner/u);
    assert.match(wordsIn(replies), /Notiert: Antrag ist eingereicht\. Nächster Schritt: E-Mail/u);
  });

  it('come on a new card when the old one cannot be updated', async () => {
    bot.connector.refuseNext(1, { status: 404 });

    const replies = await report(chat, card);

    assert.match(wordsIn(replies), /✅ Antrag eingereicht/u);
  });

  it('begin with how to apply, with the data to copy and the link’s true host', async () => {
    const guide = lastCard(await chat.press(dataOf(card, 'status')));

    const words = textsOf(guide).join('\n');
    assert.match(words, /Jetzt registrieren/u);
    assert.match(words, /Größenwahn & Söhne GmbH & Co\. KG/u);
    assert.match(words, /Antrag öffnen \(aka\.ms\)/u);
    assert.match(words, /Stand der Schritte: 21\. September 2022/u);
  });

  it('imply the earlier ones that they cannot be without, and can be taken back with them', async () => {
    const replies = await chat.press({ action: 'milestone', milestone: 'mpaSigned' });
    const implied = textsOf(lastCard(replies)).join('\n');
    const back = await chat.press({ action: 'milestone', milestone: 'mpaSigned', value: 'undo' });

    assert.match(implied, /✅ Überprüfung durch Microsoft/u);
    assert.match(implied, /Nächster Schritt: Rolle „Administrator-Agent“ zuweisen/u);
    assert.equal(dataOf(lastCard(back), 'milestone')['milestone'], 'submitted');
  });

  it('are refused when reported twice, with the day', async () => {
    const first = dataOf(card, 'milestone');
    await chat.press(first);

    const replies = await chat.press(first);

    assert.match(wordsIn(replies), /schon vermerkt, seit dem 23\. November 2026/u);
  });

  it('can be taken back, the last one first', async () => {
    await reportUntil('verified');

    const early = await chat.press({ action: 'milestone', milestone: 'submitted', value: 'undo' });
    const undo = actionsOf(card).find(
      ({ data }) => (data as { value?: string } | undefined)?.value === 'undo',
    );
    const back = await chat.press(undo?.['data'] as object);

    assert.match(wordsIn(early), /Zuerst „E-Mail-Adresse bestätigt“/u);
    assert.equal(dataOf(lastCard(back), 'milestone')['milestone'], 'emailConfirmed');
  });

  it('say what helps when the verification was rejected', async () => {
    await reportUntil('verified');

    const rejected = await chat.press({
      action: 'milestone',
      milestone: 'verified',
      value: 'rejected',
    });
    const next = lastCard(await report(chat, lastCard(rejected)));

    assert.match(wordsIn(rejected), /❌ Überprüfung durch Microsoft – abgelehnt/u);
    assert.match(wordsIn(rejected), /Fix now/u);
    assert.equal(dataOf(next, 'milestone')['milestone'], 'adminAgent');
  });

  it('say what the provider may do before it is authorized', async () => {
    await reportUntil('providerAuthorized');

    const words = textsOf(card).join('\n');

    assert.match(words, /für Ihre Kunden bestellen und Abonnements hinzufügen/u);
    assert.match(words, /Administratorzugriff/u);
  });

  it('begin with the PartnerID for who has none yet', async () => {
    chat = bot.chat({ tenantId: '22222222-2222-4222-8222-222222222222', language: 'en-US' });
    const review = await fillIn(chat, SEATTLE);
    card = lastCard(await chat.press(dataOf(review, 'confirm')));

    assert.match(textsOf(card).join('\n'), /Next step: Get a PartnerID and associate it/u);
    assert.equal(dataOf(card, 'milestone')['milestone'], 'partnerId');
  });

  it('stay when the data is changed afterwards', async () => {
    await reportUntil('emailConfirmed');

    const review = lastCard(await chat.press(dataOf(card, 'edit')));
    const after = lastCard(await chat.press(dataOf(review, 'confirm')));

    assert.equal(dataOf(after, 'milestone')['milestone'], 'emailConfirmed');
  });
});
