// What a turn has read or written, so that no row is read twice; and, where this process has the database to itself, what
// the turns before it have, so that a conversation that is going on need not be read at all.

/** Rows by table and key, as a store made something of them. A key that is there with `undefined`: there is no such row. */
export interface TurnMemory {
  has(key: string): boolean;
  get(key: string): unknown;
  /** Is told of what was read, and of what was written. */
  set(key: string, value: unknown): void;
  delete(key: string): void;
  /** A part of the turn was rolled back. */
  clear(): void;
}

/** The memory of a turn, and what becomes of it. */
export interface Remembering {
  readonly memory: TurnMemory;
  /** The turn's work stands: the next turns may rely on it. */
  keep(): void;
}

/** What is kept from turn to turn. Whoever else writes to a table has it forgotten. */
export interface KeptRows {
  forTurn(): Remembering;
  /** Somebody has executed a statement outside of any turn. */
  noticed(sql: string): void;
  /** In: what SQLite calls the data's version; another one: another process has written. */
  asOf(version: number): void;
  forget(): void;
}

const MOST = 3_000;
const TABLES = ['enrollments', 'contacts', 'documents'] as const;
const READS = /^\s*(?:select|with|pragma|explain)\b/iu;
const MENTIONS = new RegExp(String.raw`\b(?:${TABLES.join('|')})\b`, 'iu');

export type KeptTable = (typeof TABLES)[number];

/** The key of a row. In: its table, and what its own key is made of. */
export function rowKey(table: KeptTable, ...parts: readonly string[]): string {
  return `${table}\n${parts.join('\n')}`;
}

/** A memory for one turn, of which nothing is kept. */
export function forgetful(): Remembering {
  return { memory: new Map<string, unknown>(), keep: () => undefined };
}

/** Rows that are kept; those longest out of use go first. */
export function createKeptRows(): KeptRows {
  const rows = new Map<string, unknown>();
  const isWrite = writesKnown();
  let known: number | undefined;
  return {
    forTurn: () => layered(rows),
    noticed(sql) {
      if (rows.size > 0 && isWrite(sql)) rows.clear();
    },
    asOf(version) {
      if (version !== known) rows.clear();
      known = version;
    },
    forget() {
      rows.clear();
    },
  };
}

/** What the turn itself knows lies over what is kept, until it is known to stand. */
function layered(rows: Map<string, unknown>): Remembering {
  const own = new Map<string, unknown>();
  const memory: TurnMemory = {
    has: (key) => own.has(key) || rows.has(key),
    get: (key) => (own.has(key) ? own.get(key) : rows.get(key)),
    set: (key, value) => void own.set(key, value),
    delete(key) {
      own.delete(key);
      rows.delete(key);
    },
    clear() {
      for (const [key] of own) rows.delete(key);
      own.clear();
    },
  };
  return {
    memory,
    keep() {
      for (const [key, value] of own) {
        rows.delete(key);
        rows.set(key, value);
      }
      for (const [oldest] of rows) {
        if (rows.size <= MOST) break;
        rows.delete(oldest);
      }
    },
  };
}

/** Statements are few and come again and again: each is looked at once. */
function writesKnown(): (sql: string) => boolean {
  const known = new Map<string, boolean>();
  return (sql) => {
    const before = known.get(sql);
    if (before !== undefined) return before;
    const writes = !READS.test(sql) && MENTIONS.test(sql);
    if (known.size < 1_000) known.set(sql, writes);
    return writes;
  };
}
