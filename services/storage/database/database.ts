// Opens the database, SQLite or PostgreSQL, and brings its tables up to date.

import { Kysely, sql, type Dialect } from 'kysely';
import { migrate } from '../migrations/migrate.ts';
import { closeToOthers } from './owner-only.ts';
import {
  isPostgresUrl,
  patientPostgresDialect,
  postgresDialect,
  type PostgresLimits,
} from './postgres.ts';
import type { Tables } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';
import { joiningTurns } from '../transactions/ambient-transaction.ts';

export type Database = Kysely<Tables>;

/** The dialect for an address: postgres://…, the path of a SQLite file, or ":memory:". */
export function dialectFor(address: string, limits: PostgresLimits = {}): Dialect {
  return isPostgresUrl(address) ? postgresDialect(address, limits) : sqliteDialect(address);
}

/** Opens a database and migrates it; several processes may do so at once on PostgreSQL. Throws when either fails. */
export async function openDatabase(
  address: string,
  limits: PostgresLimits = {},
): Promise<Database> {
  if (!isPostgresUrl(address)) return openPatiently(address);
  // On connections of its own: who waits for another replica's migration waits longer than a statement may take.
  await (await openPatiently(address)).destroy();
  return new Kysely<Tables>({ dialect: joiningTurns(postgresDialect(address, limits), false) });
}

/** The same for long work of one process, such as copying: no statement takes too long, and nothing is asked twice. */
export async function openPatiently(address: string): Promise<Database> {
  const isPostgres = isPostgresUrl(address);
  const dialect = isPostgres ? patientPostgresDialect(address) : dialectFor(address);
  closeToOthers(address);
  const database = new Kysely<Tables>({ dialect: joiningTurns(dialect, !isPostgres) });
  try {
    await migrate(database as Kysely<unknown>);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** Whether the database answers. Throws what it throws. */
export async function ping(database: Database): Promise<void> {
  await sql`select 1`.execute(database);
}
