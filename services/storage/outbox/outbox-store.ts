// The outbox in the database: claiming with leases and pacing, settling behind a fence.

import {
  laneOf,
  type DueLane,
  type Outbox,
  type Settlement,
} from '../../notifications/outbox/outbox.ts';
import { kindsIn } from '../stores/contacts-store.ts';
import type { Database } from '../database/database.ts';
import { inTransaction, padded } from '../database/engine.ts';
import { live } from './lanes.ts';
import { dueNotificationOf } from './outbox-rows.ts';
import { affordable, claimDue } from './claim.ts';
import { mootReminders } from './moot-reminders.ts';
import { isAnythingReady, readyLanes, type ReadyLane } from './ready-lanes.ts';
import { settleAll } from './settle.ts';
import { withoutStrays } from './stray-lanes.ts';

/** The outbox of a database. */
export function createOutboxIn(database: Database): Outbox {
  return {
    async claim(claim, plan) {
      // A read first: an idle outbox costs no write.
      if (!(await isAnythingReady(database, claim.at))) return [];
      return inTransaction(database, async (transaction) => {
        const ready = await readyLanes(transaction, claim);
        const lanes = await withoutStrays(transaction, ready);
        if (lanes.length === 0) return [];
        const due = await dueLanes(transaction, lanes, claim.at);
        const planned = due.map((one) => ({ due: one, plan: plan(one) }));
        const arrivals = new Map(lanes.map((lane) => [lane.tenant_id, lane.tenant_arrival]));
        return claimDue(transaction, affordable(planned, arrivals, claim.at), claim);
      });
    },
    settle: (settlements: readonly Settlement[], at) =>
      inTransaction(database, (transaction) => settleAll(transaction, settlements, at)),
  };
}

/** The due notes of lanes. Those under way belong to a claim whose lease ran out: they may have arrived. */
async function dueLanes(
  database: Database,
  lanes: readonly ReadyLane[],
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
    .where(live())
    .where('state', '=', 'sending')
    .execute();
  const rows = await database
    .selectFrom('outbox')
    .selectAll()
    .where('lane', 'in', keys)
    .where(live())
    .where('due_at', '<=', at)
    .orderBy('seq')
    .execute();
  const contacts = await contactsOf(database, lanes);
  const moot = await mootReminders(database, rows, new Date(at));
  const byLane = Map.groupBy(rows, ({ lane }) => lane);
  return lanes.map(({ lane, tenant_id: tenantId, person_id: userId, failures }) => {
    const own = byLane.get(lane) ?? [];
    const contact = contacts.get(laneOf({ tenantId, userId }));
    const notes = own.map((row) => ({ ...dueNotificationOf(row, at), moot: moot.get(row.id) }));
    return { lane, to: { tenantId, userId }, failures, contact, notes };
  });
}

/** By the lane a person's notes go to; those under way may still stand in another one. Not a join: distributed over several servers, contacts do not lie where the outbox does. */
async function contactsOf(
  database: Database,
  lanes: readonly ReadyLane[],
): Promise<ReadonlyMap<string, NonNullable<DueLane['contact']>>> {
  const rows = await database
    .selectFrom('contacts')
    .select(['tenant_id', 'person_id', 'time_zone', 'muted'])
    .where('tenant_id', 'in', padded([...new Set(lanes.map((lane) => lane.tenant_id))]))
    .where('person_id', 'in', padded(lanes.map((lane) => lane.person_id)))
    .execute();
  return new Map(
    rows.map(({ tenant_id: tenantId, person_id: userId, time_zone: timeZone, muted }) => [
      laneOf({ tenantId, userId }),
      { timeZone, muted: kindsIn(muted) },
    ]),
  );
}
