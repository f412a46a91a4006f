// `npm run bench:capacity -- 20000`: bytes per row and per company, reads and writes a second, on both engines.
// Every company: one person, a filled enrollment, a conversation's state, one event that was told and sent.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import {
  createNotifications,
  type Notifications,
} from '../bot/features/notifications/notifications.ts';
import { openDatabase, type Database } from '../services/storage/database/database.ts';
import { createEnrollmentsIn } from '../services/storage/stores/enrollments-store.ts';
import { isPostgres } from '../services/storage/database/postgres.ts';
import { hasPostgres, startPostgres } from '../tools/postgres.ts';
import { FILLED_TABLES, fillTable, keyOf } from './filling.ts';

const COMPANIES = Number(process.argv[2] ?? 20_000);
const BATCH = 200;
const RATE_MS = 4_000;
const TABLES = ['enrollments', 'contacts', 'documents', 'events', 'outbox', 'lanes'] as const;

let clock = Date.now();
const now = (): Date => new Date(clock);

const folder = mkdtempSync(join(tmpdir(), 'lotse-capacity-'));
const file = join(folder, 'lotse.db');
await measure('SQLite', await openDatabase(file));
rmSync(folder, { recursive: true });
if (hasPostgres()) {
  const server = await startPostgres({ durable: true });
  await measure('PostgreSQL', await openDatabase(server.urlOf('postgres'), { connections: 16 }));
  await server.end();
}

async function measure(engine: string, database: Database): Promise<void> {
  const lines: string[] = [];
  const started = performance.now();
  const notifications = announcingIn(database);
  const sizes = new Map<string, number>();
  let before = await sizeOf(database);
  const note = async (name: string): Promise<void> => {
    const size = await sizeOf(database);
    sizes.set(name, size - before);
    before = size;
  };
  for (const table of FILLED_TABLES) {
    await fillTable(database, table, COMPANIES);
    await note(table);
  }
  await acceptEvents(notifications);
  await note('events, outbox, lanes');
  await sendAll(notifications);
  await note('after sending, more');
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const [name, size] of [...sizes, ['a company', all] as const]) {
    lines.push(`| ${name} | ${(size / COMPANIES).toFixed(0)} |`);
  }
  if (isPostgres(database)) lines.push(...(await tables(database)));
  const filling = ((performance.now() - started) / 1_000).toFixed(0);
  const store = createEnrollmentsIn(database, now);
  const anyCompany = (): string => keyOf(Math.floor(Math.random() * COMPANIES), COMPANIES);
  const read = (): Promise<unknown> => store.find(anyCompany());
  const write = (): Promise<unknown> =>
    store.change(anyCompany(), (current) => ({
      enrollment: current && { ...current, id: current.id },
      outcome: undefined,
    }));
  for (const atOnce of [1, 16]) {
    lines.push(`| reads a second, ${atOnce} at once | ${await rate(read, atOnce)} |`);
    lines.push(`| durable changes a second, ${atOnce} at once | ${await rate(write, atOnce)} |`);
  }
  const head = `\n${engine}, ${COMPANIES} companies, filled in ${filling} s\n\n| | bytes, or a second |\n|---|---|`;
  process.stdout.write(`${head}\n${lines.join('\n')}\n`);
  await database.destroy();
}

function announcingIn(database: Database): Notifications {
  return createNotifications({
    database,
    now,
    random: Math.random,
    sender: { send: () => Promise.resolve({ kind: 'sent', activityId: '1' }) },
    newId: randomUUID,
    quietHours: 'off',
    log: { warn: () => undefined },
  });
}

async function acceptEvents({ intake }: Notifications): Promise<void> {
  for (let from = 0; from < COMPANIES; from += BATCH) {
    const size = Math.min(BATCH, COMPANIES - from);
    const events = Array.from({ length: size }, (_, at) => ({
      id: randomUUID(),
      source: 'https://distri.example/csp',
      type: 'csp.announcement',
      subject: { kind: 'user', userId: keyOf(from + at, COMPANIES) } as const,
      time: now().toISOString(),
      data: {
        title: { de: 'Neue Preise', en: 'New prices' },
        text: { de: 'Ab Januar gilt die neue Liste.', en: 'From January the new list is valid.' },
      },
    }));
    await intake.accept(events);
  }
}

async function sendAll(notifications: Notifications): Promise<void> {
  while ((await notifications.insight()).deliveries.queued > 0) {
    await notifications.dispatcher.drain();
    clock += 1_000;
  }
}

async function sizeOf(database: Database): Promise<number> {
  const query = isPostgres(database)
    ? sql<{ size: number }>`select pg_database_size(current_database()) as size`
    : sql<{ size: number }>`select page_count * page_size as size
        from pragma_page_count(), pragma_page_size()`;
  return (await query.execute(database)).rows[0]?.size ?? 0;
}

async function tables(database: Database): Promise<string[]> {
  const lines: string[] = [];
  for (const name of TABLES) {
    const { rows } = await sql<{ all: number; keys: number }>`select
      pg_total_relation_size(${name}::text::regclass) as all,
      pg_indexes_size(${name}::text::regclass) as keys`.execute(database);
    const [{ all, keys } = { all: 0, keys: 0 }] = rows;
    const [each, index] = [all / COMPANIES, keys / COMPANIES].map((size) => size.toFixed(0));
    lines.push(`| table ${name}, a row with its indexes (of that indexes) | ${each} (${index}) |`);
  }
  return lines;
}

async function rate(act: () => Promise<unknown>, atOnce: number): Promise<number> {
  const end = performance.now() + RATE_MS;
  let done = 0;
  const lane = async (): Promise<void> => {
    for (; performance.now() < end; done += 1) await act();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return Math.round((done * 1_000) / RATE_MS);
}
