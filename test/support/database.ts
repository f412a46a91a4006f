// Databases for tests, each new and empty, on the engine whose suite runs. PostgreSQL is started once, when first needed.

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../services/storage/database/database.ts';
import { patience } from './patience.ts';
import { hasPostgres, startPostgres, type PostgresServer } from '../../tools/postgres.ts';

export type Engine = 'SQLite' | 'PostgreSQL';

export interface FreshDatabase {
  /** As `openDatabase` takes it. */
  readonly url: string;
  /** For DATABASE_URL. */
  readonly variable: string;
  /** Removes it; else that is done after the test, in a suite of `onEachEngine`. */
  drop(): Promise<void>;
}

const TEMPLATE = 'lotse_template';
/** What a new database is copied from when it shall not have our tables. */
const BARE = 'template0';

/** Undone after each test, the last one first. */
const undoing: (() => Promise<unknown>)[] = [];
let current: Engine = 'SQLite';
let shared: Promise<PostgresServer> | undefined;
let databases = 0;

/** The engines there are here. Says loudly when one is missing: its tests are then not there at all. */
export const ENGINES: readonly Engine[] = hasPostgres() ? ['SQLite', 'PostgreSQL'] : onlySqlite();

/** A suite on every engine: inside it `freshDatabase`, `stage` and `startBot` use that engine. */
export function onEachEngine(title: string, suite: (engine: Engine) => void): void {
  for (const engine of ENGINES) onEngine(engine, `${title}, on ${engine}`, suite);
}

/** A suite that only PostgreSQL can have. */
export function onPostgres(title: string, suite: () => void): void {
  if (ENGINES.includes('PostgreSQL')) onEngine('PostgreSQL', title, suite);
}

/** A new database with our tables (`bare`: without); it goes after the test. In: the engine, that of the suite by default. */
export async function freshDatabase({
  engine = current,
  bare = false,
}: { readonly engine?: Engine; readonly bare?: boolean } = {}): Promise<FreshDatabase> {
  return engine === 'SQLite' ? freshFile() : freshOnServer(await server(), bare);
}

/** Opens a database for the length of a test. */
export async function openFor(url: string, connections?: number): Promise<Database> {
  const database = await openDatabase(url, { connections });
  afterTest(() => database.destroy());
  return database;
}

/** A new, open database for the length of a test; on SQLite in memory. */
export async function openFresh(): Promise<Database> {
  return openFor(current === 'SQLite' ? ':memory:' : (await freshDatabase()).url);
}

/** Every row of every table, as text. In: as `openDatabase` takes it. */
export async function contentOf(url: string): Promise<string> {
  const database = await openDatabase(url);
  const tables = await database.introspection.getTables();
  const rows = await Promise.all(
    tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(database)),
  );
  await database.destroy();
  return JSON.stringify(rows.map(({ rows: each }) => each));
}

/** Does something when the test is over. */
export function afterTest(undo: () => Promise<unknown>): void {
  undoing.push(undo);
}

function onEngine(engine: Engine, title: string, suite: (engine: Engine) => void): void {
  describe(title, () => {
    before(async function () {
      this.timeout(patience(60_000));
      current = engine;
      if (engine === 'PostgreSQL') await server();
    });
    suite(engine);
    // After the suite's own: what it has open is closed before the database goes.
    afterEach(async () => {
      while (undoing.length > 0) await undoing.pop()?.();
    });
    after(() => {
      current = 'SQLite';
    });
  });
}

function freshFile(): FreshDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-test-'));
  const url = join(folder, 'lotse.db');
  const drop = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return dropped({ url, variable: `file:${url}`, drop });
}

function dropped(fresh: FreshDatabase): FreshDatabase {
  afterTest(() => fresh.drop());
  return fresh;
}

async function freshOnServer(on: PostgresServer, bare: boolean): Promise<FreshDatabase> {
  const name = `test_${(databases += 1)}`;
  await on.execute(`create database ${name} template ${bare ? BARE : TEMPLATE} strategy file_copy`);
  const url = on.urlOf(name);
  const drop = (): Promise<void> => on.execute(`drop database if exists ${name} with (force)`);
  return dropped({ url, variable: url, drop });
}

function server(): Promise<PostgresServer> {
  shared ??= prepared();
  return shared;
}

async function prepared(): Promise<PostgresServer> {
  const on = await startPostgres();
  await on.execute(`create database ${TEMPLATE}`);
  await (await openDatabase(on.urlOf(TEMPLATE))).destroy();
  return on;
}

function onlySqlite(): readonly Engine[] {
  const what = `no PostgreSQL for ${process.platform}-${process.arch}: its tests do NOT run here`;
  process.stderr.write(`\n!!! ${what} !!!\n\n`);
  process.once('exit', () => process.stderr.write(`\n!!! ${what} !!!\n`));
  return ['SQLite'];
}
