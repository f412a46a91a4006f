// `npm run bench:capacity -- 20000`: bytes per row and per company, reads and writes a second, on both engines.
// Every company: one person, a filled enrollment, a conversation's state, one event that was told and sent.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Enrollment } from '../services/enrollment/enrollment.ts';
import { readEnrollment } from '../services/enrollment/upgrade.ts';
import {
  createNotifications,
  type Notifications,
} from '../bot/features/notifications/notifications.ts';
import { openDatabase, type Database } from '../services/storage/database/database.ts';
import { createEnrollmentsIn } from '../services/storage/stores/enrollments-store.ts';
import { isPostgres } from '../services/storage/database/postgres.ts';
import enrollment from './enrollment.json' with { type: 'json' };
import { hasPostgres, startPostgres } from '../tools/postgres.ts';

const COMPANIES = Number(process.argv[2] ?? 20_000);
const BATCH = 200;
const RATE_MS = 4_000;
const TABLES = ['enrollments', 'contacts', 'documents', 'events', 'outbox', 'lanes'] as const;

let clock = Date.now();
const now = (): Date => new Date(clock);
const filled = readEnrollment(enrollment);
if (filled === undefined) throw new Error('The sample enrollment cannot be read.');
const sample: Enrollment = filled;

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
  for (const [name, fill] of [
    ['contacts', contacts],
    ['enrollments', enrollments],
    ['documents', documents],
    ['events, outbox, lanes', (on: Database) => events(on, notifications)],
  ] as const) {
    await fill(database);
    const size = await sizeOf(database);
    sizes.set(name, size - before);
    before = size;
  }
  await sendAll(notifications);
  sizes.set('after sending, more', (await sizeOf(database)) - before);
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const [name, size] of [...sizes, ['a company', all] as const]) {
    lines.push(`| ${name} | ${(size / COMPANIES).toFixed(0)} |`);
  }
  if (isPostgres(database)) lines.push(...(await tables(database)));
  const filling = ((performance.now() - started) / 1_000).toFixed(0);
  const store = createEnrollmentsIn(database, now);
  const read = (): Promise<unknown> => store.find(tenantOf(Math.floor(Math.random() * COMPANIES)));
  const write = (): Promise<unknown> =>
    store.change(tenantOf(Math.floor(Math.random() * COMPANIES)), (current) => ({
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

function tenantOf(at: number): string {
  return `10000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
}

function personOf(at: number): string {
  return `20000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
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

async function inBatches(act: (places: readonly number[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < COMPANIES; from += BATCH) {
    const size = Math.min(BATCH, COMPANIES - from);
    await act(Array.from({ length: size }, (_, at) => from + at));
  }
}

/** The address as Teams makes it. */
function contacts(database: Database): Promise<void> {
  return inBatches((places) =>
    database
      .insertInto('contacts')
      .values(
        places.map((at) => ({
          tenant_id: tenantOf(at),
          person_id: personOf(at),
          name: 'Jürgen Großmann',
          language: null,
          locale: 'de-DE',
          time_zone: 'Europe/Berlin',
          address: JSON.stringify({
            bot: { id: `28:${tenantOf(0)}`, name: 'Lotse' },
            user: { id: `29:1${'a'.repeat(90)}`, aadObjectId: personOf(at) },
            conversation: {
              id: `a:1${'b'.repeat(100)}${at}`,
              conversationType: 'personal',
              tenantId: tenantOf(at),
            },
            channelId: 'msteams',
            serviceUrl: 'https://smba.trafficmanager.net/emea/',
          }),
          muted: '[]',
          updated_at: clock,
        })),
      )
      .execute(),
  );
}

function enrollments(database: Database): Promise<void> {
  return inBatches((places) =>
    database
      .insertInto('enrollments')
      .values(
        places.map((at) => {
          const id = randomUUID();
          const data = JSON.stringify({ ...sample, id, tenantId: tenantOf(at) });
          return { tenant_id: tenantOf(at), id, version: 1, data, updated_at: clock };
        }),
      )
      .execute(),
  );
}

/** What a conversation in the form keeps. */
function documents(database: Database): Promise<void> {
  const data = JSON.stringify({
    dialogs: { dialogStack: [{ id: 'root', state: { dialogs: { dialogStack: [] } } }] },
    welcomed: true,
    livingCard: '1700000000000',
    lastTopic: 'partnerid',
  });
  return inBatches((places) =>
    database
      .insertInto('documents')
      .values(
        places.map((at) => ({
          key: `msteams/conversations/a:1${'b'.repeat(100)}${at}`,
          etag: 1,
          data,
          updated_at: clock,
        })),
      )
      .execute(),
  );
}

async function events(_database: Database, { intake }: Notifications): Promise<void> {
  await inBatches((places) =>
    intake.accept(
      places.map((at) => ({
        id: randomUUID(),
        source: 'https://distri.example/csp',
        type: 'csp.announcement',
        subject: { kind: 'user', userId: personOf(at) } as const,
        time: now().toISOString(),
        data: {
          title: { de: 'Neue Preise', en: 'New prices' },
          text: { de: 'Ab Januar gilt die neue Liste.', en: 'From January the new list is valid.' },
        },
      })),
    ),
  );
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
