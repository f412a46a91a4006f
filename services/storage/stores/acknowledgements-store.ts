// What people do with what they were sent: read, put off, forgotten on their wish, waiting while they were away.

import { sql } from 'kysely';
import {
  type Acknowledgements,
  type Recipient,
  categoryOf,
} from '../../notifications/notification.ts';
import { laneOf } from '../../notifications/outbox/outbox.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { refreshLanes } from '../outbox/lanes.ts';
import { subjectOf, type OutboxRow } from '../outbox/outbox-rows.ts';

/** What stands where an event named somebody who had their data deleted. */
const ERASED = 'user/erased';

/** The acknowledgements of a database. In: the database and the clock. */
export function createAcknowledgementsIn(database: Database, now: () => Date): Acknowledgements {
  return {
    async seen(to, deliveryId) {
      const found = await stateOf(database, to, deliveryId);
      if (found === undefined) return false;
      const at = now().getTime();
      await inTransaction(database, async (transaction) => {
        await markSeen(transaction, to, { id: deliveryId, at });
        await markArrived(transaction, to, deliveryId, at);
      });
      return true;
    },
    snooze: (to, deliveryId, until) =>
      inTransaction(database, async (transaction) => {
        const found = await stateOf(transaction, to, deliveryId);
        if (found === undefined || found.state === 'sending') return found !== undefined;
        await transaction
          .updateTable('outbox')
          .set({
            state: 'queued',
            due_at: until.getTime(),
            copies: 0,
            first_attempt_at: null,
            seen_at: null,
            // Asked for now, it comes at any hour.
            ...(until <= now() ? { priority: 0 } : {}),
          })
          .where('id', '=', deliveryId)
          .execute();
        await refreshLanes(transaction, [found.lane]);
        return true;
      }),
    async kindOf(to, deliveryId) {
      const found = await stateOf(database, to, deliveryId);
      return found && categoryOf(subjectOf(found));
    },
  };
}

/** Teams reports that somebody has read up to a time. */
export async function markReadUpTo(
  database: Database,
  to: Recipient,
  { until, at }: { readonly until: Date; readonly at: number },
): Promise<void> {
  await markSeen(database, to, { until: until.getTime(), at });
}

/** A person cannot be written to any more: what waits for them ends as unreachable, to be revived when they come back. */
export function release(database: Database, to: Recipient, reason: string): Promise<void> {
  return inTransaction(database, async (transaction) => {
    await transaction
      .updateTable('outbox')
      .set({ state: 'unreachable', last_error: reason })
      .where('tenant_id', '=', to.tenantId)
      .where('person_id', '=', to.userId)
      .where('state', '=', 'queued')
      .execute();
    await refreshLanes(transaction, [laneOf(to)]);
  });
}

/** A person is back: what could not reach them since a time goes out again. Out: how many. */
export async function revive(
  database: Database,
  to: Recipient,
  { since, at }: { readonly since: Date; readonly at: number },
): Promise<number> {
  const lost = await unreachable(database, to, since);
  if (lost.length === 0) return 0;
  return inTransaction(database, async (transaction) => {
    await transaction
      .updateTable('outbox')
      .set({ state: 'queued', due_at: at, copies: 0, first_attempt_at: null })
      .where('id', 'in', lost)
      .where('state', '=', 'unreachable')
      .execute();
    await transaction
      .updateTable('lanes')
      .set({ gate_at: 0, failures: 0 })
      .where('lane', '=', laneOf(to))
      .where('claimed_by', 'is', null)
      .execute();
    await refreshLanes(transaction, [laneOf(to)]);
    return lost.length;
  });
}

/** Removes all that was ever queued for a person. */
export async function erasePerson(database: Database, to: Recipient): Promise<void> {
  await inTransaction(database, async (transaction) => {
    await transaction
      .deleteFrom('outbox')
      .where('tenant_id', '=', to.tenantId)
      .where('person_id', '=', to.userId)
      .execute();
    await transaction
      .deleteFrom('lanes')
      .where('tenant_id', '=', to.tenantId)
      .where((row) => row.or([row('lane', '=', laneOf(to)), row('person_id', '=', to.userId)]))
      .execute();
    const isElsewhere = await isKnownElsewhere(transaction, to);
    // Events about a person stay known by their keys, so that none is told anew; of the person nothing stays in them.
    await transaction
      .updateTable('events')
      .set({ subject: ERASED, awaits_people: null, awaits_enrollment: null, kept: null })
      .where(sql`lower(subject)`, '=', `user/${to.userId.toLowerCase()}`)
      // What waits may be for the guest of that id in another company.
      .$if(isElsewhere, (query) => query.where('kept', 'is', null))
      .execute();
  });
}

async function isKnownElsewhere(
  database: Database,
  { tenantId, userId }: Recipient,
): Promise<boolean> {
  const other = await database
    .selectFrom('contacts')
    .select('tenant_id')
    .where(sql`lower(person_id)`, '=', userId.toLowerCase())
    .where('tenant_id', '<>', tenantId)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

async function unreachable(database: Database, to: Recipient, since: Date): Promise<string[]> {
  const rows = await database
    .selectFrom('outbox')
    .select('id')
    .where('tenant_id', '=', to.tenantId)
    .where('person_id', '=', to.userId)
    .where('state', '=', 'unreachable')
    .where('created_at', '>', since.getTime())
    .execute();
  return rows.map(({ id }) => id);
}

function stateOf(
  database: Database,
  to: Recipient,
  id: string,
): Promise<Pick<OutboxRow, 'state' | 'subject' | 'lane'> | undefined> {
  return database
    .selectFrom('outbox')
    .select(['state', 'subject', 'lane'])
    .where('id', '=', id)
    .where('tenant_id', '=', to.tenantId)
    .where('person_id', '=', to.userId)
    .executeTakeFirst();
}

/** The person's button proves that one came of which nobody knew: it is not repeated, and not dead. */
async function markArrived(
  database: Database,
  to: Recipient,
  id: string,
  at: number,
): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('outbox')
    .set({ state: 'seen', seen_at: at, last_error: null, claimed_by: null })
    .where('tenant_id', '=', to.tenantId)
    .where('person_id', '=', to.userId)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'dead'])
    .where('copies', '>', 0)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await refreshLanes(database, [laneOf(to)]);
}

/** One under way is marked as well: whoever settles it sees that the person has it. */
async function markSeen(
  database: Database,
  to: Recipient,
  { id, until, at }: { readonly id?: string; readonly until?: number; readonly at: number },
): Promise<void> {
  const mine = database
    .updateTable('outbox')
    .set((row) => ({
      seen_at: row.fn.coalesce('seen_at', row.val(at)),
      state: row.case().when('state', '=', 'sent').then('seen').else(row.ref('state')).end(),
    }))
    .where('tenant_id', '=', to.tenantId)
    .where('person_id', '=', to.userId)
    .where('state', 'in', ['sent', 'sending', 'seen']);
  if (id !== undefined) await mine.where('id', '=', id).execute();
  if (until !== undefined) await mine.where('sent_at', '<=', until).execute();
}
