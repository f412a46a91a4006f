// How the database stands, for the doctor: looked at as the bot would open it, nothing migrated, no row changed.

import { existsSync } from 'node:fs';
import { mkdtemp, rmdir, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { DatabaseHealth, PostgresHealth, SqliteHealth } from '../../health/database-health.ts';
import { dialectFor } from './database.ts';
import { migrationsDone } from '../migrations/migrate.ts';
import { migrations } from '../migrations/migrations.ts';
import { openedToOthers } from './owner-only.ts';
import { isPostgresUrl } from './postgres.ts';

/** In: an address as `openDatabase` takes it. Throws what opening or asking throws. */
export function databaseHealth(address: string): Promise<DatabaseHealth> {
  return isPostgresUrl(address) ? postgresHealth(address) : sqliteHealth(address);
}

async function sqliteHealth(path: string): Promise<SqliteHealth> {
  const folder = nearestFolder(path);
  const { bavail, bsize } = await statfs(folder);
  const exists = existsSync(path);
  const openToOthers = openedToOthers(path);
  const found = { engine: 'sqlite', exists, freeBytes: bavail * bsize, openToOthers } as const;
  if (!found.exists) {
    const pending = Object.keys(await migrations.getMigrations());
    const all = { pending, newer: [], unbearable: [] };
    const unknown = { journalMode: undefined, synchronous: undefined };
    return { ...found, isWritable: await mayWrite(folder), migrations: all, ...unknown };
  }
  return await opened(path, async (database) => {
    const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(database);
    const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(database);
    return {
      ...found,
      isWritable: await takesWrites(database),
      journalMode: journal.rows[0]?.journal_mode,
      synchronous: synchronous.rows[0]?.synchronous,
      migrations: await migrationsDone(database),
    };
  });
}

function postgresHealth(url: string): Promise<PostgresHealth> {
  return opened(url, async (database) => {
    const { rows } = await sql<{
      version: number;
      most: number;
      connections: number;
      writable: boolean;
    }>`select current_setting('server_version_num')::int as version,
         current_setting('max_connections')::int as most,
         (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as connections,
         not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'
           and has_schema_privilege(current_schema(), 'create') as writable`.execute(database);
    const { version = 0, most = 0, connections = 0, writable = false } = rows[0] ?? {};
    return {
      ...{ engine: 'postgres', version, connections, isWritable: writable },
      maxConnections: most,
      migrations: await migrationsDone(database),
    };
  });
}

async function opened<T>(
  address: string,
  look: (database: Kysely<unknown>) => Promise<T>,
): Promise<T> {
  const database = new Kysely<unknown>({ dialect: dialectFor(address, { connections: 1 }) });
  return await look(database).finally(() => database.destroy());
}

/** A write that is taken back. A bot that is busy with a write of its own is waited for. */
async function takesWrites(database: Kysely<unknown>): Promise<boolean> {
  const undone = new Error('taken back');
  try {
    await database.transaction().execute(async (transaction) => {
      await sql`create table lotse_doctor (one integer)`.execute(transaction);
      throw undone;
    });
  } catch (error) {
    return error === undone;
  }
  return false;
}

function nearestFolder(path: string): string {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

/** Tried, since root may write by the letter even where nothing can be written. */
async function mayWrite(folder: string): Promise<boolean> {
  try {
    await rmdir(await mkdtemp(join(folder, '.lotse-doctor-')));
    return true;
  } catch {
    return false;
  }
}
