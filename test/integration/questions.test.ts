import assert from 'node:assert/strict';
import { BERLIN } from '../fixtures/companies.ts';
import { actionsOf, cardOf, hasCard, partOf } from '../support/cards.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Chat, Reply } from '../support/chat.ts';
import { answer, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';
import { onEachEngine } from '../support/database.ts';

interface Sent {
  readonly action: string;
  readonly topic?: string;
  readonly helpful?: boolean;
}

onEachEngine('a question', () => {
  let bot: BotUnderTest;
  let chat: Chat;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
  });

  afterEach(() => bot.stop());

  it('is answered with title, next step, source, date and the question whether it helped', async () => {
    const replies = await chat.say('Wie lange dauert die Überprüfung?');

    assert.deepEqual(answered(replies), ['verification-duration', 'verification-duration']);
    assert.match(wordsIn(replies), /Wie lange dauert die Überprüfung\?\n/u);
    assert.match(wordsIn(replies), /Nächster Schritt/u);
    assert.match(wordsIn(replies), /Quelle: .* \(learn\.microsoft\.com\), \d+\. /u);
    assert.match(wordsIn(replies), /Stand der Angaben: /u);
  });

  it('is answered in its own language; the one that was chosen stays', async () => {
    await chat.say('english');

    const replies = await chat.say('wie lange dauert die überprüfung durch microsoft');
    const after = await chat.say('help');

    assert.match(wordsIn(replies), /Wie lange dauert die Überprüfung/u);
    assert.match(wordsIn(after), /What I can do for you/u);
  });

  it('of one word gets two to four things it may mean', async () => {
    const replies = await chat.say('MPA');

    const topics = sentBy(replies).filter(({ action }) => action === 'topic');
    assert.ok(topics.length >= 2 && topics.length <= 4);
    assert.deepEqual(answered(replies), []);
    assert.match(wordsIn(replies), /Meinten Sie/u);
  });

  it('that was offered is told at a tap', async () => {
    const offer = await chat.say('MPA');
    const [first] = sentBy(offer).filter(({ action }) => action === 'topic');

    const replies = await chat.press(first ?? {});

    assert.equal(answered(replies)[0], first?.topic);
  });

  it('about something else is not answered, and a person offered', async () => {
    const replies = await chat.say('Wie backe ich einen Apfelkuchen?');

    const actions = sentBy(replies).map(({ action }) => action);
    assert.ok(actions.includes('human'));
    assert.ok(!actions.includes('topic') && !actions.includes('feedback'));
  });

  it('after an answer is understood with that answer in mind', async () => {
    await chat.say('Was wird bei der Kontoüberprüfung geprüft?');

    const replies = await chat.say('und wie lange dauert das?');

    const topics = sentBy(replies).flatMap(({ topic }) => topic ?? []);
    assert.equal(topics[0], 'verification-duration');
  });

  it('in the middle of the form is answered, and the open step shown again', async () => {
    await fillIn(chat, BERLIN, 'company');

    const replies = await chat.say('Wie lange dauert die Überprüfung?');

    assert.equal(answered(replies.slice(0, 1))[0], 'verification-duration');
    assert.equal(stepOf(lastCard(replies)), 'company');
  });

  it('from a group is answered in front of all, without anything of a company', async () => {
    const group = bot.chat({ conversationType: 'groupChat' });

    const replies = await group.say('Wie lange dauert die Überprüfung?');

    assert.equal(answered(replies)[0], 'verification-duration');
  });

  it('rated is thanked for, and one that stayed open is kept without who asked', async () => {
    const told = await chat.say('Wie lange dauert die Überprüfung?');
    const [, no] = sentBy(told).filter(({ action }) => action === 'feedback');

    const thanks = await chat.press(no ?? {});
    await chat.say(
      'Kann ich bei anna@firma.de auch mit 0171 2345678 Rabatt auf Fahrräder bekommen?',
    );

    const { open, ratings } = await bot.questions();
    assert.match(wordsIn(thanks), /Rückmeldung/u);
    assert.deepEqual(ratings, [{ topic: 'verification-duration', helpful: 0, notHelpful: 1 }]);
    assert.match(open[0]?.text ?? '', /\[E-Mail\].*\[(?:Telefon|Zahl)\]/u);
    assert.doesNotMatch(JSON.stringify(open), /anna|2345678/u);
  });

  for (const [text, about] of [
    ['', 'nothing'],
    ['a'.repeat(10_000), 'no word'],
    ['wie '.repeat(2_500), 'one word only'],
    ['🤷‍♀️🤷‍♀️🤷‍♀️', 'pictures'],
    ['\u0000\u0007\u202e', 'control characters'],
    ['<img src=x onerror=alert(1)>', 'HTML'],
    [`${'('.repeat(2_000)}a${')*'.repeat(2_000)}`, 'a bomb for patterns'],
  ] as const) {
    it(`of ${about} gets words in time`, async () => {
      const begun = performance.now();

      const replies = await chat.say(text);

      assert.ok(wordsIn(replies).length > 10);
      assert.deepEqual(answered(replies), []);
      assert.ok(performance.now() - begun < 2_000);
    });
  }
});

describe('a value typed in the middle of the form', () => {
  let bot: BotUnderTest;

  before(async () => {
    bot = await startBot();
  });

  after(() => bot.stop());

  for (const name of [
    'Help GmbH',
    'Was Consulting GmbH',
    'Wer & Wie AG',
    'Microsoft Partner Service GmbH',
    'Provider Direkt e.K.',
    'CSP Solutions Ltd.',
    'Ja zum Leben GmbH',
    'Verification Services Inc.',
    'Müller',
  ]) {
    it(`is a company's name: ${name}`, async () => {
      const chat = bot.chat({ tenantId: crypto.randomUUID() });
      await fillIn(chat, BERLIN, 'company');

      const card = lastCard(await chat.say(name));

      assert.equal(partOf(card, 'legalName')?.['value'], name);
    });
  }

  it('is none when the knowledge answers it', async () => {
    const chat = bot.chat({ tenantId: crypto.randomUUID() });
    await fillIn(chat, BERLIN, 'company');

    const replies = await chat.say('dauer der überprüfung durch microsoft');

    assert.deepEqual(answered(replies), ['verification-duration', 'verification-duration']);
    assert.equal(partOf(lastCard(replies), 'legalName')?.['value'], undefined);
  });

  it('that is only likely is decided by one tap', async () => {
    const chat = bot.chat({ tenantId: crypto.randomUUID() });
    await fillIn(chat, BERLIN, 'company');

    const asked = await chat.say('bunte welt der guten laune bremerhaven');
    const [yes] = asked
      .filter(hasCard)
      .flatMap((reply) => actionsOf(cardOf(reply)))
      .filter(({ title }) => title === 'Ja, eintragen');

    if (yes === undefined) assert.equal(partOf(lastCard(asked), 'legalName')?.['value'], undefined);
    else {
      const card = lastCard(await chat.press(yes['data'] as object));
      assert.ok(partOf(card, 'legalName')?.['value']);
    }
  });

  it('may look like any data', async () => {
    const chat = bot.chat({ tenantId: crypto.randomUUID() });
    const contact = lastCard(
      await answer(chat, await fillIn(chat, BERLIN, 'company'), BERLIN.company),
    );

    const typed = ['Will', 'Frage', 'will.frage@groessenwahn.de'];
    const seen = [contact];
    for (const text of typed) seen.push(lastCard(await chat.say(text)));

    const values = ['firstName', 'lastName', 'email'].map(
      (id) => partOf(seen.at(-1) ?? {}, id)?.['value'],
    );
    assert.deepEqual(values, typed);
  });
});

function sentBy(replies: readonly Reply[]): readonly Sent[] {
  return replies
    .filter(hasCard)
    .flatMap((reply) => actionsOf(cardOf(reply)))
    .flatMap(({ data }) => (data === undefined ? [] : [data as Sent]));
}

/** The topics that were answered: told by their feedback buttons [interface-cards]. */
function answered(replies: readonly Reply[]): readonly unknown[] {
  return sentBy(replies)
    .filter(({ action }) => action === 'feedback')
    .map(({ topic }) => topic);
}
