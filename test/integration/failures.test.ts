// The failure manual (docs/operations.md, "When something fails"), tried: each test is named as its heading there.

import assert from 'node:assert/strict';
import { rename, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { openDatabase } from '../../services/storage/database/database.ts';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Chat } from '../support/chat.ts';
import { onEachEngine } from '../support/database.ts';
import { answer, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';
import type { CardPart } from '../support/cards.ts';

const SENTENCE = /etwas schiefgegangen.*\(Nummer \w+\)/u;
/** So long that the turn does not wait for it. */
const headers = { 'retry-after': '60' };
const OUTAGE = { status: 503, headers };
const UNAUTHORIZED = { status: 401, headers };
const HOUR = 3_600_000;

onEachEngine('when something fails:', (engine) => {
  let bot: BotUnderTest;
  let chat: Chat;
  let card: CardPart;

  beforeEach(async () => {
    bot = await startBot({ QUIET_HOURS: 'off' });
    chat = bot.chat();
    card = await fillIn(chat, BERLIN, 'company');
  });

  afterEach(() => bot.stop());

  async function execute(statement: string): Promise<void> {
    const database = await openDatabase(bot.database);
    await sql.raw(statement).execute(database);
    await database.destroy();
  }

  async function readiness(): Promise<{ status: number; text: string }> {
    const response = await fetch(`${bot.url()}/readyz`);
    return { status: response.status, text: await response.text() };
  }

  function pass(milliseconds: number): void {
    bot.now = new Date(bot.now.getTime() + milliseconds);
  }

  /** An announcement to everybody of the chat's tenant. */
  async function announce(id: string, data: object = {}): Promise<Response> {
    const words = { de: `Neues ${id}`, en: `News ${id}` };
    const event = {
      ...{ specversion: '1.0', id, source: '/test', type: 'csp.announcement' },
      ...{ subject: `tenant/${chat.tenantId}`, time: bot.now.toISOString() },
      data: { title: words, text: words, ...data },
    };
    return fetch(`${bot.url()}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(event),
    });
  }

  function announced(): readonly string[] {
    const all = bot.connector.sentTo(chat.conversationId);
    return all.flatMap(({ activity }) => /Neues \w+/u.exec(JSON.stringify(activity))?.[0] ?? []);
  }

  async function goesOn(): Promise<void> {
    const replies = await answer(chat, card, BERLIN.company);
    assert.equal(stepOf(lastCard(replies)), 'contact');
  }

  it('a turn throws', async () => {
    await execute('alter table documents rename to documents_gone');

    const replies = await answer(chat, card, BERLIN.company);
    const english = await bot.chat({ language: 'en-US' }).say('enroll');

    const [, number = '?'] = /\(Nummer (\w+)\)/u.exec(wordsIn(replies)) ?? [];
    const line = bot.logged.find((one) => one.includes(`"number":"${number}"`)) ?? '';
    assert.equal(replies.length, 1);
    assert.match(line, /"event":"turn-failed"/u);
    assert.match(wordsIn(english), /Something went wrong on my side/u);
    await execute('alter table documents_gone rename to documents');
    await goesOn();
  });

  it('the connector is down', async () => {
    bot.connector.refuseNext(1, OUTAGE);
    const silent = await answer(chat, card, BERLIN.company);

    const replies = await chat.say('status');

    assert.deepEqual([silent, chat.answer.status], [[], 200]);
    assert.match(wordsIn(replies), /Schritt 5 von 7/u);
    assert.ok(bot.logged.some((line) => line.includes('reply-not-sent')));
  });

  it('the connector is down, and a note is due', async () => {
    bot.connector.refuseNext(1, { status: 503 });
    await announce('eins');
    await bot.dispatch();
    const during = announced();

    pass(60_000);
    await bot.dispatch();

    assert.deepEqual([during, announced()], [[], ['Neues eins']]);
  });

  it('our own token cannot be had or is refused', async () => {
    bot.connector.refuseNext(1, UNAUTHORIZED);
    const silent = await answer(chat, card, BERLIN.company);

    const replies = await chat.say('status');

    assert.deepEqual(silent, []);
    assert.match(wordsIn(replies), /Schritt 5 von 7/u);
    assert.ok(bot.logged.some((line) => line.includes('the connector answered 401')));
  });

  it('a poison activity', async () => {
    const poison = { type: 'message', value: { action: 'answer', step: { toString: 1 } } };

    const replies = await chat.send(poison);
    const others = await bot.chat().say('hilfe');

    assert.equal(chat.answer.status, 200);
    assert.equal(replies.length > 0, true);
    assert.equal(others.length, 1);
    await goesOn();
  });

  it('a poison event', async () => {
    const faulty = await announce('gift', { title: 'no languages' });
    await announce('eins');
    bot.connector.refuseNext(1, { status: 400 });
    await bot.dispatch();
    pass(60_000);
    await announce('zwei');

    await bot.dispatch();

    const dead = await fetch(`${bot.url()}/api/deliveries?state=dead`);
    const { deliveries } = (await dead.json()) as { deliveries: { lastError: string }[] };
    assert.equal(faulty.status, 400);
    assert.deepEqual(announced(), ['Neues zwei']);
    assert.deepEqual(
      deliveries.map(({ lastError }) => lastError),
      ['refused: the connector answered 400 Refused'],
    );
  });

  it('the clock jumps back', async () => {
    await announce('eins');
    await bot.dispatch();
    const before = await chat.say('hilfe');

    pass(-HOUR);
    const first = await chat.say('hilfe');
    const second = await chat.say('hilfe');
    await announce('zwei');
    await bot.dispatch();
    const soon = announced();
    pass(HOUR + 60_000);
    await bot.dispatch();

    assert.deepEqual([wordsIn(first), wordsIn(second)], [wordsIn(before), wordsIn(before)]);
    assert.ok(soon.length <= 2);
    assert.deepEqual(announced(), ['Neues eins', 'Neues zwei']);
    await goesOn();
  });

  it('the clock jumps forwards', async () => {
    const twice = { id: 'activity-1', type: 'message', text: 'hilfe' };
    await chat.send(twice);
    await announce('eins');
    await bot.dispatch();

    pass(20 * HOUR);
    const again = await chat.send(twice);
    await announce('eins');
    await bot.dispatch();

    assert.deepEqual(again, []);
    assert.deepEqual(announced(), ['Neues eins']);
    await goesOn();
  });

  if (engine === 'SQLite') {
    it('the database is locked', async () => {
      const other = new DatabaseSync(bot.database);
      other.exec('begin immediate');
      const replies = await answer(chat, card, BERLIN.company);
      pass(10_000);
      const during = await readiness();
      other.exec('rollback');
      other.close();

      const after = await readiness();

      assert.match(wordsIn(replies), SENTENCE);
      assert.deepEqual([during.status, after.status], [503, 200]);
      await goesOn();
    });

    it('the database file was deleted or moved', async () => {
      const before = await readiness();
      await rename(bot.database, `${bot.database}.moved`);
      const during = await readiness();
      await rename(`${bot.database}.moved`, bot.database);
      const after = await readiness();
      await rm(bot.database);
      const deleted = await readiness();

      assert.deepEqual(
        [before, during, after, deleted].map(({ status }) => status),
        [200, 503, 200, 503],
      );
      assert.match(during.text, /"reason":"FileGone"/u);
    });
  }

  it('the event API answers 500', async () => {
    await execute('alter table events rename to events_gone');
    const failed = await announce('eins');
    await execute('alter table events_gone rename to events');

    const again = await announce('eins');
    await bot.dispatch();

    assert.deepEqual([failed.status, again.status], [500, 202]);
    assert.deepEqual(announced(), ['Neues eins']);
  });
});
