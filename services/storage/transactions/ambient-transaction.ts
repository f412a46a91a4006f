// Whatever the stores do while a turn runs goes over the turn's one connection. They know nothing of it: the driver finds
// the turn they run in and joins it.

import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import { createRowCache, type RowCache } from './row-cache.ts';

/** A turn's connection, as the stores get it. Once the turn is over it takes no more. */
export interface AmbientTransaction extends DatabaseConnection {
  /** What the turn knows of rows. */
  readonly rows: RowCache;
  isOver: boolean;
}

const LONGEST_MS = 10_000;
const MOST_COMMANDS = 100;

const running = new AsyncLocalStorage<AmbientTransaction>();

/** The connection of the running turn. Out: undefined outside of a turn. */
export function runningTurn(): AmbientTransaction | undefined {
  const turn = running.getStore();
  return turn === undefined || turn.isOver ? undefined : turn;
}

/** The rows kept from turn to turn. In: a database, or a transaction in it. Out: undefined where others may write to it. */
export function rowCacheOf(database: Pick<Kysely<unknown>, 'getExecutor'>): RowCache | undefined {
  return (database.getExecutor().adapter as CachingAdapter).rowCache;
}

/** Runs work over a connection in a transaction. Throws "turn.endless" when it waits for something outside: everybody waits for it. */
export async function within<T>(
  connection: DatabaseConnection,
  rows: RowCache,
  work: () => Promise<T>,
): Promise<T> {
  const turn = turnOver(connection, rows);
  try {
    return await bounded(running.run(turn, work));
  } finally {
    turn.isOver = true;
  }
}

/** A dialect whose queries join the running turn. In: whether only this process writes: then rows are kept from turn to turn. */
export function joiningTurns(dialect: Dialect, isAlone: boolean): Dialect {
  const rowCache = isAlone ? createRowCache() : undefined;
  return {
    createAdapter: () => Object.assign(dialect.createAdapter(), { rowCache }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createDriver: () => joining(dialect.createDriver()),
  };
}

/** The one object of a database that its transactions share. */
interface CachingAdapter extends DialectAdapter {
  readonly rowCache?: RowCache | undefined;
}

function turnOver(connection: DatabaseConnection, rows: RowCache): AmbientTransaction {
  const turn: AmbientTransaction = {
    rows,
    isOver: false,
    executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      if (turn.isOver) throw new Error('The turn is over: what takes longer belongs behind it.');
      return connection.executeQuery<Row>(query);
    },
    streamQuery: <Row>(query: CompiledQuery, size?: number) =>
      connection.streamQuery<Row>(query, size),
  };
  return turn;
}

function bounded<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(Object.assign(new Error('A turn took too long.'), { code: 'turn.endless' }));
    }, LONGEST_MS);
    void work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

/** A transaction inside of a turn is a savepoint of it. */
function joining(driver: Driver): Driver {
  const joined = new WeakMap<DatabaseConnection, number>();

  function nested(connection: DatabaseConnection, by: number): number | undefined {
    const depth = joined.get(connection);
    if (depth !== undefined) joined.set(connection, depth + by);
    return depth;
  }

  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    acquireConnection() {
      const turn = runningTurn();
      if (turn === undefined) return driver.acquireConnection();
      if (!joined.has(turn)) joined.set(turn, 0);
      return Promise.resolve(turn);
    },
    releaseConnection: (connection) =>
      joined.has(connection) ? Promise.resolve() : driver.releaseConnection(connection),
    async beginTransaction(connection, settings) {
      const depth = nested(connection, 1);
      if (depth === undefined) return driver.beginTransaction(connection, settings);
      await run(connection, `savepoint inner_${depth + 1}`);
    },
    async commitTransaction(connection) {
      const depth = nested(connection, -1);
      if (depth === undefined) return driver.commitTransaction(connection);
      await run(connection, `release savepoint inner_${depth}`);
    },
    async rollbackTransaction(connection) {
      const depth = nested(connection, -1);
      if (depth === undefined) return driver.rollbackTransaction(connection);
      await run(connection, `rollback to savepoint inner_${depth}`);
      await run(connection, `release savepoint inner_${depth}`);
      (connection as AmbientTransaction).rows.forget();
    },
  };
}

const COMMANDS = new Map<string, CompiledQuery>();

/** Runs a statement without parameters; there are few, as "begin". Out: its rows. */
export async function run(
  connection: DatabaseConnection,
  sql: string,
): Promise<readonly unknown[]> {
  const query = COMMANDS.get(sql) ?? CompiledQuery.raw(sql);
  if (COMMANDS.size < MOST_COMMANDS) COMMANDS.set(sql, query);
  const { rows } = await connection.executeQuery(query);
  return rows;
}
