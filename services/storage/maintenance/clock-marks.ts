// The marks of the clock in the database, and every stored time that a clock that was set can leave wrong.

import { sql, type RawBuilder } from 'kysely';
import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { Enrollments } from '../../enrollment/enrollments.ts';
import type { ClockMarks } from '../../clock/clock-watch.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { isPostgres } from '../database/postgres.ts';
import type { Tables } from '../database/schema.ts';
import { moveContactsBack } from '../stores/contacts-store.ts';
import { moveTurnsBack } from '../stores/turns-store.ts';
import type { CachedTable } from '../transactions/row-cache.ts';

type Uncached = Exclude<keyof Tables, CachedTable>;

const NAME = 'bot';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_AND_A_DAY_MS = 8 * DAY_MS;
/** Marks are written every 15 s: of a smaller step nobody can tell from them whether it was seen to. */
const TELLING_MS = MINUTE_MS;

/**
 * When something is to be done, and the longest it is ever put off: pace and backoff of a person's notes (a Retry-After counts
 * for a day at the most), quiet hours and "next Monday", leases, and what the mailbox and Partner Center wait.
 */
export const PUT_OFF = {
  lanes: { ready_at: WEEK_AND_A_DAY_MS, gate_at: DAY_MS + HOUR_MS, arrival_at: MINUTE_MS },
  tenant_rates: { arrival_at: DAY_MS + HOUR_MS },
  outbox: { due_at: WEEK_AND_A_DAY_MS },
  partner_center_polls: { due_at: 2 * DAY_MS },
  partner_center_events: { due_at: 2 * DAY_MS },
  mail_subscriptions: { renew_at: 3 * DAY_MS, sync_at: DAY_MS + HOUR_MS, claimed_until: HOUR_MS },
  mail_notices: { due_at: DAY_MS + HOUR_MS },
} as const satisfies Partial<Record<Uncached, Readonly<Record<string, number>>>>;

/** When something happened. Those of cached tables are their stores' to move. */
export const HAPPENED = {
  outbox: ['first_attempt_at', 'sent_at', 'seen_at', 'created_at'],
  events: ['received_at'],
  partner_center_tokens: ['updated_at'],
  partner_center_events: ['received_at'],
  mail_subscriptions: ['since'],
  mail_notices: ['created_at'],
} as const satisfies Partial<Record<Uncached, readonly string[]>>;

interface MovedColumn {
  readonly table: string;
  readonly column: string;
  readonly earliest?: number;
}

interface Move {
  readonly at: number;
  readonly by: number;
  readonly after: number;
}

/** The marks of a database. In: its enrollments too, whose facts have times. */
export function createClockMarksIn(
  database: Database,
  enrollments: Pick<Enrollments, 'change'>,
): ClockMarks {
  return {
    async read() {
      const row = await markQuery(database).executeTakeFirst();
      return row && { seenAt: row.seen_at, leaptAt: row.leapt_at };
    },
    async write({ seenAt: seen_at, leaptAt: leapt_at }) {
      await database
        .insertInto('clock_marks')
        .values({ name: NAME, seen_at, leapt_at })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ seen_at, leapt_at }))
        .execute();
    },
    async moveBack(move) {
      const isOurs = await inTransaction(database, (transaction) => moveAll(transaction, move));
      if (isOurs) await moveEnrollments(database, enrollments, move);
      return isOurs;
    },
    bound: (at) => inTransaction(database, (transaction) => bound(transaction, at)),
  };
}

function markQuery(database: Database) {
  return database.selectFrom('clock_marks').selectAll().where('name', '=', NAME);
}

/** Out: false when another replica, on the same machine, has done it. */
async function moveAll(database: Database, move: Move): Promise<boolean> {
  const { at, by } = move;
  const mark = await markQuery(database)
    .$if(isPostgres(database), (query) => query.forUpdate())
    .executeTakeFirst();
  if (mark !== undefined && by > TELLING_MS && mark.seen_at - at < by / 2) return false;
  for (const [table, columns] of entriesOf(PUT_OFF)) {
    for (const column of Object.keys(columns)) {
      await moved(database, { table, column, earliest: at }, move);
    }
  }
  for (const [table, columns] of entriesOf(HAPPENED)) {
    for (const column of columns) await moved(database, { table, column }, move);
  }
  await moveTurnsBack(database, move);
  await database.updateTable('clock_marks').set({ seen_at: at }).where('name', '=', NAME).execute();
  return true;
}

/** The facts in an enrollment that was written under the wrong time would deny every later one as older. */
async function moveEnrollments(
  database: Database,
  enrollments: Pick<Enrollments, 'change'>,
  move: Move,
): Promise<void> {
  const rows = await database
    .selectFrom('enrollments')
    .select('tenant_id')
    .where('updated_at', '>', move.after)
    .execute();
  for (const { tenant_id: tenantId } of rows) {
    await enrollments.change(tenantId, (current) => ({
      enrollment: current && (timesMoved(current, move) as Enrollment),
      outcome: undefined,
    }));
  }
  await moveContactsBack(database, move);
}

/** Every time in a record that lies after a moment, moved back. Times are what is named `at`, `since` or `…At`. */
function timesMoved(value: unknown, move: Move, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => timesMoved(one, move));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, one]) => [key, timesMoved(one, move, key)]));
  }
  const isTime = typeof value === 'string' && /^(?:at|since)$|At$/u.test(name);
  const time = isTime ? Date.parse(value) : NaN;
  return time > move.after ? new Date(time - move.by).toISOString() : value;
}

async function moved(
  database: Database,
  { table, column, earliest }: MovedColumn,
  { by, after }: Move,
): Promise<void> {
  const name = sql.ref(column);
  const then: RawBuilder<unknown> =
    earliest === undefined
      ? sql`${name} - ${by}`
      : sql`case when ${name} - ${by} < ${earliest} then ${earliest} else ${name} - ${by} end`;
  await sql`update ${sql.table(table)} set ${name} = ${then} where ${name} > ${after}`.execute(
    database,
  );
}

async function bound(database: Database, at: number): Promise<number> {
  let count = 0n;
  for (const [table, columns] of entriesOf(PUT_OFF)) {
    for (const [column, most] of Object.entries(columns)) {
      const name = sql.ref(column);
      const { numAffectedRows = 0n } =
        await sql`update ${sql.table(table)} set ${name} = ${at} where ${name} > ${at + most}`.execute(
          database,
        );
      count += numAffectedRows;
    }
  }
  return Number(count);
}

function entriesOf<Value>(columns: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(columns);
}
