// What a turn has read or written, so that no row is read twice; and, where this process has the database to itself, what
// the turns before it have, so that a conversation that is going on need not be read at all.

export type CachedTable = 'enrollments' | 'contacts' | 'documents';

/** Rows by table and key, as a store made something of them. One that is there with `undefined`: there is no such row. */
export interface IdentityMap {
  find(table: CachedTable, key: string): MappedRow | undefined;
  /** Is told of what was read, and of what was written. */
  set(table: CachedTable, key: string, value: unknown): void;
  delete(table: CachedTable, key: string): void;
  /** A part of the turn was rolled back. */
  clear(): void;
}

export interface MappedRow {
  readonly value: unknown;
}

/** The memory of a turn, and what becomes of it. */
export interface RowMapping {
  readonly memory: IdentityMap;
  /** The turn's work stands: the next turns may rely on it. */
  keep(): void;
}

/** What is kept from turn to turn. Whoever else writes to a table has it forgotten. */
export interface RowCache {
  forTurn(): RowMapping;
  /** For whom nothing waits: found out by a turn, and true until something is written that might wait. */
  readonly unawaited: Unawaited;
  /** A statement is executed. In: its text; whether a turn does it, whose stores tell the memory of their rows themselves. */
  noticed(sql: string, inTurn: boolean): void;
  /** In: what SQLite calls the data's version; another one: another process has written. */
  asOf(version: number): void;
  forget(): void;
}

export interface Unawaited {
  has(person: string): boolean;
  add(person: string): void;
  clear(): void;
}

const MOST = 3_000;
const READS = /^\s*(?:select|with|pragma|explain)\b/iu;
const TABLES = ['enrollments', 'contacts', 'documents'] as const;
const MENTIONS = {
  enrollments: /\benrollments\b/iu,
  contacts: /\bcontacts\b/iu,
  documents: /\bdocuments\b/iu,
};
/** What may come to wait for somebody; for a company that has just begun, too. */
const WAITING = /\b(?:events|outbox)\b|^(?:insert into|delete from) "enrollments"/iu;

/** A memory for one turn, of which nothing is kept. */
export function forgetful(): RowMapping {
  return { ...layered(emptyRows()), keep: () => undefined };
}

/** Rows that are kept; those that were not written for the longest time go first. */
export function createRowCache(): RowCache {
  const rows = emptyRows();
  const touchedBy = statementsKnown();
  const unawaited = new Set<string>();
  let known: number | undefined;

  function forget(): void {
    for (const table of TABLES) rows[table].clear();
    unawaited.clear();
  }

  return {
    forTurn: () => layered(rows),
    unawaited: {
      has: (person) => unawaited.has(person),
      add(person) {
        if (unawaited.size >= MOST) unawaited.clear();
        unawaited.add(person);
      },
      clear() {
        unawaited.clear();
      },
    },
    noticed(sql, inTurn) {
      const touched = touchedBy(sql);
      if (!inTurn) for (const table of touched.tables) rows[table].clear();
      if (touched.waiting) unawaited.clear();
    },
    asOf(version) {
      if (version !== known) forget();
      known = version;
    },
    forget,
  };
}

type CachedRows = Readonly<Record<CachedTable, Map<string, MappedRow>>>;

function emptyRows(): CachedRows {
  return { enrollments: new Map(), contacts: new Map(), documents: new Map() };
}

/** What the turn itself knows lies over what is kept, until it is known to stand. */
function layered(rows: CachedRows): RowMapping {
  const own = emptyRows();
  const memory: IdentityMap = {
    find: (table, key) => own[table].get(key) ?? rows[table].get(key),
    set: (table, key, value) => void own[table].set(key, { value }),
    delete(table, key) {
      own[table].delete(key);
      rows[table].delete(key);
    },
    clear() {
      for (const table of TABLES) {
        for (const [key] of own[table]) rows[table].delete(key);
        own[table].clear();
      }
    },
  };
  return {
    memory,
    keep() {
      for (const table of TABLES) for (const one of own[table]) renew(rows[table], one);
    },
  };
}

/** What was told last goes last; what was not told for the longest time makes room. */
function renew(rows: Map<string, MappedRow>, [key, row]: readonly [string, MappedRow]): void {
  rows.delete(key);
  rows.set(key, row);
  const [oldest] = rows.size > MOST ? rows.keys() : [];
  if (oldest !== undefined) rows.delete(oldest);
}

interface Touched {
  readonly tables: readonly CachedTable[];
  readonly waiting: boolean;
}

/** Statements are few and come again and again: each is looked at once. */
function statementsKnown(): (sql: string) => Touched {
  const known = new Map<string, Touched>();
  return (sql) => {
    const before = known.get(sql);
    if (before !== undefined) return before;
    const isWrite = !READS.test(sql);
    const tables = isWrite ? TABLES.filter((table) => MENTIONS[table].test(sql)) : [];
    const touched = { tables, waiting: isWrite && WAITING.test(sql) };
    if (known.size < 1_000) known.set(sql, touched);
    return touched;
  };
}
