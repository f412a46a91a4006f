// A connection that outlives a restart of the server: what is safe to ask again is asked again on a new one.

import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';

type Result = PostgresQueryResult<unknown>;

interface ClientState {
  client: PoolClient;
  /** A transaction is open. */
  isWithin: boolean;
  lost: ConnectionLost | undefined;
}

/** A restart of the server takes a few seconds; a turn has fifteen. */
const PATIENCE_MS = 6_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

/** Server going down or coming up, out of connections, ended for idling; and what sockets say. */
const LOST_CODES: ReadonlySet<unknown> = new Set([
  ...['57P01', '57P02', '57P03', '57P05', '08000', '08001', '08003', '08006', '53300', '25P03'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOENT', 'EAI_AGAIN'],
]);
const LOST_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|Query read timeout)/u;
/** What pg says instead of sending anything. */
const UNSENT = 'Client has encountered a connection error';
/** Outside a transaction neither changes anything. */
const SAFE = /^\s*(?:select|begin|start transaction)\b/iu;
const OPENS = /^\s*(?:begin|start transaction)\b/iu;
const CLOSES = /^\s*(?:commit|rollback)\s*$/iu;
const ROLLS_BACK = /^\s*rollback\s*$/iu;
const NOTHING: Result = { command: 'SELECT', rowCount: 0, rows: [] };

/** The connection to the server broke. Its cause may hold values: only the code may be told. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code: string;
  /** The server has never heard of what was asked. */
  readonly isUnsent: boolean;

  constructor(cause: unknown) {
    super('The connection to the database broke; it is made again by itself.', { cause });
    this.code = codeOf(cause) ?? 'connection.lost';
    this.isUnsent = cause instanceof Error && cause.message.startsWith(UNSENT);
  }
}

/** Whether a connection was lost, or could not be made. In: whatever was thrown. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof ConnectionLost ||
    LOST_CODES.has(codeOf(error)) ||
    LOST_WORDS.test(error.message)
  );
}

/** Whether the server has never heard of what was asked. */
export function isUnsent(error: unknown): boolean {
  return error instanceof ConnectionLost && error.isUnsent;
}

/** A pool whose reads, and transactions not yet begun, survive a lost connection. Anything else that meets one throws ConnectionLost. */
export function lastingPool(pool: Pool): PostgresPool {
  return {
    connect: async () => lasting(pool, await connected(pool)),
    end: () => pool.end(),
  };
}

/** A connection that works. Waits for a server that starts; throws ConnectionLost when it takes too long. */
async function connected(pool: Pool): Promise<PoolClient> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await pool.connect();
    } catch (error) {
      if (!isLost(error)) throw error;
      if (Date.now() + wait > giveUpAt) throw new ConnectionLost(error);
    }
    await pause(wait);
  }
}

function lasting(pool: Pool, first: PoolClient): PostgresPoolClient {
  const state: ClientState = { client: first, isWithin: false, lost: undefined };

  async function query(sql: string, parameters: readonly unknown[]): Promise<Result> {
    if (state.lost !== undefined) return afterLoss(state.lost, sql);
    const values = parameters.map(storable);
    const { isWithin } = state;
    try {
      return await once(state, sql, values);
    } catch (error) {
      const isHarmless = SAFE.test(sql) || isUnsent(error);
      if (isWithin || error !== state.lost || !isHarmless) throw error;
    }
    state.client.release(true);
    state.client = await connected(pool);
    state.lost = undefined;
    return once(state, sql, values);
  }

  const release = (): void => {
    state.client.release(state.lost !== undefined || state.isWithin);
  };
  // Kysely's other form of `query` is for cursors, which are not configured.
  return { query, release } as unknown as PostgresPoolClient;
}

/** The server has rolled back by itself; the error to be told is the one before. */
function afterLoss(lost: ConnectionLost, sql: string): Result {
  if (ROLLS_BACK.test(sql)) return NOTHING;
  throw lost;
}

async function once(state: ClientState, sql: string, values: unknown[]): Promise<Result> {
  try {
    const result = await state.client.query(sql, values);
    state.isWithin = OPENS.test(sql) || (state.isWithin && !CLOSES.test(sql));
    return result as Result;
  } catch (error) {
    if (!isLost(error)) throw error;
    state.lost = new ConnectionLost(error);
    throw state.lost;
  }
}

/** PostgreSQL's text has no character 0; SQLite's has. */
export function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '�') : value;
}

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
