// History is removed by age: what has ended 90 days ago, questions as old, turns of yesterday, the pace of lanes and tenants at rest.

import { sql, type DeleteResult } from 'kysely';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { removeTurnsBefore } from '../stores/turns-store.ts';

const KEEP_MS = 90 * 24 * 60 * 60_000;
/** Reminders are remembered longer, or nobody would know after 90 days that it was the last one. They say nothing. */
const KEEP_REMINDERS_MS = 2 * 365 * 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** No channel sends an activity again after so long. */
const KEEP_TURNS_MS = 23 * HOUR_MS;

/** Removes old history. In: the database, the time. Out: rows removed. Events that still wait have their own end (30 days). */
export function removeOld(database: Database, now: Date): Promise<number> {
  const before = now.getTime() - KEEP_MS;
  return inTransaction(database, async (transaction) => {
    const outbox = await transaction
      .deleteFrom('outbox')
      .where('created_at', '<', before)
      .where('state', 'not in', ['queued', 'sending'])
      .where((row) =>
        row.or([
          row('subject', 'not like', 'reminder.%'),
          row('created_at', '<', now.getTime() - KEEP_REMINDERS_MS),
        ]),
      )
      .executeTakeFirst();
    const events = await transaction
      .deleteFrom('events')
      .where('received_at', '<', before)
      .where(
        sql<boolean>`not exists (select 1 from outbox o
          where o.event_id = events.id and o.event_source = events.source)`,
      )
      .executeTakeFirst();
    const others = await restRemoved(transaction, now);
    return [outbox, events, ...others].reduce(
      (sum, { numDeletedRows }) => sum + Number(numDeletedRows),
      0,
    );
  });
}

/** What needs no look at other tables. Out: the rows that count as removed. */
async function restRemoved(database: Database, now: Date): Promise<readonly DeleteResult[]> {
  const anHourAgo = now.getTime() - HOUR_MS;
  // A lane is only a memory of pacing and failures: an hour after the last message there is nothing to remember.
  await database
    .deleteFrom('lanes')
    .where('ready_at', 'is', null)
    .where('arrival_at', '<', anHourAgo)
    .where('gate_at', '<', now.getTime())
    .execute();
  await database.deleteFrom('tenant_rates').where('arrival_at', '<', anHourAgo).execute();
  const questions = await database
    .deleteFrom('questions')
    .where('asked_at', '<', new Date(now.getTime() - KEEP_MS).toISOString())
    .executeTakeFirst();
  const turns = await removeTurnsBefore(database, now.getTime() - KEEP_TURNS_MS);
  return [questions, turns];
}
