// Runs the statements of a migration, all or none, on SQLite too, where Kysely puts no transaction around a migration.

import type { Kysely, RawBuilder } from 'kysely';
import { isPostgres } from '../database/postgres.ts';

/** In: what a migration is given, and its statements in order. Throws what the first that fails throws. */
export async function runStatements(
  database: Kysely<unknown>,
  statements: readonly RawBuilder<unknown>[],
): Promise<void> {
  const run = async (on: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(on);
  };
  await (isPostgres(database) ? run(database) : database.transaction().execute(run));
}
