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

/** A turn's connection, as the stores get it. Once the turn is over it takes no more. */
export interface TurnConnection extends DatabaseConnection {
  /** What this turn has read already; a store keeps here what it need not read twice. */
  readonly memory: Map<string, unknown>;
  isOver: boolean;
}

const LONGEST_MS = 10_000;

const running = new AsyncLocalStorage<TurnConnection>();

/** What the running turn has read already. Out: undefined outside of a turn. */
export function turnMemory(): Map<string, unknown> | undefined {
  const turn = running.getStore();
  return turn === undefined || turn.isOver ? undefined : turn.memory;
}

/**
 * Runs work over a connection on which a transaction has begun. In: the connection and the work.
 * Throws "turn.endless" for work that waits for something outside: with one writer, everybody waits for it.
 */
export async function within<T>(
  connection: DatabaseConnection,
  work: () => Promise<T>,
): Promise<T> {
  const turn = turnOver(connection);
  try {
    return await bounded(running.run(turn, work));
  } finally {
    turn.isOver = true;
  }
}

/** A dialect whose queries join the running turn. In: the engine's own. */
export function joiningTurns(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createDriver: () => joining(dialect.createDriver()),
  };
}

function turnOver(connection: DatabaseConnection): TurnConnection {
  const turn: TurnConnection = {
    memory: new Map(),
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

async function bounded<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('A turn took too long.'), { code: 'turn.endless' }));
    }, LONGEST_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
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
      const turn = running.getStore();
      if (turn === undefined || turn.isOver) return driver.acquireConnection();
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
      (connection as TurnConnection).memory.clear();
    },
  };
}

/** Runs a statement without parameters. */
export async function run(connection: DatabaseConnection, sql: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(sql));
}
