import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';

describe('a stored record', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  for (const damaged of ['{"schema":1,"id":"cut off', '{"schema":99,"future":true}', 'null', '']) {
    it(`that reads "${damaged}" is kept aside, and the person told`, async () => {
      const chat = bot.chat();
      await fillIn(chat, BERLIN, 'company');
      write(bot, 'update enrollments set data = ?', damaged);

      const told = await chat.say('weiter');
      const anew = await chat.say('registrieren');

      const aside = read(bot, 'select data, number from records_aside');
      assert.match(wordsIn(told), /lässt sich gerade nicht lesen/u);
      assert.equal(aside?.['data'], damaged);
      assert.ok(wordsIn(told).includes(String(aside['number'])));
      assert.equal(stepOf(lastCard(anew)), 'situation');
    });
  }

  it('of the conversation’s state that cannot be read loses nothing', async () => {
    const chat = bot.chat();
    await fillIn(chat, BERLIN, 'company');
    write(bot, 'update documents set data = ?', '{"dialogs":');

    const replies = await chat.say('weiter');

    assert.equal(stepOf(lastCard(replies)), 'company');
    assert.equal(read(bot, 'select data from records_aside')?.['data'], '{"dialogs":');
  });

  it('of a running conversation survives a release that knows a step less', async () => {
    const chat = bot.chat();
    await fillIn(chat, BERLIN, 'contact');
    write(
      bot,
      `update enrollments set data = replace(data, '"step":"contact"', ?)`,
      '"step":"fax"',
    );

    const replies = await chat.say('weiter');

    assert.equal(stepOf(lastCard(replies)), 'contact');
  });

  it('of a running conversation survives a release that asks a step more', async () => {
    const chat = bot.chat();
    const open = await fillIn(chat, BERLIN, 'contact');
    write(bot, `update enrollments set data = json_remove(data, ?)`, '$.answers.partnerId');

    const next = lastCard(
      await chat.press({ action: 'answer', step: stepOf(open), ...BERLIN.contact }),
    );

    assert.equal(stepOf(next), 'partnerId');
    const { data } = read(bot, 'select data from enrollments') ?? {};
    assert.match(String(data), /"contact":\{"values":\{"firstName":"Jürgen"/u);
    assert.match(String(data), /"company":\{"values":\{"legalName":"Größenwahn/u);
  });

  it('of a stack of dialogs that no release knows any more does not end the conversation', async () => {
    const chat = bot.chat();
    await fillIn(chat, BERLIN, 'company');
    write(
      bot,
      'update documents set data = replace(data, ?, \'"id":"gone"\')',
      '"id":"enrollment"',
    );

    const replies = await chat.say('weiter');

    assert.equal(stepOf(lastCard(replies)), 'company');
  });
});

describe('a turn that fails', () => {
  it('is told in the language the person chose, with a number that the log has too', async () => {
    const bot = await startBot();
    const chat = bot.chat({ language: 'de-DE' });
    await chat.say('english');
    const database = new DatabaseSync(bot.databaseFile);
    database.exec('alter table enrollments rename to elsewhere');
    database.close();

    const words = wordsIn(await chat.say('status'));

    await bot.stop();
    const number = /Number (?<number>\w+)/u.exec(words)?.groups?.['number'] ?? '';
    assert.match(words, /Something went wrong on my side/u);
    assert.ok(bot.logged.some((line) => line.includes('turn-failed') && line.includes(number)));
  });
});

function write({ databaseFile }: BotUnderTest, sql: string, value: string): void {
  const database = new DatabaseSync(databaseFile);
  database.prepare(sql).run(value);
  database.close();
}

function read({ databaseFile }: BotUnderTest, sql: string): Record<string, unknown> | undefined {
  const database = new DatabaseSync(databaseFile);
  const row = database.prepare(sql).get();
  database.close();
  return row;
}
