// What became of events and deliveries, for operators; and dead ones put back.

import type { DeliveryPage, EventIntake, StoredEvent } from '../../events/event-intake.ts';
import { DELIVERY_STATES, type DeliveryState } from '../../notifications/notification.ts';
import type { OutboxInsight } from '../../notifications/outbox/outbox.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { refreshLanes } from '../outbox/lanes.ts';
import { deliveryOf } from '../outbox/outbox-rows.ts';

/** One page of deliveries, the newest first. A cursor that is none begins at the start. */
export async function deliveryPage(
  database: Database,
  { state, limit, cursor }: Parameters<EventIntake['deliveries']>[0],
): Promise<DeliveryPage> {
  const before = /^\d{1,15}$/u.test(cursor ?? '') ? Number(cursor) : undefined;
  const rows = await deliveryRows(database)
    .$if(state !== undefined, (query) => query.where('o.state', '=', state ?? 'queued'))
    .$if(before !== undefined, (query) => query.where('o.seq', '<', before ?? 0))
    .orderBy('o.seq', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    deliveries: page.map(deliveryOf),
    cursor: last === undefined ? null : String(last.seq),
  };
}

/** What became of an event. */
export async function storedEvent(
  database: Database,
  source: string,
  id: string,
): Promise<StoredEvent | undefined> {
  const event = await database
    .selectFrom('events')
    .select(['type', 'subject', 'received_at'])
    .where('source', '=', source)
    .where('id', '=', id)
    .executeTakeFirst();
  if (event === undefined) return undefined;
  const rows = await deliveryRows(database)
    .where('o.event_id', '=', id)
    .where('o.event_source', '=', source)
    .orderBy('o.seq')
    .execute();
  const receivedAt = new Date(event.received_at).toISOString();
  const { type, subject } = event;
  return { id, source, type, subject, receivedAt, deliveries: rows.map(deliveryOf) };
}

/** Puts a dead delivery back as if it had never been tried. */
export function replay(
  database: Database,
  id: string,
  at: number,
): ReturnType<EventIntake['replay']> {
  return inTransaction(database, async (transaction) => {
    const row = await transaction
      .selectFrom('outbox')
      .select(['state', 'lane'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return 'unknown';
    if (row.state !== 'dead') return 'notDead';
    await transaction
      .updateTable('outbox')
      .set({ state: 'queued', due_at: at, copies: 0, first_attempt_at: null })
      .where('id', '=', id)
      .execute();
    await refreshLanes(transaction, [row.lane]);
    return 'queued';
  });
}

/** Deliveries by state, and the time since which something is due. */
export async function insightOf(
  database: Database,
  at: number,
): Promise<Pick<OutboxInsight, 'deliveries' | 'oldestDue'>> {
  const rows = await database
    .selectFrom('outbox')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  const oldest = await database
    .selectFrom('lanes')
    .select(({ fn }) => fn.min('ready_at').as('ready_at'))
    .where('ready_at', '<=', at)
    .where('claimed_by', 'is', null)
    .executeTakeFirst();
  const time = oldest?.ready_at ?? null;
  return {
    deliveries: Object.fromEntries(
      DELIVERY_STATES.map((state) => [state, counts.get(state) ?? 0]),
    ) as Record<DeliveryState, number>,
    oldestDue: time === null ? null : new Date(time),
  };
}

function deliveryRows(database: Database) {
  return database
    .selectFrom('outbox as o')
    .leftJoin('lanes as l', 'l.lane', 'o.lane')
    .selectAll('o')
    .select((row) =>
      row
        .case()
        .when('l.claimed_by', 'is', null)
        .then(row.ref('l.ready_at'))
        .else(row.ref('l.gate_at'))
        .end()
        .as('gate_at'),
    );
}
