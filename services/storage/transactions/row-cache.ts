// Rows by table and key, as a store made something of them. On SQLite one cache serves all turns of a database, so that a
// conversation that is going on need not be read; elsewhere each turn has one of its own.

export type CachedTable = 'enrollments' | 'contacts' | 'identities' | 'documents' | 'turns';

export interface RowCache {
  table(name: CachedTable): TableCache;
  /** In: what SQLite calls the data's version. A new one: another process has written, and nothing is known any more. */
  asOf(version: number): void;
  /** Something was rolled back: nothing is known any more. */
  forget(): void;
}

export interface TableCache {
  find(key: string): CachedRow | undefined;
  /** In: a row as it was just read or written; undefined: there is no such row. Not while the key is suspended. */
  keep(key: string, row: unknown): void;
  /** In: a key, or nothing for the whole table. */
  forget(key?: string): void;
  /** The same until the function it gives is called: nothing is kept while somebody outside of turns is writing. */
  suspend(key?: string): () => void;
}

export interface CachedRow {
  readonly row: unknown;
}

const MOST_ROWS = 3_000;

/** An empty cache. Of each table it has 3,000 rows; those that were kept longest ago go first. */
export function createRowCache(): RowCache {
  const tables = new Map<CachedTable, TableCache>();
  let known: number | undefined;

  function forget(): void {
    for (const table of tables.values()) table.forget();
  }

  return {
    table(name) {
      const table = tables.get(name) ?? createTableCache();
      tables.set(name, table);
      return table;
    },
    asOf(version) {
      if (version !== known) forget();
      known = version;
    },
    forget,
  };
}

function createTableCache(): TableCache {
  const rows = new Map<string, CachedRow>();
  /** Keys, with repetition; undefined stands for all of them. */
  const suspended: (string | undefined)[] = [];

  function forget(key?: string): void {
    if (key === undefined) rows.clear();
    else rows.delete(key);
  }

  return {
    find: (key) => rows.get(key),
    keep(key, row) {
      if (suspended.includes(key) || suspended.includes(undefined)) return;
      rows.delete(key);
      rows.set(key, { row });
      const [oldest] = rows.size > MOST_ROWS ? rows.keys() : [];
      if (oldest !== undefined) rows.delete(oldest);
    },
    forget,
    suspend(key) {
      suspended.push(key);
      forget(key);
      return () => {
        suspended.splice(suspended.indexOf(key), 1);
      };
    },
  };
}
