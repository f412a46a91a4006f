// SQLite has one connection and one writer: turns that wait together are written together, each behind a savepoint of its
// own. Many turns share one wait for the disk: four times the throughput [storage-group-commit].

import { setImmediate as nextRound } from 'node:timers/promises';
import type { DatabaseConnection } from 'kysely';
import type { Database } from '../database/database.ts';
import { rowCacheOf, run, within } from './ambient-transaction.ts';
import { createRowCache, type RowCache } from './row-cache.ts';

interface Job {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** How a job ends, told once its group is stored. */
type End = () => void;

/** The connection on which a group is written, and what is known of rows. */
interface Writer {
  readonly connection: DatabaseConnection;
  readonly rows: RowCache;
}

const MOST_TOGETHER = 64;
/** As long as each round of the event loop brings more, they had better go along. */
const MOST_ROUNDS = 6;

/** Out: runs work as `TurnTransactions.run` says. In: a database that only this process writes to. */
export function createGroupCommit(
  database: Database,
): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const waiting: Job[] = [];
  let isRunning = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await othersToo(waiting);
      await writeTogether(database, waiting.splice(0, MOST_TOGETHER));
    }
    isRunning = false;
  }

  return (_key, work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      void drain();
    });
}

async function othersToo(waiting: readonly Job[]): Promise<void> {
  for (let round = 0, before = 0; round < MOST_ROUNDS && waiting.length > before; round += 1) {
    before = waiting.length;
    await nextRound();
  }
}

async function writeTogether(database: Database, jobs: readonly Job[]): Promise<void> {
  const rows = rowCacheOf(database) ?? createRowCache();
  try {
    const ends = await database
      .getExecutor()
      .provideConnection((connection) => committed({ connection, rows }, jobs));
    for (const end of ends) end();
  } catch (error) {
    for (const { reject } of jobs) reject(error);
  }
}

async function committed(writer: Writer, jobs: readonly Job[]): Promise<readonly End[]> {
  try {
    await begin(writer);
    const ends = await (jobs.length === 1 ? alone(writer, jobs) : together(writer, jobs));
    await run(writer.connection, 'commit');
    return ends;
  } catch (error) {
    await rollBack(writer);
    throw error;
  }
}

async function alone({ connection, rows }: Writer, [job]: readonly Job[]): Promise<readonly End[]> {
  if (job === undefined) return [];
  return [ended(job, await within(connection, rows, job.work))];
}

async function together(writer: Writer, jobs: readonly Job[]): Promise<readonly End[]> {
  const ends: End[] = [];
  for (const job of jobs) ends.push(await behindSavepoint(writer, job));
  return ends;
}

async function behindSavepoint({ connection, rows }: Writer, job: Job): Promise<End> {
  await run(connection, 'savepoint turn');
  try {
    const value = await within(connection, rows, job.work);
    await run(connection, 'release savepoint turn');
    return ended(job, value);
  } catch (error) {
    rows.forget();
    await run(connection, 'rollback to savepoint turn');
    await run(connection, 'release savepoint turn');
    return () => {
      job.reject(error);
    };
  }
}

function ended({ resolve }: Job, value: unknown): End {
  return () => {
    resolve(value as never);
  };
}

/** From here on nobody else writes; whether somebody has since our last turn, SQLite knows. */
async function begin({ connection, rows }: Writer): Promise<void> {
  await run(connection, 'begin immediate');
  const [row] = await run(connection, 'pragma data_version');
  rows.asOf((row as { readonly data_version: number }).data_version);
}

/** A full disk ends the transaction by itself; then there is nothing to roll back. */
async function rollBack({ connection, rows }: Writer): Promise<void> {
  rows.forget();
  await run(connection, 'rollback').catch(() => undefined);
}
