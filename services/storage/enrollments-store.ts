// Enrollments in the database: one row per tenant, written only when nobody wrote in between.

import type { Enrollment } from '../enrollment/enrollment.ts';
import { StoreError, type Change, type Enrollments } from '../enrollment/enrollments.ts';
import { readEnrollment } from '../enrollment/upgrade.ts';
import type { Database } from './database.ts';
import { inTransaction } from './engine.ts';
import { isPostgres } from './postgres.ts';

/** How often a change is tried on fresh state before it is given up. */
const TRIES = 8;

/** Undefined when somebody wrote in between. */
type Done<T> = { readonly outcome: T } | undefined;

interface Row {
  readonly data: string;
  readonly version: number;
}

/** The enrollments of a database. In: the database and the clock. */
export function createEnrollmentsIn(database: Database, now: () => Date): Enrollments {
  return {
    async find(tenantId) {
      const row = await rowOf(database, tenantId);
      return row && parsed(row);
    },
    async change(tenantId, change) {
      const attempt = async (on: Database): Promise<Done<ReturnType<typeof change>['outcome']>> => {
        const row = await rowOf(on, tenantId, on.isTransaction);
        const { enrollment, outcome } = change(row && parsed(row));
        const writing = { database: on, tenantId, row, at: now().getTime() };
        return (await write(writing, enrollment)) ? { outcome } : undefined;
      };
      for (let tries = 0; tries < TRIES; tries += 1) {
        // Whoever came too late waits in line the next time: else many writers would overtake her again and again.
        const done = tries === 0 ? await attempt(database) : await inTransaction(database, attempt);
        if (done !== undefined) return done.outcome;
      }
      throw new StoreError(
        'record.contended',
        'Too many people write to one enrollment; try again.',
      );
    },
    setAside: (tenantId) => setAside(database, tenantId, now()),
  };
}

interface Writing {
  readonly database: Database;
  readonly tenantId: string;
  readonly row: Row | undefined;
  readonly at: number;
}

/** Out: whether the row was still as it was read. */
async function write(
  writing: Writing,
  enrollment: Change<unknown>['enrollment'],
): Promise<boolean> {
  if (enrollment === undefined) return true;
  if (writing.row === undefined) return enrollment === null || insert(writing, enrollment);
  return enrollment === null
    ? remove(writing, writing.row)
    : update(writing, writing.row, enrollment);
}

async function insert(
  { database, tenantId, at }: Writing,
  enrollment: Enrollment,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('enrollments')
    .values({
      tenant_id: tenantId,
      id: enrollment.id,
      version: 1,
      data: JSON.stringify(enrollment),
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function update(
  { database, tenantId, at }: Writing,
  { version }: Row,
  enrollment: Enrollment,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('enrollments')
    .set({
      id: enrollment.id,
      version: version + 1,
      data: JSON.stringify(enrollment),
      updated_at: at,
    })
    .where('tenant_id', '=', tenantId)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function remove({ database, tenantId }: Writing, { version }: Row): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('enrollments')
    .where('tenant_id', '=', tenantId)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Locked until the transaction ends, on PostgreSQL; SQLite's transactions are alone anyway. */
function rowOf(database: Database, tenantId: string, locked = false): Promise<Row | undefined> {
  return database
    .selectFrom('enrollments')
    .select(['data', 'version'])
    .where('tenant_id', '=', tenantId)
    .$if(locked && isPostgres(database), (query) => query.forUpdate())
    .executeTakeFirst();
}

function parsed({ data }: Row): Enrollment {
  const enrollment = readEnrollment(asJson(data));
  if (enrollment !== undefined) return enrollment;
  throw new StoreError(
    'record.unreadable',
    'A stored enrollment cannot be read: set it aside and look at it in table records_aside.',
  );
}

/** Out: undefined when the text is no JSON, which reads as no enrollment. */
function asJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
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
    await transaction
      .insertInto('records_aside')
      .values({ ...kept, set_aside_at: at.getTime() })
      .execute();
    await transaction.deleteFrom('enrollments').where('tenant_id', '=', tenantId).execute();
  });
  return number;
}
