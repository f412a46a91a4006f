// Nothing lost, nothing twice: turns that overlap, come again, fail in the middle, or cannot be answered.

import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { openDatabase } from '../../services/storage/database/database.ts';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { onEachEngine } from '../support/database.ts';
import { replyOf, type Chat, type Reply } from '../support/chat.ts';
import { dataOf, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';

const OUTAGE = { status: 503 };
/** From now on the conversation's state cannot be written, as if somebody always wrote in between. */
const BREAKING = {
  SQLite: 'create trigger broken before update on documents begin select raise(ignore); end',
  PostgreSQL: 'create rule broken as on update to documents do instead nothing',
};
const MENDING = {
  SQLite: 'drop trigger broken',
  PostgreSQL: 'drop rule broken on documents',
};

onEachEngine('turns', (engine) => {
  let bot: BotUnderTest;
  let chat: Chat;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
  });

  afterEach(() => bot.stop());

  function heard(): readonly Reply[] {
    return bot.connector.sentTo(chat.conversationId).map(replyOf);
  }

  async function rows(query: string): Promise<readonly Record<string, unknown>[]> {
    const database = await openDatabase(bot.database);
    const { rows: found } = await sql<Record<string, unknown>>`${sql.raw(query)}`.execute(database);
    await database.destroy();
    return found;
  }

  describe('that overlap', () => {
    it('in one conversation: the first of fifty answers to a step counts, the others are told so', async () => {
      const card = await fillIn(chat, BERLIN, 'company');
      const data = dataOf(card, 'answer');
      const names = Array.from({ length: 50 }, (_, at) => `Firma ${at} GmbH`);

      await Promise.all(
        names.map((legalName) => chat.press({ ...data, ...BERLIN.company, legalName })),
      );

      const [{ data: record }] = (await rows('select data from enrollments')) as [{ data: string }];
      const { answers } = JSON.parse(record) as { answers: Record<string, { values: object }> };
      assert.ok(names.includes((answers['company']?.values as { legalName: string }).legalName));
      const told = heard().filter((reply) => /bereits|schon/u.test(reply.text ?? ''));
      assert.equal(told.length, 49);
    });

    it('in thirty conversations: every answer is there, once', async () => {
      const chats = Array.from({ length: 30 }, (_, at) =>
        bot.chat({ tenantId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}` }),
      );

      const cards = await Promise.all(chats.map((one) => fillIn(one, BERLIN)));

      assert.deepEqual(
        new Set(cards.map((card) => dataOf(card, 'confirm')['action'])),
        new Set(['confirm']),
      );
      const stored = (await rows('select data from enrollments')).map(
        ({ data }) => JSON.parse(String(data)) as { answers: object },
      );
      assert.equal(stored.length, 30);
      for (const { answers } of stored) assert.equal(Object.keys(answers).length, 6);
    });
  });

  describe('that come again', () => {
    it('under the same id have one effect and one answer', async () => {
      const twice = { id: 'activity-1', type: 'message', text: 'registrieren' };
      const first = await chat.send(twice);

      const again = await Promise.all([chat.send(twice), chat.send(twice)]);

      assert.equal(stepOf(lastCard(first)), 'situation');
      assert.deepEqual(again.flat(), []);
      assert.equal(chat.answer.status, 200);
    });

    it('under the same id after a restart have one effect', async () => {
      const twice = { id: 'activity-1', type: 'message', text: 'registrieren' };
      await chat.send(twice);
      await bot.restart();

      const later = bot.chat({ personId: chat.personId, conversationId: chat.conversationId });
      const again = await later.send(twice);

      assert.deepEqual(again, []);
    });

    it('under the same id while the first is under way wait for it', async () => {
      bot.connector.refuseNext(1, OUTAGE);
      const twice = { id: 'activity-1', type: 'message', text: 'registrieren' };

      await Promise.all([chat.send(twice), chat.send(twice)]);

      assert.equal(heard().length, 1);
    });

    it('under a new id have one effect and one answer', async () => {
      const card = await fillIn(chat, BERLIN, 'company');
      const times = {
        timestamp: '2026-11-23T09:00:00.123Z',
        localTimestamp: '2026-11-23T10:00:00.120+01:00',
      };
      const answer = {
        type: 'message',
        value: { ...dataOf(card, 'answer'), ...BERLIN.company },
        ...times,
      };
      const first = await chat.send({ ...answer, id: 'one' });

      const again = await chat.send({ ...answer, id: 'two' });

      assert.equal(stepOf(lastCard(first)), 'contact');
      assert.deepEqual(again, []);
    });

    it('because somebody presses once more are told that it is answered', async () => {
      const card = await fillIn(chat, BERLIN, 'company');
      const press = { ...dataOf(card, 'answer'), ...BERLIN.company };
      await chat.press(press);

      const again = await chat.press(press);

      assert.match(wordsIn(again), /beantwortet/u);
      assert.equal(stepOf(lastCard(again)), 'contact');
    });

    it('because somebody says yes to two questions are heard twice', async () => {
      await fillIn(chat, BERLIN, 'company');
      await chat.say('neu starten');
      const first = await chat.say('ja');
      await chat.say('abbrechen');

      const second = await chat.say('ja');

      assert.equal(stepOf(lastCard(first)), 'situation');
      assert.match(wordsIn(second), /abgebrochen/u);
    });

    it('get the same body where the channel wants the replies in it', async () => {
      const twice = {
        id: 'activity-1',
        type: 'message',
        text: 'hilfe',
        deliveryMode: 'expectReplies',
      };
      await chat.send(twice);
      const first = chat.answer;

      await chat.send(twice);

      assert.equal((first.body as { activities: unknown[] }).activities.length, 1);
      assert.deepEqual(chat.answer, first);
      assert.deepEqual(heard(), []);
    });

    it('count a rating once', async () => {
      const topic = dataOf(lastCard(await chat.say('Was ist eine PartnerID?')), 'feedback');
      const rating = { id: 'rating', type: 'message', value: topic };
      await chat.send(rating);

      await chat.send(rating);

      const { ratings } = await bot.questions();
      assert.equal(
        ratings.reduce((sum, { helpful, notHelpful }) => sum + helpful + notHelpful, 0),
        1,
      );
    });
  });

  it('that take long show that the bot is at it, once', async () => {
    bot.connector.refuseNext(1, { status: 429, headers: { 'retry-after': '2' } });

    const replies = await chat.say('registrieren');

    assert.deepEqual(
      replies.map(({ type }) => type),
      ['typing', 'message'],
    );
  });

  it('that fail in the middle leave nothing half', async () => {
    const card = await fillIn(chat, BERLIN, 'company');
    const before = await rows('select * from enrollments');
    await rows(BREAKING[engine]);
    const failed = await chat.press({ ...dataOf(card, 'answer'), ...BERLIN.company });
    const during = await rows('select * from enrollments');
    await rows(MENDING[engine]);

    const after = await chat.press({ ...dataOf(card, 'answer'), ...BERLIN.company });

    assert.deepEqual(during, before);
    assert.equal(failed.length, 1);
    assert.match(wordsIn(failed), /schiefgegangen|schief/u);
    assert.equal(stepOf(lastCard(after)), 'contact');
  });

  it('are forgotten with the person', async () => {
    await fillIn(chat, BERLIN, 'company');
    await chat.say('meine daten löschen');

    await chat.say('ja');
    await bot.restart();

    assert.equal((await rows('select * from turns')).length, 1);
    assert.deepEqual(await rows("select * from turns where replies <> ''"), []);
  });
});
