// One transaction per turn. What the stores do inside of `run` stands or falls together (ambient-transaction.ts).

import { StoreError } from '../../enrollment/enrollments.ts';
import type { Database } from '../database/database.ts';
import { isContended } from '../database/engine.ts';
import { isPostgres } from '../database/postgres.ts';
import { isLost } from '../database/postgres-client.ts';
import { runningTurn } from './ambient-transaction.ts';
import { createGroupCommit } from './group-commit.ts';
import { createAdvisoryLocks } from './advisory-locks.ts';

export interface TurnTransactions {
  /**
   * Runs work in a transaction of its own. In: what turns may not share, as a conversation; the work, without requests to
   * anybody. Out: what the work gives, once it is stored. Throws what it throws; then nothing of it is stored.
   * Inside of another run it joins that one.
   */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Whether nobody but this process writes to the database. */
  readonly alone: boolean;
}

/** The transactions of a database that was opened with `joiningTurns`. */
export function createTurnTransactions(database: Database): TurnTransactions {
  const alone = !isPostgres(database);
  const begin = alone ? createGroupCommit(database) : createAdvisoryLocks(database);
  return {
    alone,
    run: (key, work) => (runningTurn() === undefined ? begin(key, work) : work()),
  };
}

/** Whether a failed turn may run again: it met another, or the connection broke. If it was committed all the same, it finds itself. */
export function mayTryAgain(error: unknown): boolean {
  if (error instanceof StoreError) return error.code !== 'record.unreadable';
  return isContended(error) || isLost(error);
}
