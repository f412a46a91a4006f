// The inbox in the database: taking events in and releasing those that waited, each in one transaction.

import { moved } from '../events/route-event.ts';
import {
  eventKey,
  placeKey,
  type Inbox,
  type Intake,
  type KeptEvent,
  type Waiting,
} from '../events/inbox.ts';
import type { Incoming } from '../events/read-envelope.ts';
import type { Subject } from '../events/event-door.ts';
import type { Recipient } from '../outbox/delivery.ts';
import type { Database } from './database.ts';
import { storedEvent } from './deliveries-store.ts';
import { chunks, inTransaction, padded } from './engine.ts';
import { createEnrollmentsIn } from './enrollments-store.ts';
import { addEntries } from './outbox-rows.ts';
import { placesOf } from './places.ts';

/** The inbox of a database. In: the database and the clock. */
export function createInboxIn(database: Database, now: () => Date): Inbox {
  return {
    take: (events, plan) =>
      inTransaction(database, async (transaction) => {
        const before = await deliveriesBefore(transaction, events);
        const fresh = events.filter((event) => !before.has(eventKey(event)));
        const subjects = fresh.map(({ subject }) => subject);
        const intake = plan({ before, placeOf: await placesOf(transaction, subjects) });
        await write(transaction, intake, now());
        return intake;
      }),
    async release(person, since, plan) {
      if ((await keptFor(database, person, since)).length === 0) return [];
      return inTransaction(database, async (transaction) => {
        const events = await keptFor(transaction, person, since);
        const subjects = events.map(({ event }) => event.subject);
        const placeOf = withPerson(await placesOf(transaction, subjects), person);
        const { entries } = await written(transaction, plan({ events, placeOf }), now());
        return entries;
      });
    },
    find: (source, id) => storedEvent(database, source, id),
  };
}

/** Whoever just appeared is told, even when she is not kept as a contact yet. */
function withPerson(placeOf: Waiting['placeOf'], person: Recipient): Waiting['placeOf'] {
  return (subject: Subject) => {
    const place = placeOf(subject);
    if (place.people.length > 0 || subject.kind === 'enrollment') return place;
    return { ...place, tenantId: place.tenantId ?? person.tenantId, people: [person] };
  };
}

async function written(database: Database, intake: Intake, at: Date): Promise<Intake> {
  await write(database, intake, at);
  return intake;
}

async function write(
  database: Database,
  { events, entries, facts }: Intake,
  at: Date,
): Promise<void> {
  for (const chunk of chunks(events)) {
    await database
      .insertInto('events')
      .values(chunk.map((kept) => rowOf(kept, at)))
      .onConflict((conflict) =>
        conflict.columns(['source', 'id']).doUpdateSet((row) => ({
          awaits_people: row.ref('excluded.awaits_people'),
          awaits_enrollment: row.ref('excluded.awaits_enrollment'),
          kept: row.ref('excluded.kept'),
        })),
      )
      .execute();
  }
  await addEntries(database, entries, at.getTime());
  const enrollments = createEnrollmentsIn(database, () => at);
  for (const [tenantId, told] of Map.groupBy(facts, (one) => one.tenantId)) {
    await enrollments.change(tenantId, (current) => {
      const after = current && told.reduce((before, { fact }) => moved(before, fact), current);
      return { enrollment: after === current ? undefined : after, outcome: undefined };
    });
  }
}

function rowOf(
  { event, fact, awaitsPeople, awaitsEnrollment }: KeptEvent,
  at: Date,
): {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly received_at: number;
  readonly awaits_people: string | null;
  readonly awaits_enrollment: string | null;
  readonly kept: string | null;
} {
  const isWaiting = awaitsPeople !== null || awaitsEnrollment !== null;
  return {
    source: event.source,
    id: event.id,
    type: event.type,
    subject: subjectText(event.subject),
    received_at: at.getTime(),
    awaits_people: awaitsPeople,
    awaits_enrollment: awaitsEnrollment,
    kept: isWaiting ? JSON.stringify({ event, fact }) : null,
  };
}

/** As the sender wrote it (contract 2). */
function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'tenant':
      return `tenant/${subject.tenantId}`;
    case 'user':
      return `user/${subject.userId}`;
    case 'enrollment':
      return `enrollment/${subject.id}`;
  }
}

async function deliveriesBefore(
  database: Database,
  events: readonly Incoming[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const before = new Map<string, string[]>();
  for (const chunk of chunks(events)) {
    const ids = padded([...new Set(chunk.map(({ id }) => id))]);
    const rows = await database
      .selectFrom('events as e')
      .leftJoin('outbox as o', (join) =>
        join.onRef('o.event_id', '=', 'e.id').onRef('o.event_source', '=', 'e.source'),
      )
      .select(['e.source', 'e.id', 'o.id as delivery'])
      .where('e.source', 'in', padded([...new Set(chunk.map(({ source }) => source))]))
      .where('e.id', 'in', ids)
      .orderBy('o.seq')
      .execute();
    for (const row of rows) {
      const found = before.get(eventKey(row)) ?? [];
      before.set(eventKey(row), row.delivery === null ? found : [...found, row.delivery]);
    }
  }
  return before;
}

/** Events that wait for this person, in the order of what they tell. */
async function keptFor(
  database: Database,
  { tenantId, userId }: Recipient,
  since: Date,
): Promise<readonly KeptEvent[]> {
  const enrollment = await database
    .selectFrom('enrollments')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  const keys = padded([
    placeKey({ kind: 'user', userId }),
    placeKey({ kind: 'tenant', tenantId }),
    ...(enrollment ? [placeKey({ kind: 'enrollment', id: enrollment.id })] : []),
  ]);
  const rows = await database
    .selectFrom('events')
    .select(['kept', 'awaits_people', 'awaits_enrollment'])
    .where((row) =>
      row.or([row('awaits_people', 'in', keys), row('awaits_enrollment', 'in', keys)]),
    )
    .where('received_at', '>', since.getTime())
    .execute();
  const found = rows.flatMap((row) => keptEvent(row));
  const isHelped = ({ awaitsPeople }: KeptEvent): boolean =>
    awaitsPeople !== null || enrollment !== undefined;
  return found.filter(isHelped).sort((one, other) => one.event.at.localeCompare(other.event.at));
}

function keptEvent(row: {
  readonly kept: string | null;
  readonly awaits_people: string | null;
  readonly awaits_enrollment: string | null;
}): readonly KeptEvent[] {
  if (row.kept === null) return [];
  const { event, fact } = JSON.parse(row.kept) as Pick<KeptEvent, 'event' | 'fact'>;
  return [
    { event, fact, awaitsPeople: row.awaits_people, awaitsEnrollment: row.awaits_enrollment },
  ];
}
