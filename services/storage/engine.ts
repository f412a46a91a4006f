// What the stores need besides the query builder: transactions tried again, lists of a few sizes, many rows at once.

import type { Database } from './database.ts';

const TRIES = 5;
const MOST_PER_STATEMENT = 400;
/** SQLite is busy, or PostgreSQL found two transactions in each other's way. */
const CONTENDED = /SQLITE_BUSY|database is locked|^40001$|^40P01$|record\.contended/u;

/** Runs work in a transaction, again on fresh state when it met another. Throws what the work throws. */
export async function inTransaction<T>(
  database: Database,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.transaction().execute(work);
    } catch (error) {
      if (tries >= TRIES || !isContended(error)) throw error;
    }
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

function isContended(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return CONTENDED.test(String(code)) || CONTENDED.test(error.message);
}
