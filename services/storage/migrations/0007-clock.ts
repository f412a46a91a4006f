// The latest time that a process saw, so that a clock that was set back is noticed after a restart too.

import { sql, type Kysely } from 'kysely';
import { runStatements } from './run-statements.ts';

export function createClockTable(database: Kysely<unknown>): Promise<void> {
  return runStatements(database, [
    sql`create table clock_marks (
      name text primary key,
      seen_at bigint not null,
      leapt_at bigint
    )`,
  ]);
}
