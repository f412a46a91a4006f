// Writes down what became of notes. Only who claimed them may: the claim is the fence.

import { sql } from 'kysely';
import type { Settlement } from '../../notifications/outbox/outbox.ts';
import { closedUntil, TENANT } from '../../notifications/outbox/gcra.ts';
import type { Database } from '../database/database.ts';
import { padded } from '../database/engine.ts';
import { lockLanes, readyAt, urgency } from './lanes.ts';

/** In: a transaction, many results, the time. The common case, all sent, is three statements for all of them. */
export async function settleAll(
  database: Database,
  settlements: readonly Settlement[],
  at: number,
): Promise<void> {
  const lanes = settlements.map(({ lane }) => lane);
  await lockLanes(database, lanes);
  const isSent = ({ notes }: Settlement): boolean =>
    notes.every(({ state, error }) => state === 'sent' && error === null);
  const sent = settlements.filter(isSent);
  if (sent.length > 0) await settleSent(database, sent, at);
  for (const one of settlements.filter((settlement) => !isSent(settlement))) {
    await settleOne(database, one, at);
  }
  await holdTenants(database, settlements);
  const claims = padded([...new Set(settlements.map(({ claimId }) => claimId))]);
  await database
    .updateTable('lanes')
    .set({ claimed_by: null, ready_at: readyAt(), priority: urgency() })
    .where('lane', 'in', padded(lanes))
    .where('claimed_by', 'in', claims)
    .execute();
}

/** A tenant that is throttled as a whole: its pace lets nothing pass before then. */
async function holdTenants(database: Database, settlements: readonly Settlement[]): Promise<void> {
  // In one order for everybody, or two of these would wait for each other.
  const sorted = settlements.toSorted((one, other) => (one.tenantId < other.tenantId ? -1 : 1));
  for (const { tenantId, tenantGateAt } of sorted) {
    if (tenantGateAt === undefined) continue;
    const arrival = closedUntil(tenantGateAt, TENANT);
    await database
      .insertInto('tenant_rates')
      .values({ tenant_id: tenantId, arrival_at: arrival })
      .onConflict((conflict) =>
        conflict.column('tenant_id').doUpdateSet({
          arrival_at: sql`case when tenant_rates.arrival_at > ${arrival}
            then tenant_rates.arrival_at else ${arrival} end`,
        }),
      )
      .execute();
  }
}

async function settleSent(
  database: Database,
  sent: readonly Settlement[],
  at: number,
): Promise<void> {
  const claims = padded([...new Set(sent.map(({ claimId }) => claimId))]);
  await database
    .updateTable('outbox')
    .set({
      // The person may have pressed the button before this was written down.
      state: sql`case when seen_at is null then 'sent' else 'seen' end`,
      sent_at: at,
      last_error: null,
      claimed_by: null,
    })
    .where('id', 'in', padded(sent.flatMap(({ notes }) => notes.map(({ id }) => id))))
    .where('claimed_by', 'in', claims)
    .execute();
  await database
    .updateTable('lanes')
    .set({ failures: 0 })
    .where('lane', 'in', padded(sent.map(({ lane }) => lane)))
    .where('failures', '>', 0)
    .where('claimed_by', 'in', claims)
    .execute();
}

async function settleOne(database: Database, settlement: Settlement, at: number): Promise<void> {
  const { lane, claimId, failures, gateAt, notes } = settlement;
  for (const { id, state, error, copied } of notes) {
    await database
      .updateTable('outbox')
      .set((row) => ({
        state,
        last_error: error,
        claimed_by: null,
        copies: row('copies', '+', copied ? 1 : 0),
        ...(state === 'queued' ? { due_at: gateAt } : {}),
        ...(state === 'sent' ? { sent_at: at } : {}),
      }))
      .where('id', '=', id)
      .where('claimed_by', '=', claimId)
      .execute();
  }
  await database
    .updateTable('lanes')
    .set({
      failures,
      gate_at: sql`case when gate_at > ${gateAt} then gate_at else ${gateAt} end`,
    })
    .where('lane', '=', lane)
    .where('claimed_by', '=', claimId)
    .execute();
}
