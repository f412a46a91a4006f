// The database: whether it opens, takes writes, has its tables, and will not lose or refuse anything soon.

import type {
  DatabaseHealth,
  PostgresHealth,
  SqliteHealth,
} from '../../services/health/database-health.ts';
import { startFault } from '../start-fault.ts';
import {
  fault,
  off,
  ok,
  warning,
  type CheckResult,
  type Checks,
  type DoctorDeps,
} from './finding.ts';

const GB = 1024 ** 3;
const SPACE_FAULT = 0.1 * GB;
const SPACE_WARNING = GB;
/** The oldest that still gets fixes, as server_version_num says it. */
const OLDEST_POSTGRES = 140_000;
const FULL = 2;

/** The database, whichever engine it has. */
export const databaseChecks: Checks = (deps) => [
  { id: 'database', look: () => checkDatabase(deps) },
];

/** Whether parts may open their stores: that would bring the tables up to date, which is the bot's to do. */
export async function isDatabaseReady({ database }: DoctorDeps): Promise<boolean> {
  const health = await database().catch(() => undefined);
  return health?.migrations.pending.length === 0;
}

/** What is said of a part that needs the database when that is not ready. */
export function databaseUnready(id: string): CheckResult {
  const what = 'Not looked at: the database is not ready, in which this part keeps what it needs.';
  return off(id, what, 'Mend the database first.');
}

async function checkDatabase({ database, config }: DoctorDeps): Promise<readonly CheckResult[]> {
  try {
    const health = await database();
    const engine =
      health.engine === 'sqlite' ? sqlite(health) : postgres(health, config.databasePool);
    const isNew = health.engine === 'sqlite' && !health.exists;
    return isNew ? engine : [...engine, migrated(health)];
  } catch (error) {
    const what = 'The database cannot be opened.';
    return [fault('database', what, startFault(error).lines.join(' '))];
  }
}

function sqlite(health: SqliteHealth): readonly CheckResult[] {
  const { exists, isWritable, freeBytes } = health;
  const mend = 'Name a file in DATABASE_URL in a folder that this account may write to.';
  const open = exists
    ? 'The file opens and takes writes.'
    : 'There is no file yet; the first start makes it.';
  const file = isWritable
    ? ok('database.file', open)
    : fault('database.file', 'The file cannot be written.', mend);
  const kept = exists ? [durable(health), closed(health)] : [];
  return [file, space(freeBytes), ...kept];
}

function closed({ openToOthers }: SqliteHealth): CheckResult {
  const id = 'database.owner';
  if (openToOthers.length === 0) return ok(id, 'Only its owner may read it.');
  const what = `Others on this machine may read it: ${openToOthers.join(', ')}.`;
  return warning(
    id,
    what,
    'The next start takes that from them, if the bot owns it; else chmod go=.',
  );
}

function space(freeBytes: number): CheckResult {
  const id = 'database.space';
  const what = `${(freeBytes / GB).toFixed(1)} GB are free on its disk.`;
  const mend = 'Make room on the disk of DATABASE_URL: df -h.';
  if (freeBytes < SPACE_FAULT) return fault(id, what, mend);
  return freeBytes < SPACE_WARNING ? warning(id, what, mend) : ok(id, what);
}

/** Lotse sets both itself; another journal stays only where the disk cannot have it. */
function durable({ journalMode, synchronous }: SqliteHealth): CheckResult {
  const id = 'database.durable';
  if (journalMode === 'wal' && synchronous === FULL) {
    return ok(id, 'WAL, synchronous FULL: what was confirmed survives a power cut.');
  }
  const what = `Journal ${journalMode ?? 'unknown'}, synchronous ${synchronous ?? 'unknown'}; WAL and 2 were asked for.`;
  return fault(id, what, 'Put the file on a local disk; network disks cannot have WAL.');
}

function postgres(health: PostgresHealth, pool: number): readonly CheckResult[] {
  const { version, isWritable, connections, maxConnections } = health;
  const number = Math.floor(version / 10_000);
  const grant = 'grant create on schema public to the user of DATABASE_URL; not a read replica.';
  const old = `PostgreSQL ${number} gets no fixes any more.`;
  return [
    isWritable
      ? ok('database.server', `PostgreSQL ${number} opens and takes writes.`)
      : fault('database.server', `PostgreSQL ${number} takes no writes from us.`, grant),
    ...(version < OLDEST_POSTGRES
      ? [warning('database.version', old, 'Move to a newer one.')]
      : []),
    room(pool, connections, maxConnections),
  ];
}

function room(pool: number, connections: number, most: number): CheckResult {
  const id = 'database.pool';
  const what = `${connections} of ${most} connections are taken; a process of Lotse takes up to ${pool}.`;
  const mend = 'Lower DATABASE_POOL, or raise max_connections in postgresql.conf and restart it.';
  if (pool > most) return fault(id, what, mend);
  // Two processes at once, as in a rolling update.
  return pool * 2 > most ? warning(id, what, mend) : ok(id, what);
}

function migrated({ migrations: { pending, newer, unbearable } }: DatabaseHealth): CheckResult {
  const id = 'database.tables';
  if (unbearable.length > 0) {
    const what = `A newer Lotse was here: ${unbearable.join(', ')}.`;
    return fault(id, what, 'Run that version again, or restore the copy made before it.');
  }
  if (newer.length > 0) {
    const what = `A newer Lotse was here (${newer.join(', ')}); this version works beside it.`;
    return warning(id, what, 'Go on with the update: this version is for its duration only.');
  }
  if (pending.length === 0) return ok(id, 'All tables are up to date.');
  return warning(
    id,
    `Not up to date: ${pending.join(', ')}.`,
    'It is done by the next start: npm start.',
  );
}
