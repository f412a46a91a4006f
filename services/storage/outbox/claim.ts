// What is taken out to be sent: within the pace, with a lease, and a token of each bucket for every request.

import { sql } from 'kysely';
import type { Batch, DueLane, LanePlan, Outbox } from '../../notifications/outbox/outbox.ts';
import {
  afterSome,
  CONVERSATION,
  openAt,
  TENANT,
  tolerance,
} from '../../notifications/outbox/gcra.ts';
import { requestsFor } from '../../notifications/notification.ts';
import type { Database } from '../database/database.ts';
import { padded } from '../database/engine.ts';
import { readyAt, urgency } from './lanes.ts';

export interface PlannedLane {
  readonly due: DueLane;
  readonly plan: LanePlan;
}

/** What a plan sends may take more than one request; lanes whose tenant has no room for that stay as they are. In: the arrival times of tenants. */
export function affordable(
  planned: readonly PlannedLane[],
  before: ReadonlyMap<string, number>,
  at: number,
): readonly PlannedLane[] {
  const arrivals = new Map(before);
  return planned.filter(({ due: { to }, plan }) => {
    if (plan.send.length === 0) return true;
    const arrival = arrivals.get(to.tenantId) ?? 0;
    if (openAt(arrival, TENANT) > at) return false;
    const requests = requestsFor(plan.send);
    arrivals.set(to.tenantId, afterSome(arrival, { now: at, requests }, TENANT));
    return true;
  });
}

/** Does what the plans say: ends, rests, and leases what is to be sent. Out: what goes. */
export async function claimDue(
  database: Database,
  planned: readonly PlannedLane[],
  claim: Parameters<Outbox['claim']>[0],
): Promise<readonly Batch[]> {
  const going = planned.filter(({ plan }) => plan.send.length > 0);
  await end(database, planned, claim.at);
  const resting = planned.filter(({ plan }) => plan.send.length === 0);
  await defer(database, resting);
  if (going.length === 0) return [];
  const ids = going.flatMap(({ plan }) => plan.send.map(({ id }) => id));
  await database
    .updateTable('outbox')
    .set((row) => ({
      state: 'sending',
      claimed_by: claim.id,
      attempts: row('attempts', '+', 1),
      // One in the future was under a clock that has been set back.
      first_attempt_at: sql`case when first_attempt_at <= ${claim.at} then first_attempt_at else ${claim.at} end`,
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

/** Notes that end without being sent. */
async function end(database: Database, planned: readonly PlannedLane[], at: number): Promise<void> {
  for (const { id, state, error } of planned.flatMap(({ plan }) => plan.end)) {
    await database
      .updateTable('outbox')
      .set({ state, last_error: error, claimed_by: null, due_at: at })
      .where('id', '=', id)
      .execute();
  }
}

/** Lanes from which nothing goes now. Their gate stays, so that something urgent put in later goes at once. */
async function defer(database: Database, planned: readonly PlannedLane[]): Promise<void> {
  for (const [until, own] of Map.groupBy(planned, ({ plan }) => plan.restUntil)) {
    const ready = readyAt();
    await database
      .updateTable('lanes')
      .set({
        claimed_by: null,
        priority: urgency(),
        ready_at: sql`case when ${ready} < ${until} then ${until} else ${ready} end`,
      })
      .where('lane', 'in', padded(own.map(({ due }) => due.lane)))
      .execute();
  }
}

/** The lease, and a token of each bucket for every request. */
async function lease(
  database: Database,
  going: readonly PlannedLane[],
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
