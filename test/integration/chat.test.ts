import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { actionsOf, cardOf, textsOf } from '../support/cards.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Chat } from '../support/chat.ts';
import { dataOf, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';
import { onEachEngine } from '../support/database.ts';

const COMMANDS: readonly [said: string, heard: RegExp][] = [
  ['hilfe', /Das kann ich für Sie tun/u],
  ['Help!', /Das kann ich für Sie tun/u],
  ['Hallo', /Guten Tag! Ich bin Lotse/u],
  ['hi', /Guten Tag! Ich bin Lotse/u],
  ['STATUS?', /läuft noch keine Registrierung/u],
  ['stand', /läuft noch keine Registrierung/u],
  ['zurueck', /läuft noch keine Registrierung/u],
  ['pause', /läuft noch keine Registrierung/u],
  ['abbrechen', /läuft noch keine Registrierung/u],
  ['neu starten', /läuft noch keine Registrierung/u],
  ['sprache', /In welcher Sprache/u],
  ['mensch', /keine Ansprechperson hinterlegt/u],
  ['Experte', /keine Ansprechperson hinterlegt/u],
  ['benachrichtigungen', /Mitteilungen sind eingeschaltet/u],
  ['benachrichtigungen aus', /Mitteilungen sind ausgeschaltet/u],
  ['meine daten', /Ihre Daten bei Lotse/u],
  ['warum?', /Gerade ist keine Frage offen/u],
  ['Start enrollment', /Ihre Ausgangslage/u],
];

onEachEngine('the chat', () => {
  let bot: BotUnderTest;
  let chat: Chat;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
  });

  afterEach(() => bot.stop());

  for (const [said, heard] of COMMANDS) {
    it(`answers "${said}"`, async () => {
      const replies = await chat.say(said);

      assert.match(wordsIn(replies), heard);
    });
  }

  for (const nonsense of ['asdf qwer', '🤷', '<b>hm</b>', '1', 'registrieren bitte jetzt sofort']) {
    it(`does not fall silent at "${nonsense}"`, async () => {
      const replies = await chat.say(nonsense);

      const card = lastCard(replies);

      assert.ok(actionsOf(card).length > 0);
      assert.ok(textsOf(card).join(' ').length > 20);
    });
  }

  it('has a word for a picture without text', async () => {
    const replies = await chat.send({
      type: 'message',
      attachments: [{ contentType: 'image/png' }],
    });

    assert.match(wordsIn(replies), /Bildern, Dateien/u);
  });

  it('remembers the language that was chosen, whatever the client says', async () => {
    await chat.say('English');
    await bot.restart();
    const { personId, conversationId } = chat;

    const replies = await bot.chat({ personId, conversationId }).say('hilfe');

    assert.match(wordsIn(replies), /What I can do for you/u);
  });

  it('shows the open step again after a command in between', async () => {
    await fillIn(chat, BERLIN, 'company');

    const replies = await chat.say('english');

    assert.match(wordsIn(replies), /Step 4 of 7/u);
    assert.equal(stepOf(lastCard(replies)), 'company');
  });

  it('explains what an open step is for, with the source and its date', async () => {
    await fillIn(chat, BERLIN, 'contact');

    const replies = await chat.say('Warum?');

    assert.match(wordsIn(replies), /Prüf-E-Mail/u);
    assert.match(wordsIn(replies), /Quelle: .*Stand 11\. Dezember 2020/u);
    assert.equal(stepOf(lastCard(replies)), 'contact');
  });

  it('asks once before it cancels, and keeps everything at a no', async () => {
    await fillIn(chat, BERLIN, 'company');

    const asked = await chat.say('abbrechen');
    const kept = await chat.say('nein');
    await chat.say('abbrechen');
    const gone = await chat.say('klar');
    const after = await chat.say('status');

    assert.match(wordsIn(asked), /wirklich abbrechen\?/u);
    assert.equal(stepOf(lastCard(kept)), 'company');
    assert.match(wordsIn(gone), /Die Registrierung ist abgebrochen/u);
    assert.match(wordsIn(after), /läuft noch keine Registrierung/u);
  });

  it('takes a question off the table when something else is said', async () => {
    await fillIn(chat, BERLIN, 'company');
    const question = cardOf((await chat.say('neu starten'))[0]);
    await chat.say('status');

    const late = await chat.press(actionsOf(question)[0]?.['data'] as object);

    assert.match(wordsIn(late), /schon erledigt/u);
    assert.equal(stepOf(lastCard(late)), 'company');
  });

  it('deletes a person’s data after one question', async () => {
    await fillIn(chat, BERLIN, 'company');

    await chat.say('meine daten löschen');
    const deleted = await chat.say('ja');
    const after = await chat.say('meine daten');

    assert.match(wordsIn(deleted), /Ihre Daten sind gelöscht/u);
    assert.match(wordsIn(after), /Über Ihr Unternehmen ist nichts gespeichert/u);
  });

  it('answers a button that came as an invoke', async () => {
    const replies = await chat.invoke({ action: 'enroll' });

    assert.equal(chat.answer.status, 200);
    assert.equal(stepOf(lastCard(replies)), 'situation');
  });

  it('hears the answer to a question when its button came as an invoke', async () => {
    await fillIn(chat, BERLIN, 'company');
    await chat.say('abbrechen');
    const kept = await chat.invoke({ action: 'answer', step: 'cancel', reply: 'no' });
    await chat.say('abbrechen');

    const cancelled = await chat.invoke({ action: 'answer', step: 'cancel', reply: 'yes' });

    assert.equal(stepOf(lastCard(kept)), 'company');
    assert.match(wordsIn(cancelled), /abgebrochen|gelöscht|beendet/u);
    assert.match(wordsIn(await chat.say('status')), /noch keine Registrierung|läuft/u);
  });

  it('hears the form’s buttons when they come as invokes', async () => {
    const open = await fillIn(chat, BERLIN, 'company');

    const next = await chat.invoke({ ...dataOf(open, 'answer'), ...BERLIN.company });

    assert.equal(stepOf(lastCard(next)), 'contact');
  });

  it('says so when a button is none of today’s', async () => {
    const replies = await chat.press({ action: 'selfDestruct' });

    assert.match(wordsIn(replies), /Diese Schaltfläche kenne ich nicht mehr/u);
  });

  it('names the contact person the operator configured', async () => {
    const helped = await startBot({
      EXPERT_NAME: 'Petra Partner',
      EXPERT_EMAIL: 'petra@distri.de',
    });

    const replies = await helped.chat().say('mensch');

    await helped.stop();
    assert.match(wordsIn(replies), /Petra Partner\n.*petra@distri\.de/u);
  });

  it('turns away other tenants politely and keeps nothing of them', async () => {
    const ours = '11111111-1111-4111-8111-111111111111';
    const closed = await startBot({ ALLOWED_TENANTS: ours });

    const stranger = await closed.chat().say('registrieren');
    const ourOwn = await closed.chat({ tenantId: ours }).say('registrieren');

    await closed.stop();
    assert.match(wordsIn(stranger), /nicht freigeschaltet/u);
    assert.equal(stepOf(lastCard(ourOwn)), 'situation');
  });
});
