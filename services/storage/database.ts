// Opens the database and brings its tables up to date.

import { Kysely, Migrator, sql } from 'kysely';
import { migrations } from './migrations.ts';
import type { Tables } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';

export type Database = Kysely<Tables>;

/**
 * Opens a database and migrates it.
 * In: the path of a file, or ":memory:". Throws when it cannot be opened or a migration fails.
 */
export async function openDatabase(file: string): Promise<Database> {
  const database = new Kysely<Tables>({ dialect: sqliteDialect(file) });
  const { error } = await new Migrator({ db: database, provider: migrations }).migrateToLatest();
  if (error === undefined) return database;
  await database.destroy();
  throw error instanceof Error ? error : new Error('A migration failed.', { cause: error });
}

/** Whether the database answers. Throws what it throws. */
export async function ping(database: Database): Promise<void> {
  await sql`select 1`.execute(database);
}
