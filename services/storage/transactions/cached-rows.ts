// How a store keeps the rows of its table: what a turn has read or written is not read again. That holds only because the
// store makes every write to the table; a house test watches that nobody else names it.

import type { Database } from '../database/database.ts';
import { rowCacheOf, runningTurn } from './ambient-transaction.ts';
import type { CachedTable } from './row-cache.ts';

export interface CachedRows<Row> {
  /** Out: in a turn the row as it is known, or else as `load` gives it; outside of turns always the latter. */
  read(key: string, load: () => Promise<Row>): Promise<Row>;
  /** Runs a statement that writes a row. Afterwards nothing is known of the row but what the work says by `wrote`. */
  write<T>(key: string, work: RowWrite<Row, T>): Promise<T>;
  /** Runs a statement that may write any row of the table. */
  writeAny<T>(work: () => Promise<T>): Promise<T>;
}

/** In: takes the row as it is now; the row as it was, where it was known. */
export type RowWrite<Row, T> = (wrote: (row: Row) => void, before: Row | undefined) => Promise<T>;

/** The cached rows of a table. In: the store's database, or a transaction in it. They are the same for every store over it. */
export function cachedRows<Row>(database: Database, name: CachedTable): CachedRows<Row> {
  const outside = rowCacheOf(database)?.table(name);

  async function suspended<T>(work: () => Promise<T>, key?: string): Promise<T> {
    const resume = outside?.suspend(key);
    try {
      return await work();
    } finally {
      resume?.();
    }
  }

  return {
    async read(key, load) {
      const turn = runningTurn();
      const known = turn?.rows.table(name).find(key);
      if (known !== undefined) return known.row as Row;
      const row = await load();
      if (turn?.isOver === false) turn.rows.table(name).keep(key, row);
      return row;
    },
    write(key, work) {
      const turn = runningTurn();
      if (turn === undefined) return suspended(() => work(ignore, undefined), key);
      const rows = turn.rows.table(name);
      const before = rows.find(key)?.row as Row | undefined;
      rows.forget(key);
      const wrote = (row: Row): void => {
        if (!turn.isOver) rows.keep(key, row);
      };
      return work(wrote, before);
    },
    writeAny(work) {
      const turn = runningTurn();
      if (turn === undefined) return suspended(work);
      turn.rows.table(name).forget();
      return work();
    },
  };
}

function ignore(): void {
  // Outside of turns nothing is kept: the transaction around may still be rolled back.
}
