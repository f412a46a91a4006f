// Everything the stores ask of a database, as it is compiled; and what of it writes which columns.

import { Kysely, type CompiledQuery, type DatabaseConnection, type Dialect } from 'kysely';
import {
  dialectFor,
  openDatabase,
  type Database,
} from '../../services/storage/database/database.ts';
import { isPostgresUrl } from '../../services/storage/database/postgres.ts';
import type { Tables } from '../../services/storage/database/schema.ts';
import { joiningTurns } from '../../services/storage/transactions/ambient-transaction.ts';
import { afterTest } from './database.ts';

export interface Recorded {
  readonly database: Database;
  /** The text of every statement so far, each once. */
  readonly statements: ReadonlySet<string>;
}

/** A statement that writes. */
export interface WritingStatement {
  readonly verb: 'insert' | 'update' | 'delete';
  readonly table: string;
  /** Columns that an update, or an insert that met a row, sets. */
  readonly set: readonly string[];
  /** Columns by which an insert notices that a row is there. */
  readonly target: readonly string[];
  readonly isUpsert: boolean;
}

const WRITES = /^(insert into|update|delete from) "(\w+)"/u;
const CONFLICT = /on conflict(?: \(([^)]*)\))? do (update set|nothing)(.*)$/su;
const INNERMOST = /\([^()]*\)/u;
const COLUMN = /"(\w+)"/gu;
const VERBS = { 'insert into': 'insert', update: 'update', 'delete from': 'delete' } as const;

/** Opens a database that writes down what it is asked. In: as `openDatabase` takes it. */
export async function recording(url: string): Promise<Recorded> {
  await (await openDatabase(url)).destroy();
  const statements = new Set<string>();
  const dialect = heard(dialectFor(url), ({ sql }) => statements.add(sql));
  const database = new Kysely<Tables>({ dialect: joiningTurns(dialect, !isPostgresUrl(url)) });
  afterTest(() => database.destroy());
  return { database, statements };
}

/** What a statement writes. Out: undefined for one that writes nothing. */
export function writingIn(statement: string): WritingStatement | undefined {
  const [, words, table] = WRITES.exec(statement) ?? [];
  if (words === undefined || table === undefined) return undefined;
  const verb = VERBS[words as keyof typeof VERBS];
  const [, target = '', action, changes = ''] = CONFLICT.exec(statement) ?? [];
  const set = verb === 'update' ? afterSet(statement) : changes;
  return {
    verb,
    table,
    set: assigned(set),
    target: [...target.matchAll(COLUMN)].map(([, name]) => String(name)),
    isUpsert: action === 'update set',
  };
}

function afterSet(statement: string): string {
  return statement.slice(statement.indexOf(' set ') + 5);
}

/** The columns left of the equals signs, outside of any parenthesis. */
function assigned(list: string): readonly string[] {
  let flat = list;
  while (INNERMOST.test(flat)) flat = flat.replace(INNERMOST, '');
  const changes = flat.split(/\bwhere\b/u, 1)[0] ?? '';
  return [...changes.matchAll(/(?:^|,)\s*"(\w+)"\s*=/gu)].map(([, name]) => String(name));
}

function heard(dialect: Dialect, hear: (query: CompiledQuery) => void): Dialect {
  const known = new WeakMap<DatabaseConnection, DatabaseConnection>();
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createDriver() {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async () => {
        const connection = await acquire();
        if (known.has(connection)) return connection;
        const execute = connection.executeQuery.bind(connection);
        connection.executeQuery = (query) => {
          hear(query);
          return execute(query);
        };
        known.set(connection, connection);
        return connection;
      };
      return driver;
    },
  };
}
