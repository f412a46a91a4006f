// The server engine: pg in the shape Kysely's PostgreSQL dialect takes. What only PostgreSQL has stays here.

import { PostgresAdapter, PostgresDialect, type Dialect, type Kysely } from 'kysely';
import pg, { type PoolConfig } from 'pg';
import { lastingPool } from './postgres-client.ts';

const CONNECT_MS = 3_000;
const STATEMENT_MS = 10_000;
/** A server that vanished without a word: later than the server's own limit, so that its error comes first. */
const ANSWER_MS = 12_000;
const IDLE_MS = 30_000;
const IDLE_IN_TRANSACTION_MS = 15_000;
const CONNECTIONS = 10;

export interface PostgresLimits {
  /** Most connections of this process; 10 when absent. */
  readonly connections?: number | undefined;
}

/** The dialect for a server. In: postgres://…, and limits. Connects when it is first asked. */
export function postgresDialect(url: string, { connections }: PostgresLimits = {}): Dialect {
  const pool = poolOf(url, {
    max: connections ?? CONNECTIONS,
    statement_timeout: STATEMENT_MS,
    query_timeout: ANSWER_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  });
  return new PostgresDialect({ pool: lastingPool(pool) });
}

/** The same for long work of one process (migrations, copying): no limit on a statement, nothing asked again. */
export function patientPostgresDialect(url: string): Dialect {
  return new PostgresDialect({ pool: poolOf(url, { max: 2 }) });
}

/** Whether an address is PostgreSQL's. */
export function isPostgresUrl(address: string): boolean {
  return /^postgres(?:ql)?:\/\//iu.test(address);
}

/** Whether a database, or a transaction in one, is PostgreSQL's. */
export function isPostgres(database: Pick<Kysely<unknown>, 'getExecutor'>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}

function poolOf(url: string, limits: PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: verified(url),
    application_name: 'lotse',
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    types: numbersFromInt8(),
    ...limits,
  });
  // A connection that breaks while it is idle or lent out must not end the process; whoever uses it next notices.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** pg takes `require` as `verify-full` today and warns that it will not for ever: said outright. */
function verified(url: string): string {
  return url.replace(/([?&]sslmode=)require(?=&|$)/u, '$1verify-full');
}

/** Times and counts are int8; all of ours fit into a number. */
function numbersFromInt8(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  return types;
}

function ignore(): void {
  // Told to whoever asks next.
}
