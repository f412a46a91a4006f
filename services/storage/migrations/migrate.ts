// Brings the tables up to date. A process goes on beside a newer release that only added to them: a rolling update has both at
// once, and one that restarts meanwhile must start (decision 50).

import { Migrator, sql, type Kysely, type Migration, type MigrationProvider } from 'kysely';
import { isPostgres } from '../database/postgres.ts';
import { migrations } from './migrations.ts';

/** What was done in a database, against what this release knows. */
export interface MigrationsDone {
  readonly pending: readonly string[];
  /** Of a newer release, which this one can live with. */
  readonly newer: readonly string[];
  /** Of a release that took away what this one needs. */
  readonly unbearable: readonly string[];
}

/** The database belongs to a release that took away what this one needs. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
  readonly migration: string;

  constructor(migration: string) {
    super(`A newer release was here: ${migration}.`);
    this.migration = migration;
  }
}

/** Release 0.2.0 looks into the first table and starts on nothing that it does not know: what came later is in the second. */
const TABLES = ['kysely_migration', 'lotse_migration'] as const;
type MigrationTable = (typeof TABLES)[number];
const LAST_IN_FIRST = '0004';
/** As `0012-contract-0009-old-column`: nobody who knows 0009 needs it any more. */
const CONTRACT = /^\d{4}-contract-(\d{4})-/u;
/** Another replica may migrate between looking and doing. */
const TRIES = 3;

/** Runs what has not run yet. Throws `NewerDatabase`, and what a migration throws. */
export async function migrate(database: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await upToDate(database, table);
}

/** How a database stands, read by hand: Kysely's migrator makes its own table when it is asked. */
export async function migrationsDone(database: Kysely<unknown>): Promise<MigrationsDone> {
  const all = Object.keys(await migrations.getMigrations());
  const [first, second] = TABLES;
  const early = await namesIn(database, first);
  const late = await namesIn(database, second);
  const isUnknown = (name: string): boolean => !all.includes(name);
  const newer = late.filter((name) => isUnknown(name) && isBearable(name, all));
  const done = [...early, ...late];
  return {
    pending: all.filter((name) => !done.includes(name)),
    newer,
    unbearable: done.filter((name) => isUnknown(name) && !newer.includes(name)),
  };
}

async function upToDate(database: Kysely<unknown>, table: MigrationTable): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { unbearable, newer } = await migrationsDone(database);
    const [first] = unbearable;
    if (first !== undefined) throw new NewerDatabase(first);
    const { error } = await migratorFor(database, table, newer).migrateToLatest();
    if (error === undefined) return;
    const isAsBefore = String((await migrationsDone(database)).newer) === String(newer);
    if (isAsBefore || tries >= TRIES) throw asError(error);
  }
}

function migratorFor(
  database: Kysely<unknown>,
  table: MigrationTable,
  newer: readonly string[],
): Migrator {
  const provider: MigrationProvider = {
    async getMigrations() {
      const own = Object.entries(await migrations.getMigrations());
      const known = newer.map((name) => [name, DONE_ALREADY] as const);
      const all = [...own, ...(table === 'lotse_migration' ? known : [])];
      return Object.fromEntries(all.filter(([name]) => tableOf(name) === table));
    },
  };
  return new Migrator({
    db: database,
    provider,
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  });
}

/** Kysely wants to know whatever ran. */
const DONE_ALREADY: Migration = {
  up: () => Promise.reject(new Error('It was done by a newer release.')),
};

function tableOf(name: string): MigrationTable {
  return name.slice(0, 4) <= LAST_IN_FIRST ? 'kysely_migration' : 'lotse_migration';
}

/** A newer release has added something, or taken away only what this one does not need. */
function isBearable(name: string, all: readonly string[]): boolean {
  const newest = all.at(-1)?.slice(0, 4) ?? '';
  if (name.slice(0, 4) <= newest) return false;
  const needed = CONTRACT.exec(name)?.[1];
  return needed === undefined || needed <= newest;
}

async function namesIn(
  database: Kysely<unknown>,
  table: MigrationTable,
): Promise<readonly string[]> {
  const there = isPostgres(database)
    ? sql`select to_regclass(${table}) as found`
    : sql`select (select 1 from sqlite_master where name = ${table}) as found`;
  const [look] = (await there.execute(database)).rows as readonly { readonly found: unknown }[];
  if (look?.found === null) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)}`.execute(
    database,
  );
  return rows.map(({ name }) => name);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('A migration failed.', { cause: error });
}
