// Where a trial takes place: one database and its replicas, each a process that can be killed and comes again.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startBot, type BotProcess } from '../../support/bot-process.ts';
import { openDatabase, type Database } from '../../../services/storage/database/database.ts';
import { startPostgres, type PostgresServer } from '../../../tools/postgres.ts';
import { startTrialConnector, type TrialConnector } from './connector.ts';

export interface Field {
  /** As the trial's lines call it. */
  readonly name: string;
  readonly connector: TrialConnector;
  /** Undefined on SQLite. */
  readonly server: PostgresServer | undefined;
  /** Address of a living replica, any of them; waits for one. */
  url(): Promise<string>;
  /** The same field with one replica only. */
  at(which: number): Pick<Field, 'url' | 'connector'>;
  /** SIGKILL. */
  kill(which: number): Promise<void>;
  start(which: number): Promise<void>;
  /** Reads in one transaction, so that all is of one moment. */
  read<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** Ends all and leaves nothing. Out: what the replicas wrote to stderr. */
  end(): Promise<string>;
}

interface Replica {
  readonly process: BotProcess;
  readonly url: string;
}

const LONGEST_MS = 3_600_000;
const POLL_MS = 10;

/** Makes one. In: how many replicas; more than one, or `postgres`, needs PostgreSQL. */
export async function createField(engine: 'SQLite' | 'PostgreSQL', replicas = 1): Promise<Field> {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-trial-'));
  const server = engine === 'SQLite' ? undefined : await startPostgres({ durable: true });
  const address = server?.urlOf('postgres') ?? join(folder, 'lotse.db');
  const connector = await startTrialConnector();
  const living = new Map<number, Replica>();
  const complaints: string[] = [];
  const env = {
    DATABASE_URL: server === undefined ? `file:${address}` : address,
    QUIET_HOURS: 'off',
    RATE_LIMIT_PERSON: 'off',
    RATE_LIMIT_TENANT: 'off',
    LOG_LEVEL: 'info',
    PORT: '0',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  };

  async function start(which: number): Promise<void> {
    const process = startBot(env, { limitMs: LONGEST_MS });
    void process.ended.then(({ stderr }) => complaints.push(stderr));
    const line = await process.line('listening');
    if (line === undefined)
      throw new Error(`A replica did not start: ${(await process.ended).stderr}`);
    living.set(which, { process, url: `http://127.0.0.1:${String(line['port'])}/` });
  }

  async function stop(which: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const replica = living.get(which);
    living.delete(which);
    replica?.process.signal(signal);
    await replica?.process.ended;
  }

  for (let which = 0; which < replicas; which += 1) await start(which);
  return {
    name: `${engine}, ${replicas} ${replicas === 1 ? 'process' : 'replicas'}`,
    connector,
    server,
    url: () =>
      found(
        () => [...living.values()].map(({ url }) => url)[Math.floor(Math.random() * living.size)],
      ),
    at: (which) => ({ connector, url: () => found(() => living.get(which)?.url) }),
    kill: (which) => stop(which, 'SIGKILL'),
    start,
    read: (work) => readFrom(address, work),
    async end() {
      for (const which of [...living.keys()]) await stop(which, 'SIGTERM');
      await connector.close();
      await server?.end();
      rmSync(folder, { recursive: true, force: true });
      return complaints.join('');
    },
  };
}

async function found(look: () => string | undefined): Promise<string> {
  for (let one = look(); ; one = look()) {
    if (one !== undefined) return one;
    await pause(POLL_MS);
  }
}

async function readFrom<T>(address: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(address);
  try {
    const transaction = database.transaction();
    const isFile = !address.startsWith('postgres:');
    return await (isFile ? transaction : transaction.setIsolationLevel('repeatable read')).execute(
      work,
    );
  } finally {
    await database.destroy();
  }
}
