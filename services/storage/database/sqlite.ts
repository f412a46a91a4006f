// The embedded engine: node:sqlite in the shape Kysely's SQLite dialect takes. What only SQLite has stays here.

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteDialect, type Dialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { makeForOwner } from './owner-only.ts';

/** FULL survives a power cut, NORMAL may not [storage-power-cut]. A wait for a lock blocks the process: it is short, callers retry. */
const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'busy_timeout = 1000',
  'foreign_keys = ON',
];

/** Statements kept by their text; the program has few, so the limit only guards against a fault. */
const MOST_STATEMENTS = 500;

/** The dialect for a file. In: the path after `file:`, or ":memory:". Makes folder and file when they are missing. */
export function sqliteDialect(path: string): Dialect {
  if (path !== ':memory:') makeForOwner(path);
  return new SqliteDialect({ database: () => Promise.resolve(open(path)) });
}

function open(path: string): SqliteDatabase {
  const database = new DatabaseSync(path);
  for (const pragma of PRAGMAS) database.exec(`PRAGMA ${pragma}`);
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => {
      database.close();
    },
    prepare: (sql) => {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = shaped(database.prepare(immediate(sql)));
      if (kept.size < MOST_STATEMENTS) kept.set(sql, statement);
      return statement;
    },
  };
}

/** A transaction that will write takes its lock at once, so that it cannot fail half way on a busy database. */
function immediate(sql: string): string {
  return sql === 'begin' ? 'begin immediate' : sql;
}

function shaped(statement: StatementSync): SqliteStatement {
  const inputs = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...inputs(parameters)),
    run: (parameters) => statement.run(...inputs(parameters)),
    iterate: (parameters) => statement.iterate(...inputs(parameters)),
  };
}
