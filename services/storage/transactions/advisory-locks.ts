// PostgreSQL: each turn on a connection of its own, after it has the conversation's lock. The server gives the lock back
// with the transaction, also that of a process that was killed: no conversation stays stuck.

import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { run, within } from './ambient-transaction.ts';
import { createRowCache } from './row-cache.ts';

/** A turn of another replica that has not ended by then is not waited for; this one is tried again, or refused in words. */
const LOCK_MS = 8_000;

/** Out: runs work as `TurnTransactions.run` says. In: a database that several processes write to. */
export function createAdvisoryLocks(
  database: Database,
): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  return (key, work) =>
    database.getExecutor().provideConnection(async (connection) => {
      await run(connection, 'begin');
      try {
        await run(connection, `set local lock_timeout = ${LOCK_MS}`);
        await run(connection, `select pg_advisory_xact_lock(${lockOf(key)})`);
        const value = await within(connection, createRowCache(), work);
        await run(connection, 'commit');
        return value;
      } catch (error) {
        await run(connection, 'rollback').catch(() => undefined);
        throw error;
      }
    });
}

/** Waits for a lock that the transaction keeps to its end. In: a transaction; what is locked; whether others may share it. */
export async function lockUntilEnd(
  database: Database,
  key: string,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  const name = sql.raw(
    mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock',
  );
  await sql`select ${name}(${String(lockOf(key))}::bigint)`.execute(database);
}

/** A conversation's lock is a number of 64 bits. Two that share one wait for each other, and nothing worse. */
function lockOf(key: string): bigint {
  return createHash('sha256').update(key).digest().readBigInt64BE();
}
