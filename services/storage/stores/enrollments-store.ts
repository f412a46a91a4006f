// Enrollments in the database: one row per tenant, written only when nobody wrote in between.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import { StoreError, type Change, type Enrollments } from '../../enrollment/enrollments.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import type { EnrollmentsTable } from '../database/schema.ts';
import { isPostgres } from '../database/postgres.ts';
import { prepared, type Statement } from '../database/statement.ts';
import { cachedRows, type CachedRows } from '../transactions/cached-rows.ts';
import { enrollmentIn, jsonOf } from './stored-json.ts';

/** How often a change is tried on fresh state before it is given up. */
const TRIES = 8;

/** Undefined when somebody wrote in between. */
type Done<T> = { readonly outcome: T } | undefined;

type EnrollmentRow = Pick<EnrollmentsTable, 'data' | 'version'>;

/** A record as it was read; undefined: there is none. */
interface EnrollmentRead {
  readonly enrollment: Enrollment;
  readonly version: number;
}

/** The enrollments of a database. In: the database and the clock. Within a turn a record is read once. */
export function createEnrollmentsIn(database: Database, now: () => Date): Enrollments {
  const rowOf = prepared(database, rowQuery);
  const rows = cachedRows<EnrollmentRead | undefined>(database, 'enrollments');
  const parts = { rows, updateRow: prepared(database, updateQuery) };

  const known = (tenantId: string): Promise<EnrollmentRead | undefined> =>
    rows.read(tenantId, async () => readOf((await rowOf({ tenantId })).rows[0]));

  return {
    find: async (tenantId) => (await known(tenantId))?.enrollment,
    async change(tenantId, change) {
      const attempt = async (on: Database): Promise<Done<ReturnType<typeof change>['outcome']>> => {
        const before = on.isTransaction ? await locked(on, tenantId) : await known(tenantId);
        const { enrollment, outcome } = change(before?.enrollment);
        const writing = { ...parts, database: on, tenantId, before, at: now().getTime() };
        return (await write(writing, enrollment)) ? { outcome } : undefined;
      };
      for (let tries = 0; tries < TRIES; tries += 1) {
        // Whoever came too late waits in line the next time, or other writers would overtake them again and again.
        const done = tries === 0 ? await attempt(database) : await inTransaction(database, attempt);
        if (done !== undefined) return done.outcome;
      }
      throw new StoreError(
        'record.contended',
        'Too many people write to one enrollment; try again.',
      );
    },
    setAside: (tenantId) => rows.write(tenantId, () => setAside(database, tenantId, now())),
  };
}

function rowQuery(database: Database, { tenantId }: { readonly tenantId: string }) {
  return database
    .selectFrom('enrollments')
    .select(['data', 'version'])
    .where('tenant_id', '=', tenantId);
}

interface EnrollmentWrite {
  readonly database: Database;
  readonly rows: CachedRows<EnrollmentRead | undefined>;
  readonly updateRow: Statement<EnrollmentUpdate, unknown>;
  readonly tenantId: string;
  readonly before: EnrollmentRead | undefined;
  readonly at: number;
}

/** Out: whether the row was still as it was read. */
async function write(
  writing: EnrollmentWrite,
  enrollment: Change<unknown>['enrollment'],
): Promise<boolean> {
  const { rows, before, tenantId } = writing;
  if (enrollment === undefined) return true;
  return rows.write(tenantId, async (wrote) => {
    const isWritten = await writeOver(writing, enrollment);
    if (isWritten) wrote(readAfter(before, enrollment));
    return isWritten;
  });
}

async function writeOver(
  writing: EnrollmentWrite,
  enrollment: Enrollment | null,
): Promise<boolean> {
  const { before } = writing;
  if (before === undefined) return enrollment === null || insert(writing, enrollment);
  if (enrollment === null) return remove(writing, before);
  if (enrollment.id === before.enrollment.id) return update(writing, before, enrollment);
  return (await remove(writing, before)) && insert(writing, enrollment);
}

function readAfter(
  before: EnrollmentRead | undefined,
  enrollment: Enrollment | null,
): EnrollmentRead | undefined {
  if (enrollment === null) return undefined;
  const isSame = before?.enrollment.id === enrollment.id;
  return { enrollment, version: isSame ? before.version + 1 : 1 };
}

async function insert(
  { database, tenantId, at }: EnrollmentWrite,
  enrollment: Enrollment,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('enrollments')
    .values({
      tenant_id: tenantId,
      id: enrollment.id,
      version: 1,
      data: jsonOf(enrollment),
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function update(
  { database, updateRow, tenantId, at }: EnrollmentWrite,
  { version }: EnrollmentRead,
  enrollment: Enrollment,
): Promise<boolean> {
  const data = jsonOf(enrollment);
  const { numAffectedRows } = await updateRow({ tenantId, data, version, at }, database);
  return (numAffectedRows ?? 0n) > 0n;
}

/** With the version it was read with. */
type EnrollmentUpdate = Readonly<{ tenantId: string; data: string; version: number; at: number }>;

function updateQuery(database: Database, { tenantId, data, version, at }: EnrollmentUpdate) {
  return database
    .updateTable('enrollments')
    .set((row) => ({ version: row('version', '+', 1), data, updated_at: at }))
    .where('tenant_id', '=', tenantId)
    .where('version', '=', version);
}

async function remove(
  { database, tenantId }: EnrollmentWrite,
  { version }: EnrollmentRead,
): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('enrollments')
    .where('tenant_id', '=', tenantId)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Locked until the transaction ends, on PostgreSQL; SQLite's transactions are alone anyway. */
async function locked(database: Database, tenantId: string): Promise<EnrollmentRead | undefined> {
  const row = await rowQuery(database, { tenantId })
    .$if(isPostgres(database), (query) => query.forUpdate())
    .executeTakeFirst();
  return readOf(row);
}

function readOf(row: EnrollmentRow | undefined): EnrollmentRead | undefined {
  if (row === undefined) return undefined;
  const enrollment = enrollmentIn(row.data);
  if (enrollment !== undefined) return { enrollment, version: row.version };
  throw new StoreError(
    'record.unreadable',
    'A stored enrollment cannot be read: set it aside and look at it in table records_aside.',
  );
}

async function setAside(database: Database, tenantId: string, at: Date): Promise<string> {
  const number =
    `${at.toISOString().slice(0, 10)}-${at.getTime().toString(36).slice(-5)}`.toUpperCase();
  await inTransaction(database, async (transaction) => {
    const row = await transaction
      .selectFrom('enrollments')
      .select('data')
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    if (row === undefined) return;
    const kept = { number, origin: 'enrollments', key: tenantId, data: row.data };
    const aside = { ...kept, set_aside_at: at.getTime() };
    await transaction.insertInto('records_aside').values(aside).execute();
    await transaction.deleteFrom('enrollments').where('tenant_id', '=', tenantId).execute();
  });
  return number;
}
