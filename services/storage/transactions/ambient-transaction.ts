// Whatever the stores do while a turn runs goes over the turn's one connection. They know nothing of it: the driver finds
// the turn they run in and joins it.

import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import { createRowCache, forgetful, type RowCache, type IdentityMap } from './identity-map.ts';

/** A turn's connection, as the stores get it. Once the turn is over it takes no more. */
export interface AmbientTransaction extends DatabaseConnection {
  readonly memory: IdentityMap;
  /** What outlives the turn; undefined where others may write to the database. */
  readonly kept: RowCache | undefined;
  isOver: boolean;
}

/** A connection whose writes are noticed, for what is kept from turn to turn. */
interface Watched extends DatabaseConnection {
  readonly bare: DatabaseConnection;
  readonly kept: RowCache;
}

const LONGEST_MS = 10_000;
const MOST_COMMANDS = 100;

const running = new AsyncLocalStorage<AmbientTransaction>();

/** What the running turn knows already. Out: undefined outside of a turn. */
export function identityMap(): IdentityMap | undefined {
  return runningTurn()?.memory;
}

/** The connection of the running turn. Out: undefined outside of a turn. */
export function runningTurn(): AmbientTransaction | undefined {
  const turn = running.getStore();
  return turn === undefined || turn.isOver ? undefined : turn;
}

/** What is kept from turn to turn over a connection. Out: undefined where others may write to the database. */
export function carriedOver(connection: DatabaseConnection): RowCache | undefined {
  return watched(connection)?.kept;
}

/**
 * Runs work over a connection on which a transaction has begun. In: the connection and the work.
 * Throws "turn.endless" for work that waits for something outside: with one writer, everybody waits for it.
 */
export async function within<T>(
  connection: DatabaseConnection,
  work: () => Promise<T>,
): Promise<T> {
  const kept = carriedOver(connection);
  const remembering = kept?.forTurn() ?? forgetful();
  const turn = turnOver(bareOf(connection), { kept, memory: remembering.memory });
  try {
    const value = await bounded(running.run(turn, work));
    remembering.keep();
    return value;
  } finally {
    turn.isOver = true;
  }
}

/**
 * A dialect whose queries join the running turn. In: the engine's own; whether nobody but this process writes to the
 * database, but for what its version tells.
 */
export function joiningTurns(dialect: Dialect, isAlone: boolean): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createDriver: () => joining(dialect.createDriver(), isAlone ? createRowCache() : undefined),
  };
}

function turnOver(
  connection: DatabaseConnection,
  { kept, memory }: Pick<AmbientTransaction, 'kept' | 'memory'>,
): AmbientTransaction {
  const turn: AmbientTransaction = {
    memory,
    kept,
    isOver: false,
    executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      if (turn.isOver) throw new Error('The turn is over: what takes longer belongs behind it.');
      kept?.noticed(query.sql, true);
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
function joining(driver: Driver, kept: RowCache | undefined): Driver {
  const joined = new WeakMap<DatabaseConnection, number>();

  function nested(connection: DatabaseConnection, by: number): number | undefined {
    const depth = joined.get(connection);
    if (depth !== undefined) joined.set(connection, depth + by);
    return depth;
  }

  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    async acquireConnection() {
      const turn = runningTurn();
      if (turn === undefined) return watching(await driver.acquireConnection(), kept);
      if (!joined.has(turn)) joined.set(turn, 0);
      return turn;
    },
    releaseConnection: (connection) =>
      joined.has(connection) ? Promise.resolve() : driver.releaseConnection(bareOf(connection)),
    async beginTransaction(connection, settings) {
      const depth = nested(connection, 1);
      if (depth === undefined) return driver.beginTransaction(bareOf(connection), settings);
      await run(connection, `savepoint inner_${depth + 1}`);
    },
    async commitTransaction(connection) {
      const depth = nested(connection, -1);
      if (depth === undefined) return driver.commitTransaction(bareOf(connection));
      await run(connection, `release savepoint inner_${depth}`);
    },
    async rollbackTransaction(connection) {
      const depth = nested(connection, -1);
      if (depth === undefined) return driver.rollbackTransaction(bareOf(connection));
      await run(connection, `rollback to savepoint inner_${depth}`);
      await run(connection, `release savepoint inner_${depth}`);
      (connection as AmbientTransaction).memory.clear();
      kept?.unawaited.clear();
    },
  };
}

function watching(bare: DatabaseConnection, kept: RowCache | undefined): DatabaseConnection {
  if (kept === undefined) return bare;
  const connection: Watched = {
    bare,
    kept,
    executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      kept.noticed(query.sql, false);
      return bare.executeQuery<Row>(query);
    },
    streamQuery: <Row>(query: CompiledQuery, size?: number) => bare.streamQuery<Row>(query, size),
  };
  return connection;
}

function watched(connection: DatabaseConnection): Watched | undefined {
  return 'bare' in connection ? (connection as Watched) : undefined;
}

function bareOf(connection: DatabaseConnection): DatabaseConnection {
  return watched(connection)?.bare ?? connection;
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
