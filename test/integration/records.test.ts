import assert from 'node:assert/strict';
import { sql, type RawBuilder } from 'kysely';
import { openDatabase } from '../../services/storage/database/database.ts';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';
import { onEachEngine } from '../support/database.ts';

type Damaged = 'enrollments' | 'documents';

onEachEngine('a stored record', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  for (const damaged of ['{"schema":1,"id":"cut off', '{"schema":99,"future":true}', 'null', '']) {
    it(`that reads "${damaged}" is kept aside, and the person told`, async () => {
      const chat = bot.chat();
      await fillIn(chat, BERLIN, 'company');
      await write(bot, 'enrollments', sql`${damaged}`);

      const told = await chat.say('weiter');
      const anew = await chat.say('registrieren');

      const aside = await read(bot, 'records_aside');
      assert.match(wordsIn(told), /lässt sich gerade nicht lesen/u);
      assert.equal(aside?.['data'], damaged);
      assert.ok(wordsIn(told).includes(String(aside['number'])));
      assert.equal(stepOf(lastCard(anew)), 'situation');
    });
  }

  it('of the conversation’s state that cannot be read loses nothing', async () => {
    const chat = bot.chat();
    await fillIn(chat, BERLIN, 'company');
    await write(bot, 'documents', sql`'{"dialogs":'`);

    const replies = await chat.say('weiter');

    assert.equal(stepOf(lastCard(replies)), 'company');
    assert.equal((await read(bot, 'records_aside'))?.['data'], '{"dialogs":');
  });

  it('of a running conversation survives a release that knows a step less', async () => {
    const chat = bot.chat();
    await fillIn(chat, BERLIN, 'contact');
    await write(bot, 'enrollments', sql`replace(data, '"step":"contact"', '"step":"fax"')`);

    const replies = await chat.say('weiter');

    assert.equal(stepOf(lastCard(replies)), 'contact');
  });

  it('of a running conversation survives a release that asks a step more', async () => {
    const chat = bot.chat();
    const open = await fillIn(chat, BERLIN, 'contact');
    const { data: before } = (await read(bot, 'enrollments')) ?? {};
    const record = JSON.parse(String(before)) as { answers: { partnerId?: unknown } };
    delete record.answers.partnerId;
    await write(bot, 'enrollments', sql`${JSON.stringify(record)}`);

    const next = lastCard(
      await chat.press({ action: 'answer', step: stepOf(open), ...BERLIN.contact }),
    );

    assert.equal(stepOf(next), 'partnerId');
    const { data } = (await read(bot, 'enrollments')) ?? {};
    assert.match(String(data), /"contact":\{"values":\{"firstName":"Jürgen"/u);
    assert.match(String(data), /"company":\{"values":\{"legalName":"Größenwahn/u);
  });

  for (const damaged of ['[]', '"text"', '7', '{"dialogs":']) {
    it(`of a conversation that reads ${damaged} is kept aside and begun anew`, async () => {
      const chat = bot.chat();
      await fillIn(chat, BERLIN, 'company');
      await write(bot, 'documents', sql`${damaged}`);

      await chat.say('weiter');
      await chat.say('Größenwahn GmbH');

      assert.equal((await read(bot, 'records_aside'))?.['data'], damaged);
      assert.match(String((await read(bot, 'enrollments'))?.['data']), /Größenwahn GmbH/u);
    });
  }

  it('of a stack of dialogs that no release knows any more does not end the conversation', async () => {
    const chat = bot.chat();
    await fillIn(chat, BERLIN, 'company');
    await write(bot, 'documents', sql`replace(data, '"id":"enrollment.company"', '"id":"gone"')`);

    const replies = await chat.say('weiter');

    assert.equal(stepOf(lastCard(replies)), 'company');
  });

  for (const id of ['enrollment', 'enrollment.fax', 'gone']) {
    it(`of a stack with the unknown dialog "${id}" still takes a typed line`, async () => {
      const chat = bot.chat();
      await fillIn(chat, BERLIN, 'company');
      const known = sql`'"id":"enrollment.company"'`;
      await write(bot, 'documents', sql`replace(data, ${known}, ${`"id":"${id}"`})`);

      const replies = await chat.say('Größenwahn GmbH');

      const { data } = (await read(bot, 'enrollments')) ?? {};
      assert.equal(stepOf(lastCard(replies)), 'company');
      assert.match(
        String(data),
        /"draft":\{"step":"company","values":\{"legalName":"Größenwahn GmbH"/u,
      );
    });
  }
});

onEachEngine('a turn that fails', () => {
  it('is told in the language the person chose, with a number that the log has too', async () => {
    const bot = await startBot();
    const chat = bot.chat({ language: 'de-DE' });
    await chat.say('english');
    const database = await openDatabase(bot.database);
    await database.schema.alterTable('enrollments').renameTo('elsewhere').execute();
    await database.destroy();

    const words = wordsIn(await chat.say('status'));

    await bot.stop();
    const number = /Number (?<number>\w+)/u.exec(words)?.groups?.['number'] ?? '';
    assert.match(words, /Something went wrong on my side/u);
    assert.ok(bot.logged.some((line) => line.includes('turn-failed') && line.includes(number)));
  });
});

/** Puts a text in the place of data; `text` may be an expression of both engines. */
async function write(bot: BotUnderTest, table: Damaged, text: RawBuilder<string>): Promise<void> {
  const database = await openDatabase(bot.database);
  await database.updateTable(table).set({ data: text }).execute();
  await database.destroy();
}

async function read(
  bot: BotUnderTest,
  table: Damaged | 'records_aside',
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const database = await openDatabase(bot.database);
  const row = await database.selectFrom(table).selectAll().executeTakeFirst();
  await database.destroy();
  return row;
}
