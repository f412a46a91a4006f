// Migrations: step by step, all or nothing, by replicas that start at once, and the keys they make.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, Migrator, sql, type QueryResult } from 'kysely';
import {
  dialectFor,
  openDatabase,
  ping,
  type Database,
} from '../../../services/storage/database/database.ts';
import { migrationsDone } from '../../../services/storage/migrations/migrate.ts';
import { migrations } from '../../../services/storage/migrations/migrations.ts';
import { runStatements } from '../../../services/storage/migrations/run-statements.ts';
import { KEYS } from '../../../services/storage/maintenance/move-data.ts';
import type { Tables } from '../../../services/storage/database/schema.ts';
import { announcement, stage } from '../../support/announcing.ts';
import {
  afterTest,
  freshDatabase,
  onEachEngine,
  onPostgres,
  openFor,
  openFresh,
} from '../../support/database.ts';

const FOLDER = '../../../services/storage/migrations';

onEachEngine('the migrations', () => {
  it('keep what was filled before, and the rest works on', async () => {
    const { url } = await freshDatabase({ bare: true });
    const [first = ''] = await names();
    const old = new Kysely<Tables>({ dialect: dialectFor(url) });
    await new Migrator({ db: old, provider: migrations }).migrateTo(first);
    const rating = { topic: 'mpa', helpful: 2, not_helpful: 1 };
    await old.insertInto('ratings').values(rating).execute();
    await old.destroy();

    const on = await stage({ url });
    const kept = await on.database.selectFrom('ratings').selectAll().execute();
    await on.meet('tenant-1', 'anna');
    await on.intake.accept([announcement()]);
    await on.dispatcher.drain();

    assert.deepEqual(
      kept.map((row) => ({ ...row })),
      [rating],
    );
    assert.deepEqual(on.subjects('anna'), ['announcement']);
  });

  it('join the accounts and persons that stored addresses name together', async () => {
    const { url } = await freshDatabase({ bare: true });
    const old = new Kysely<Tables>({ dialect: dialectFor(url) });
    await new Migrator({ db: old, provider: migrations }).migrateTo('0004-mailboxes');
    const common = { tenant_id: 'tenant-1', name: '', language: null, locale: '', time_zone: null };
    const contact = { ...common, muted: '[]', updated_at: 7 };
    const both = JSON.stringify({ user: { id: '29:a', aadObjectId: 'anna' } });
    const alone = JSON.stringify({ user: { id: '29:b' } });
    await old
      .insertInto('contacts')
      .values([
        { ...contact, person_id: 'anna', address: both },
        { ...contact, person_id: '29:b', address: alone },
        { ...contact, person_id: 'clara', address: '' },
        { ...contact, person_id: 'dora', address: both },
      ])
      .execute();
    await old.destroy();

    const database = await openFor(url);

    const rows = await database.selectFrom('identities').selectAll().execute();
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ tenant_id: 'tenant-1', account_id: '29:a', person_id: 'anna', met_at: 7 }],
    );
  });

  it('leave nothing half done when a statement fails', async () => {
    const database = await openFresh();
    const statements = [sql`create table half (one integer)`, sql`create table half (one integer)`];
    const provider = { getMigrations: () => Promise.resolve({ later: { up } }) };
    const up = (on: Kysely<unknown>): Promise<void> => runStatements(on, statements);
    const tables = { migrationTableName: 'm', migrationLockTableName: 'l' };

    const { error } = await new Migrator({ db: database, provider, ...tables }).migrateToLatest();

    const left = await database.introspection.getTables();
    assert.ok(error instanceof Error);
    assert.ok(!left.some(({ name }) => name === 'half'));
  });
});

describe('the names of the migrations', () => {
  it('are in the order of their numbers, none twice, each with its file', async () => {
    const files = await readdir(join(import.meta.dirname, FOLDER));

    const numbered = files.filter((file) => /^\d/u.test(file)).sort();

    assert.deepEqual(
      numbered,
      (await names()).map((name) => `${name}.ts`),
    );
    const numbers = numbered.map((file) => Number(file.slice(0, 4)));
    assert.deepEqual(numbers, [...new Set(numbers)]);
  });
});

onPostgres('the migrations', () => {
  it('run once when four replicas start at once', async () => {
    const { url } = await freshDatabase({ bare: true });

    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(url)));
    for (const database of opened) afterTest(() => database.destroy());
    await Promise.all(opened.map(ping));

    const tables = await opened[0]?.introspection.getTables({ withInternalKyselyTables: false });
    const ours = tables?.map(({ name }) => name).filter((name) => !name.includes('_migration'));
    assert.deepEqual(ours?.sort(), Object.keys(KEYS).sort());
    const done = await migrationsDone(opened[0] as Kysely<unknown>);
    assert.deepEqual(done, { pending: [], newer: [], unbearable: [] });
  });

  it('make keys that the tenant leads, where there is one', async () => {
    const { url } = await freshDatabase();
    const database = await openDatabase(url);
    afterTest(() => database.destroy());

    const { rows } = await keysOf(database);

    const without = rows.filter(({ columns }) => !columns.startsWith('tenant_id'));
    assert.deepEqual([...new Set(without.map(({ table }) => table))].sort(), [
      'clock_marks',
      'documents',
      'events',
      'ratings',
      'records_aside',
    ]);
  });
});

interface Key {
  readonly table: string;
  readonly columns: string;
}

async function names(): Promise<readonly string[]> {
  return Object.keys(await migrations.getMigrations());
}

/** Every primary and unique key of our tables, its columns in order. */
function keysOf(database: Database): Promise<QueryResult<Key>> {
  return sql<Key>`select relation.relname as table,
      string_agg(attribute.attname, ',' order by position.at) as columns
    from pg_index as key
      join pg_class as relation on relation.oid = key.indrelid
      join pg_namespace as schema on schema.oid = relation.relnamespace and schema.nspname = 'public'
      cross join lateral unnest(key.indkey) with ordinality as position (number, at)
      join pg_attribute as attribute
        on attribute.attrelid = relation.oid and attribute.attnum = position.number
    where key.indisunique and relation.relname not like '%\\_migration%'
    group by key.indexrelid, relation.relname`.execute(database);
}
