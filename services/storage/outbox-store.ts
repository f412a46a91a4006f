// The outbox in the database: claiming with leases and pacing, settling behind a fence.

import { sql } from 'kysely';
import type { DueLane, Outbox, Parcel, Settlement } from '../outbox/outbox.ts';
import { afterSome, CONVERSATION, openAt, TENANT, tolerance } from '../outbox/pacing.ts';
import { requestsFor } from '../outbox/subjects.ts';
import { kindsIn } from './contacts-store.ts';
import type { Database } from './database.ts';
import { inTransaction, padded } from './engine.ts';
import { live } from './lanes.ts';
import { dueNoteOf } from './outbox-rows.ts';
import { isAnythingReady, readyLanes, type Lane } from './ready-lanes.ts';
import { end, rest, type Planned } from './resting.ts';
import { settleAll } from './settling.ts';

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
        return take(transaction, affordable(planned, lanes, claim.at), claim);
      });
    },
    settle: (settlements: readonly Settlement[], at) =>
      inTransaction(database, (transaction) => settleAll(transaction, settlements, at)),
  };
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

/** What a plan sends may take more than one request; lanes whose tenant has no room for that stay as they are. */
function affordable(
  planned: readonly Planned[],
  lanes: readonly Lane[],
  at: number,
): readonly Planned[] {
  const arrivals = new Map(lanes.map((lane) => [lane.tenant_id, lane.tenant_arrival]));
  return planned.filter(({ due: { to }, plan }) => {
    if (plan.send.length === 0) return true;
    const arrival = arrivals.get(to.tenantId) ?? 0;
    if (openAt(arrival, TENANT) > at) return false;
    const requests = requestsFor(plan.send);
    arrivals.set(to.tenantId, afterSome(arrival, { now: at, requests }, TENANT));
    return true;
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
  await lease(database, going, claim);
  return going.map(({ due: { lane, to, failures }, plan }) => ({
    lane,
    claimId: claim.id,
    to,
    failures,
    notes: plan.send,
  }));
}

/** The lease, and a token of each bucket for every request. */
async function lease(
  database: Database,
  going: readonly Planned[],
  { id, at, leaseEnd }: Parameters<Outbox['claim']>[0],
): Promise<void> {
  for (const [requests, own] of Map.groupBy(going, ({ plan }) => requestsFor(plan.send))) {
    const more = requests * CONVERSATION.interval;
    const next = sql<number>`case when arrival_at > ${at} then arrival_at else ${at} end + ${more}`;
    await database
      .updateTable('lanes')
      .set({
        claimed_by: id,
        ready_at: leaseEnd,
        arrival_at: next,
        gate_at: sql`${next} - ${tolerance(CONVERSATION)}`,
      })
      .where('lane', 'in', padded(own.map(({ due }) => due.lane)))
      .execute();
  }
  for (const [tenantId, own] of Map.groupBy(going, ({ due }) => due.to.tenantId)) {
    const requests = own.reduce((sum, { plan }) => sum + requestsFor(plan.send), 0);
    const more = requests * TENANT.interval;
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
