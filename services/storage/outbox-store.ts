// The outbox in the database: claiming with leases and pacing, settling behind a fence.

import { sql } from 'kysely';
import type { DueLane, Outbox, Parcel, Settlement } from '../outbox/outbox.ts';
import { afterOne, CONVERSATION, openAt, TENANT, tolerance } from '../outbox/pacing.ts';
import { kindsIn } from './contacts-store.ts';
import type { Database } from './database.ts';
import { inTransaction, padded } from './engine.ts';
import { live } from './lanes.ts';
import { dueNoteOf } from './outbox-rows.ts';
import { end, rest, type Planned } from './resting.ts';
import { settleAll } from './settling.ts';

const PRIORITIES = [0, 1, 2] as const;

interface Lane {
  readonly lane: string;
  readonly tenant_id: string;
  readonly person_id: string;
  readonly failures: number;
  readonly tenant_arrival: number | null;
}

/** The outbox of a database. */
export function createOutboxIn(database: Database): Outbox {
  return {
    async claim(claim, plan) {
      // A read first: an idle outbox costs no write.
      if (!(await isAnythingReady(database, claim.at))) return [];
      return inTransaction(database, async (transaction) => {
        const lanes = await readyLanes(transaction, claim.at, claim.most);
        if (lanes.length === 0) return [];
        const due = await dueLanes(transaction, lanes, claim.at);
        const planned = due.map((one) => ({ due: one, plan: plan(one) }));
        return take(transaction, planned, claim);
      });
    },
    settle: (settlements: readonly Settlement[], at) =>
      inTransaction(database, (transaction) => settleAll(transaction, settlements, at)),
  };
}

async function isAnythingReady(database: Database, at: number): Promise<boolean> {
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

/** Lanes that may go, urgent ones first, no more of a tenant than its pace allows. PostgreSQL: FOR UPDATE SKIP LOCKED here. */
async function readyLanes(database: Database, at: number, most: number): Promise<readonly Lane[]> {
  const found: Lane[] = [];
  const arrivals = new Map<string, number>();
  for (const priority of PRIORITIES) {
    if (found.length >= most) break;
    const rows = await readyOf(database, { priority, at, most });
    for (const row of rows) {
      const arrival = arrivals.get(row.tenant_id) ?? row.tenant_arrival ?? 0;
      if (found.length >= most || openAt(arrival, TENANT) > at) continue;
      arrivals.set(row.tenant_id, afterOne(arrival, at, TENANT));
      found.push(row);
    }
  }
  return found;
}

function readyOf(
  database: Database,
  { priority, at, most }: { readonly priority: number; readonly at: number; readonly most: number },
): Promise<Lane[]> {
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
    .execute();
}

/** The due notes of lanes. Those under way belong to a claim whose lease ran out: they may have arrived. */
async function dueLanes(
  database: Database,
  lanes: readonly Lane[],
  at: number,
): Promise<readonly DueLane[]> {
  const keys = padded(lanes.map(({ lane }) => lane));
  await database
    .updateTable('outbox')
    .set((row) => ({
      state: 'queued',
      claimed_by: null,
      copies: row('copies', '+', 1),
      last_error: 'interrupted while it was under way',
    }))
    .where('lane', 'in', keys)
    .where(live('outbox'))
    .where('state', '=', 'sending')
    .execute();
  const rows = await database
    .selectFrom('outbox as o')
    .leftJoin('contacts as c', (join) =>
      join.onRef('c.tenant_id', '=', 'o.tenant_id').onRef('c.person_id', '=', 'o.person_id'),
    )
    .selectAll('o')
    .select(['c.time_zone', 'c.muted'])
    .where('o.lane', 'in', keys)
    .where(live('o'))
    .where('o.due_at', '<=', at)
    .orderBy('o.seq')
    .execute();
  const byLane = Map.groupBy(rows, ({ lane }) => lane);
  return lanes.map(({ lane, tenant_id: tenantId, person_id: userId, failures }) => {
    const own = byLane.get(lane) ?? [];
    const [first] = own;
    const contact = first && contactOf(first);
    const notes = own.map((row) => dueNoteOf(row, at));
    return { lane, to: { tenantId, userId }, failures, contact, notes };
  });
}

async function take(
  database: Database,
  planned: readonly Planned[],
  claim: Parameters<Outbox['claim']>[0],
): Promise<readonly Parcel[]> {
  const going = planned.filter(({ plan }) => plan.send.length > 0);
  await end(database, planned, claim.at);
  await rest(
    database,
    planned.filter(({ plan }) => plan.send.length === 0),
  );
  if (going.length === 0) return [];
  const ids = going.flatMap(({ plan }) => plan.send.map(({ id }) => id));
  await database
    .updateTable('outbox')
    .set((row) => ({
      state: 'sending',
      claimed_by: claim.id,
      attempts: row('attempts', '+', 1),
      first_attempt_at: row.fn.coalesce('first_attempt_at', sql<number>`${claim.at}`),
    }))
    .where('id', 'in', padded(ids))
    .execute();
  await lease(
    database,
    going.map(({ due }) => due),
    claim,
  );
  return going.map(({ due: { lane, to, failures }, plan }) => ({
    lane,
    claimId: claim.id,
    to,
    failures,
    notes: plan.send,
  }));
}

/** The lease and one token of each bucket. */
async function lease(
  database: Database,
  lanes: readonly DueLane[],
  { id, at, leaseEnd }: Parameters<Outbox['claim']>[0],
): Promise<void> {
  const next = sql<number>`case when arrival_at > ${at} then arrival_at else ${at} end + ${CONVERSATION.interval}`;
  await database
    .updateTable('lanes')
    .set({
      claimed_by: id,
      ready_at: leaseEnd,
      arrival_at: next,
      gate_at: sql`${next} - ${tolerance(CONVERSATION)}`,
    })
    .where('lane', 'in', padded(lanes.map(({ lane }) => lane)))
    .execute();
  const tenants = Map.groupBy(lanes, ({ to }) => to.tenantId);
  for (const [tenantId, own] of tenants) {
    const more = own.length * TENANT.interval;
    await database
      .insertInto('tenant_rates')
      .values({ tenant_id: tenantId, arrival_at: at + more })
      .onConflict((conflict) =>
        conflict.column('tenant_id').doUpdateSet({
          arrival_at: sql`case when tenant_rates.arrival_at > ${at}
            then tenant_rates.arrival_at else ${at} end + ${more}`,
        }),
      )
      .execute();
  }
}

function contactOf({
  time_zone: timeZone,
  muted,
}: {
  readonly time_zone: string | null;
  readonly muted: string | null;
}): DueLane['contact'] {
  return muted === null ? undefined : { timeZone, muted: kindsIn(muted) };
}
