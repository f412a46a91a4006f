// The outbox in the database: claiming with leases and pacing, settling behind a fence.

import type { DueLane, Outbox, Settlement } from '../../notifications/outbox/outbox.ts';
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
        const ready = await readyLanes(transaction, claim.at, claim.most);
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
  const moot = await mootReminders(database, rows);
  const byLane = Map.groupBy(rows, ({ lane }) => lane);
  return lanes.map(({ lane, tenant_id: tenantId, person_id: userId, failures }) => {
    const own = byLane.get(lane) ?? [];
    const [first] = own;
    const contact = first && contactOf(first.time_zone, first.muted);
    const notes = own.map((row) => ({ ...dueNotificationOf(row, at), moot: moot.get(row.id) }));
    return { lane, to: { tenantId, userId }, failures, contact, notes };
  });
}

function contactOf(timeZone: string | null, muted: string | null): DueLane['contact'] {
  return muted === null ? undefined : { timeZone, muted: kindsIn(muted) };
}
