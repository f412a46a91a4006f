// What the stores need besides the query builder: transactions tried again, lists of a few sizes, many rows at once.

import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './database.ts';
import { isLost, isUnsent } from './postgres-client.ts';

const TRIES = 5;
const PAUSE_MS = 20;
const MOST_PER_STATEMENT = 400;
/** SQLite is busy, or PostgreSQL found two transactions in each other's way. */
const CONTENDED = /SQLITE_BUSY|database is locked|^40001$|^40P01$|^55P03$|record\.contended/u;

/** Runs work in a transaction, or within the one there is. Tried again on fresh state, so it may run several times; throws what it throws. */
export async function inTransaction<T>(
  database: Database,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  if (database.isTransaction) return work(database);
  for (let tries = 1; ; tries += 1) {
    const progress = { isDone: false };
    try {
      return await database.transaction().execute(async (transaction) => {
        const outcome = await work(transaction);
        progress.isDone = true;
        return outcome;
      });
    } catch (error) {
      if (tries >= TRIES || !mayTryAgain(error, progress.isDone)) throw error;
    }
    // Two that met once meet again, unless they wait for different times.
    await pause(Math.random() * PAUSE_MS * tries);
  }
}

/** A list in one of few lengths, the last item repeated: statements are kept by their text. Not for an empty list. */
export function padded<T>(items: readonly T[]): T[] {
  const size = 2 ** Math.ceil(Math.log2(items.length));
  const [last] = items.slice(-1);
  return last === undefined ? [] : [...items, ...Array<T>(size - items.length).fill(last)];
}

/** Cuts a list into pieces that fit into one statement. */
export function chunks<T>(
  items: readonly T[],
  most = MOST_PER_STATEMENT,
): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / most);
  return Array.from({ length: count }, (_, at) => items.slice(at * most, (at + 1) * most));
}

/** A commit that was sent and not answered may have happened. */
function mayTryAgain(error: unknown, isDone: boolean): boolean {
  if (isContended(error)) return true;
  return isLost(error) && (!isDone || isUnsent(error));
}

/** Whether two transactions met; then one of them may simply come again. */
export function isContended(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return CONTENDED.test(String(code)) || CONTENDED.test(error.message);
}
