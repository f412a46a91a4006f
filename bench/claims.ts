// `npm run bench:claims -- 8000`: notifications claimed and written down a second on one PostgreSQL, by one, two and four replicas,
// with nothing sent between: what bounds them when all of them lie on a coordinator.

import { randomUUID } from 'node:crypto';
import { createNotifications } from '../bot/features/notifications/notifications.ts';
import { createContactsIn } from '../services/storage/stores/contacts-store.ts';
import { openDatabase, type Database } from '../services/storage/database/database.ts';
import { startPostgres } from '../tools/postgres.ts';

const PEOPLE = Number(process.argv[2] ?? 8_000);
/** Within what a tenant may get at once, so that no pace is waited for. */
const PER_TENANT = 4;
const AT_ONCE = 50;
const HOUR_MS = 3_600_000;
const TEXT = { de: 'Neu', en: 'New' };

const server = await startPostgres({ durable: true });
let hours = 0;
const now = (): Date => new Date(Date.now() + hours * HOUR_MS);
const url = server.urlOf('postgres');
const first = await openDatabase(url);
await meetAll(first);
for (const replicas of [1, 2, 4]) {
  process.stdout.write(`${replicas} replicas: ${await claimed(replicas)} notifications a second\n`);
}
await first.destroy();
await server.end();

async function meetAll(database: Database): Promise<void> {
  const contacts = createContactsIn(database, now);
  const person = { name: '', language: null, locale: 'de-DE', timeZone: null, address: '{}' };
  await inParts(PEOPLE, (at) =>
    contacts.save({ ...person, tenantId: tenantOf(at), personId: `p-${at}`, muted: [] }),
  );
}

/** Out: a second, over all replicas. */
async function claimed(replicas: number): Promise<number> {
  hours += 1;
  const databases = await Promise.all(
    Array.from({ length: replicas }, () => openDatabase(url, { connections: 10 })),
  );
  const all = databases.map((database) =>
    createNotifications({
      ...{ database, now, random: Math.random, newId: randomUUID, quietHours: 'off' },
      sender: { send: () => Promise.resolve({ kind: 'sent', activityId: '1' }) },
      log: { warn: () => undefined },
    }),
  );
  await inParts(PEOPLE / PER_TENANT, async (at) => {
    const subject = { kind: 'tenant', tenantId: `t-${at}` } as const;
    const data = { title: TEXT, text: TEXT };
    const time = now().toISOString();
    const envelope = { id: randomUUID(), source: 'urn:bench', type: 'csp.announcement', subject };
    await all[0]?.intake.accept([{ ...envelope, time, data }]);
  });
  const started = performance.now();
  const sent = await Promise.all(all.map((one) => one.dispatcher.drain()));
  const seconds = (performance.now() - started) / 1_000;
  for (const database of databases) await database.destroy();
  return Math.round(sent.reduce((sum, count) => sum + count, 0) / seconds);
}

async function inParts(count: number, work: (at: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, count - from);
    await Promise.all(Array.from({ length: size }, (_, at) => work(from + at)));
  }
}

function tenantOf(at: number): string {
  return `t-${Math.floor(at / PER_TENANT)}`;
}
