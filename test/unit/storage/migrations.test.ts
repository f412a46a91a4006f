// Migrations: on an empty database, on one of an earlier release, and by two replicas that start at once.

import assert from 'node:assert/strict';
import { Kysely, Migrator, sql, type QueryResult } from 'kysely';
import {
  dialectFor,
  openDatabase,
  ping,
  type Database,
} from '../../../services/storage/database/database.ts';
import { migrations } from '../../../services/storage/migrations/migrations.ts';
import { KEYS } from '../../../services/storage/maintenance/move-data.ts';
import type { Tables } from '../../../services/storage/database/schema.ts';
import { announcement, stage } from '../../support/announcing.ts';
import { afterTest, freshDatabase, onEachEngine, onPostgres } from '../../support/database.ts';

onEachEngine('a database of an earlier release', () => {
  it('keeps what is in it, and the lanes go on', async () => {
    const { url } = await freshDatabase({ bare: true });
    const old = new Kysely<Tables>({ dialect: dialectFor(url) });
    await new Migrator({ db: old, provider: migrations }).migrateTo('0003-announcing');
    const lane = { lane: 'tenant-1\nanna', tenant_id: 'tenant-1', person_id: 'anna' };
    const rest = { priority: 2, gate_at: 0, arrival_at: 7, failures: 3 };
    await old
      .insertInto('lanes')
      .values({ ...lane, ...rest })
      .execute();
    await old.destroy();

    const on = await stage({ url });
    const [kept] = await on.database.selectFrom('lanes').selectAll().execute();
    await on.meet('tenant-1', 'anna');
    await on.intake.accept([announcement()]);
    await on.dispatcher.drain();

    assert.deepEqual({ ...kept }, { ...lane, ...rest, ready_at: null, claimed_by: null });
    assert.deepEqual(on.subjects('anna'), ['announcement']);
  });
});

onPostgres('the migrations', () => {
  it('run once when four replicas start at once', async () => {
    const { url } = await freshDatabase({ bare: true });

    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(url)));
    for (const database of opened) afterTest(() => database.destroy());
    await Promise.all(opened.map(ping));

    const tables = await opened[0]?.introspection.getTables({ withInternalKyselyTables: false });
    assert.deepEqual(tables?.map(({ name }) => name).sort(), Object.keys(KEYS).sort());
    const done = await new Migrator({
      db: opened[0] as Kysely<unknown>,
      provider: migrations,
    }).getMigrations();
    assert.ok(done.every(({ executedAt }) => executedAt !== undefined));
  });

  it('make keys that the tenant leads, where there is one', async () => {
    const { url } = await freshDatabase();
    const database = await openDatabase(url);
    afterTest(() => database.destroy());

    const { rows } = await keysOf(database);

    const without = rows.filter(({ columns }) => !columns.startsWith('tenant_id'));
    assert.deepEqual([...new Set(without.map(({ table }) => table))].sort(), [
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
    where key.indisunique and relation.relname not like 'kysely%'
    group by key.indexrelid, relation.relname`.execute(database);
}
