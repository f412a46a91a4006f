// Which lanes may go now. On PostgreSQL what is found is locked until the claim is written, so that replicas share it out.

import { afterSome, openAt, TENANT, tolerance } from '../../notifications/outbox/gcra.ts';
import type { Claim } from '../../notifications/outbox/outbox.ts';
import type { Database } from '../database/database.ts';
import type { LanesTable } from '../database/notifications-schema.ts';
import { isPostgres } from '../database/postgres.ts';

const PRIORITIES = [0, 1, 2] as const;
const NONE: ReadonlySet<string> = new Set();

export interface ReadyLane extends Pick<
  LanesTable,
  'lane' | 'tenant_id' | 'person_id' | 'failures'
> {
  /** How far the tenant's bucket is. */
  readonly tenant_arrival: number;
}

interface Ready extends Omit<ReadyLane, 'tenant_arrival'> {
  readonly tenant_arrival: number | null;
}

/** Whether a claim would find something; reads only. In: the database, the time. */
export async function isAnythingReady(database: Database, at: number): Promise<boolean> {
  for (const priority of PRIORITIES) {
    const found = await database
      .selectFrom('lanes')
      .select('lane')
      .where('priority', '=', priority)
      .where('ready_at', '<=', at)
      .limit(1)
      .executeTakeFirst();
    if (found !== undefined) return true;
  }
  return false;
}

/** Lanes that may go, urgent ones first, no more of a tenant than its pace allows. In: a transaction, and the claim. */
export async function readyLanes(
  database: Database,
  { at, most, underWay = NONE }: Pick<Claim, 'at' | 'most' | 'underWay'>,
): Promise<readonly ReadyLane[]> {
  const rows: Ready[] = [];
  for (const priority of PRIORITIES) {
    if (rows.length >= most) break;
    const found = await readyOf(database, priority, at, most + underWay.size);
    rows.push(...found.filter(({ lane }) => !underWay.has(lane)));
  }
  return paced(rows, await arrivalsOf(database, rows), at, most);
}

function paced(
  rows: readonly Ready[],
  arrivals: Map<string, number>,
  at: number,
  most: number,
): readonly ReadyLane[] {
  const found: ReadyLane[] = [];
  const before = new Map(arrivals);
  for (const row of rows) {
    const arrival = arrivals.get(row.tenant_id) ?? Infinity;
    if (found.length >= most || openAt(arrival, TENANT) > at) continue;
    arrivals.set(row.tenant_id, afterSome(arrival, { now: at, requests: 1 }, TENANT));
    found.push({ ...row, tenant_arrival: before.get(row.tenant_id) ?? 0 });
  }
  return found;
}

/** SQLite has no row locks and needs none: a transaction that writes is alone. */
function readyOf(database: Database, priority: number, at: number, most: number): Promise<Ready[]> {
  return database
    .selectFrom('lanes as l')
    .leftJoin('tenant_rates as t', 't.tenant_id', 'l.tenant_id')
    .select([
      'l.lane',
      'l.tenant_id',
      'l.person_id',
      'l.failures',
      't.arrival_at as tenant_arrival',
    ])
    .where('l.priority', '=', priority)
    .where('l.ready_at', '<=', at)
    .where((row) =>
      row.or([row('t.arrival_at', 'is', null), row('t.arrival_at', '<=', at + tolerance(TENANT))]),
    )
    .orderBy('l.ready_at')
    .limit(most)
    .$if(isPostgres(database), (query) => query.forUpdate('l').skipLocked())
    .execute();
}

/** How far each tenant's bucket is; on PostgreSQL locked, so that no token is spent twice, and without tenants others serve now. */
async function arrivalsOf(
  database: Database,
  rows: readonly Ready[],
): Promise<Map<string, number>> {
  const read = rows.map((row) => [row.tenant_id, row.tenant_arrival ?? 0] as const);
  const tenants = [...new Map(read).keys()].sort();
  if (tenants.length === 0 || !isPostgres(database)) return new Map(read);
  await database
    .insertInto('tenant_rates')
    .values(tenants.map((tenant_id) => ({ tenant_id, arrival_at: 0 })))
    .onConflict((conflict) => conflict.column('tenant_id').doNothing())
    .execute();
  const locked = await database
    .selectFrom('tenant_rates')
    .selectAll()
    .where('tenant_id', 'in', tenants)
    .forUpdate()
    .skipLocked()
    .execute();
  return new Map(locked.map(({ tenant_id, arrival_at }) => [tenant_id, arrival_at]));
}
