// A stop under load: what is under way is heard out and written down, so that nobody is told twice.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { everybody, meet } from '../trials/notify/people.ts';
import { openDatabase } from '../../services/storage/database/database.ts';
import { startBot, type BotProcess } from '../support/bot-process.ts';
import { startFakeConnector, type FakeConnector } from '../support/fake-connector.ts';
import { patience } from '../support/patience.ts';

const PEOPLE = 60;
const ANSWER_MS = 700;
/** So long the process hears out what is under way (bot/main.ts); on a starved machine it may have to break off. */
const PATIENCE_MS = 8_000;

describe('a stop while notes are being sent', () => {
  const started: BotProcess[] = [];
  let folder = '';
  let connector: FakeConnector;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lotse-stop-'));
    connector = await startFakeConnector(() => ({ delayMs: ANSWER_MS }));
  });

  after(async () => {
    for (const bot of started) bot.signal('SIGTERM');
    await Promise.all(started.map((bot) => bot.ended));
    await connector.close();
    rmSync(folder, { recursive: true });
  });

  async function begin(file: string): Promise<{ readonly bot: BotProcess; readonly url: string }> {
    const bot = startBot({ PORT: '0', DATABASE_URL: `file:${file}`, QUIET_HOURS: 'off' });
    started.push(bot);
    const listening = await bot.line('listening');
    return { bot, url: `http://127.0.0.1:${String(listening?.['port'])}` };
  }

  async function until(isThere: () => boolean): Promise<void> {
    for (const end = Date.now() + patience(20_000); !isThere() && Date.now() < end;)
      await pause(20);
  }

  /** Notes of which the process that ended did not know, or did not say, what became of them. */
  async function inDoubt(file: string): Promise<readonly { readonly state: string }[]> {
    const database = await openDatabase(file);
    const rows = await database
      .selectFrom('outbox')
      .select(['state', 'copies', 'last_error'])
      .where((row) => row.or([row('copies', '>', 0), row('state', '=', 'sending')]))
      .execute();
    await database.destroy();
    return rows;
  }

  it('tells everybody once, before or after', async () => {
    const file = join(folder, 'lotse.db');
    const database = await openDatabase(file);
    await meet(database, everybody([PEOPLE]), connector.url);
    await database.destroy();
    const arrived = connector.received;
    const first = await begin(file);
    const data = { title: { de: 'Neu', en: 'New' }, text: { de: 'Etwas', en: 'Something' } };
    await fetch(`${first.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({
        specversion: '1.0',
        id: 'e-1',
        source: 'urn:test',
        type: 'csp.announcement',
        subject: 'tenant/tenant-0',
        data,
      }),
    });

    await until(() => arrived.length >= 10);
    const asked = Date.now();
    first.bot.signal('SIGTERM');
    const { exitCode, lines } = await first.bot.ended;
    const isPatient = Date.now() - asked < PATIENCE_MS;
    const before = arrived.length;
    const unsure = await inDoubt(file);
    await begin(file);
    await until(() => arrived.length >= PEOPLE);
    await pause(ANSWER_MS);

    assert.deepEqual(
      unsure.filter(({ state }) => state === 'sending' || isPatient),
      [],
    );
    assert.deepEqual([exitCode, lines.at(-1)?.['inOrder']], [0, true]);
    assert.ok(before < PEOPLE, String(before));
    assert.equal(new Set(arrived.map(({ conversationId }) => conversationId)).size, PEOPLE);
    assert.ok(arrived.length <= PEOPLE + unsure.length, `${arrived.length} arrived`);
  });
});
