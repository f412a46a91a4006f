// The lanes' own times, kept in step with the rows in them.

import { sql, type RawBuilder } from 'kysely';
import { laneOf, type OutboxMessage } from '../../notifications/outbox/outbox.ts';
import type { Database } from '../database/database.ts';
import { chunks, padded } from '../database/engine.ts';
import { isPostgres } from '../database/postgres.ts';

/** Works out anew when lanes are ready and how urgent they are. Lanes under way are left to whoever has them. */
export async function refreshLanes(database: Database, lanes: readonly string[]): Promise<void> {
  if (lanes.length === 0) return;
  await lockLanes(database, lanes);
  await database
    .updateTable('lanes')
    .set({ ready_at: readyAt(), priority: urgency() })
    .where('lane', 'in', padded([...new Set(lanes)]))
    .where('claimed_by', 'is', null)
    .execute();
}

/**
 * Waits for whoever is at these lanes. PostgreSQL lets an update that waited for its row go on with what the other
 * tables held before: it would miss a note put in meanwhile, and the lane would sleep for ever. Locked first, it sees it.
 */
export async function lockLanes(database: Database, lanes: readonly string[]): Promise<void> {
  if (!isPostgres(database)) return;
  await database
    .selectFrom('lanes')
    .select('lane')
    .where('lane', 'in', padded([...new Set(lanes)]))
    .orderBy('lane')
    .forUpdate()
    .execute();
}

/** Makes lanes ready for what was put into them. */
export async function wakeLanes(
  database: Database,
  entries: readonly OutboxMessage[],
  at: number,
): Promise<void> {
  const urgencies = new Map<string, OutboxMessage>();
  for (const entry of entries) {
    const lane = laneOf(entry.to);
    const known = urgencies.get(lane);
    if (known === undefined || entry.priority < known.priority) urgencies.set(lane, entry);
  }
  // In one order, so that two who wake the same lanes do not wait for each other in a circle.
  const inOrder = [...urgencies].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const chunk of chunks(inOrder)) {
    const rows = chunk.map(([lane, { to, priority }]) => ({
      lane,
      tenant_id: to.tenantId,
      person_id: to.userId,
      priority,
      ready_at: at,
      gate_at: 0,
      arrival_at: 0,
      failures: 0,
    }));
    await database
      .insertInto('lanes')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'lane'])
          .doUpdateSet({ ready_at: wokenAt(), priority: woken() }),
      )
      .execute();
  }
}

/** Rows of the index outbox_live. Spelled as in the index: with a bound value SQLite would not use it. */
export function live(): RawBuilder<boolean> {
  return sql`state in ('queued', 'sending')`;
}

/** The later of the gate and the earliest live row; null without one. */
export function readyAt(): RawBuilder<number | null> {
  return sql`(select case when min(o.due_at) > lanes.gate_at then min(o.due_at)
    when min(o.due_at) is null then null else lanes.gate_at end
    from outbox o where o.lane = lanes.lane and o.state in ('queued', 'sending'))`;
}

export function urgency(): RawBuilder<number> {
  return sql`coalesce((select min(o.priority) from outbox o
    where o.lane = lanes.lane and o.state in ('queued', 'sending')), 2)`;
}

function wokenAt(): RawBuilder<number | null> {
  return sql`case when lanes.claimed_by is not null then lanes.ready_at
    when lanes.gate_at > excluded.ready_at then lanes.gate_at
    else excluded.ready_at end`;
}

function woken(): RawBuilder<number> {
  return sql`case when lanes.priority < excluded.priority and lanes.ready_at is not null
    then lanes.priority else excluded.priority end`;
}
