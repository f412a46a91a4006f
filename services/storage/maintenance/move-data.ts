// Moves everything from one database to another: one snapshot, in batches, all of it or nothing, compared at the end.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { sql, type Kysely } from 'kysely';
import { openPatiently, type Database } from '../database/database.ts';
import { chunks } from '../database/engine.ts';
import { isPostgres, isPostgresUrl } from '../database/postgres.ts';
import { storable } from '../database/postgres-client.ts';
import type { Tables } from '../database/schema.ts';

export interface MovedTable {
  readonly table: string;
  readonly rows: number;
  /** The same for the same rows, in whatever order and on whatever engine. */
  readonly checksum: string;
}

export type MoveFault = 'noSource' | 'notEmpty' | 'different';

/** Nothing was moved. `table`: the first at fault, if it was one. */
export class MoveError extends Error {
  override readonly name = 'MovingError';
  readonly code: MoveFault;
  readonly table: string | undefined;

  constructor(code: MoveFault, table?: string) {
    super(`Nothing was moved: ${code}${table === undefined ? '' : ` (${table})`}.`);
    this.code = code;
    this.table = table;
  }
}

/** Every table with its key. One without is read at once. */
export const KEYS = {
  enrollments: ['tenant_id'],
  contacts: ['tenant_id', 'person_id'],
  identities: ['tenant_id', 'account_id'],
  documents: ['key'],
  records_aside: ['number'],
  questions: [],
  ratings: ['topic'],
  events: ['source', 'id'],
  outbox: ['seq'],
  lanes: ['tenant_id', 'lane'],
  tenant_rates: ['tenant_id'],
  partner_center_tokens: ['tenant_id', 'client_id'],
  partner_center_polls: ['tenant_id', 'milestone'],
  partner_center_events: ['tenant_id', 'id'],
  turns: ['tenant_id', 'conversation', 'activity_id'],
  mail_subscriptions: ['tenant_id', 'mailbox'],
  mail_notices: ['tenant_id', 'mailbox', 'message_id'],
  clock_marks: ['name'],
} as const satisfies Record<keyof Tables, readonly string[]>;
const BATCH = 400;
const MODULUS = 2n ** 128n;

type MovedRow = Readonly<Record<string, unknown>>;
type MovedRows = Kysely<Record<string, MovedRow>>;

/** Copies every table while the bot is stopped; both databases are migrated first. Throws MoveError, and the target is as it was. */
export async function moveData(from: string, to: string): Promise<readonly MovedTable[]> {
  if (!isPostgresUrl(from) && !existsSync(from)) throw new MoveError('noSource');
  const source = await openPatiently(from);
  const target = await openPatiently(to).catch(async (error: unknown) => {
    await source.destroy();
    throw error;
  });
  try {
    return await snapshot(source, (reading) =>
      target.transaction().execute((writing) => moveAll(reading, writing)),
    );
  } finally {
    await Promise.all([source.destroy(), target.destroy()]);
  }
}

/** One moment of the source: PostgreSQL's own snapshot; on SQLite nobody else writes meanwhile. */
function snapshot<T>(source: Database, read: (reading: Database) => Promise<T>): Promise<T> {
  const transaction = source.transaction();
  return isPostgres(source)
    ? transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
    : transaction.execute(read);
}

async function moveAll(source: Database, target: Database): Promise<readonly MovedTable[]> {
  const moved: MovedTable[] = [];
  const [reading, writing] = [source, target] as unknown as [MovedRows, MovedRows];
  for (const [table, keys] of Object.entries(KEYS)) {
    const there = await writing.selectFrom(table).selectAll().limit(1).execute();
    if (there.length > 0) throw new MoveError('notEmpty', table);
    const sent = await summed(table, batches(reading, table, keys), (rows) =>
      writing.insertInto(table).values(rows).execute(),
    );
    const arrived = await summed(table, batches(writing, table, keys));
    if (sent.rows !== arrived.rows || sent.checksum !== arrived.checksum) {
      throw new MoveError('different', table);
    }
    moved.push(arrived);
  }
  if (isPostgres(target)) await continueNumbers(target);
  return moved;
}

async function* batches(
  database: MovedRows,
  table: string,
  keys: readonly string[],
): AsyncGenerator<MovedRow[]> {
  const key = sql`(${sql.join(keys.map((name) => sql.ref(name)))})`;
  const all = database.selectFrom(table).selectAll();
  let page = keys.reduce((query, name) => query.orderBy(name), all);
  if (keys.length > 0) page = page.limit(BATCH);
  let last: MovedRow | undefined;
  do {
    const after = sql`(${sql.join(keys.map((name) => last?.[name]))})`;
    const rows = await page
      .$if(last !== undefined, (next) => next.where(sql<boolean>`${key} > ${after}`))
      .execute();
    if (rows.length > 0) yield rows;
    last = keys.length > 0 && rows.length === BATCH ? rows.at(-1) : undefined;
  } while (last !== undefined);
}

async function summed(
  table: string,
  all: AsyncIterable<MovedRow[]>,
  act: (rows: readonly MovedRow[]) => Promise<unknown> = () => Promise.resolve(),
): Promise<MovedTable> {
  let [count, sum] = [0, 0n];
  for await (const rows of all) {
    for (const chunk of chunks(rows, BATCH)) await act(chunk);
    count += rows.length;
    for (const row of rows) sum = (sum + hashOf(row)) % MODULUS;
  }
  return { table, rows: count, checksum: sum.toString(16).padStart(32, '0') };
}

/** A sum of these does not depend on the order, and a row that is there twice does not cancel itself out. */
function hashOf(row: MovedRow): bigint {
  const columns = Object.keys(row).sort();
  const text = JSON.stringify(columns.map((name) => [name, storable(row[name])]));
  return BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`);
}

/** What is put in next follows what was copied. SQLite sees to that by itself. */
async function continueNumbers(target: Database): Promise<void> {
  await sql`select setval(pg_get_serial_sequence('outbox', 'seq'), (select max(seq) from outbox))
    where exists (select 1 from outbox)`.execute(target);
}
