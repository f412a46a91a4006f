// The inbox in the database: taking events in and releasing those that waited, each in one transaction.

import { applyOrConfirmFact } from '../../events/event-router.ts';
import {
  eventKey,
  audienceKey,
  subjectText,
  type Inbox,
  type IntakeRecord,
  type KeptEvent,
  type WaitingEvent,
} from '../../events/inbox.ts';
import type { IncomingEvent } from '../../events/read-envelope.ts';
import type { Subject } from '../../events/event-intake.ts';
import type { Recipient } from '../../notifications/notification.ts';
import type { EventsTable } from '../database/notifications-schema.ts';
import type { Database } from '../database/database.ts';
import { storedEvent } from './deliveries-store.ts';
import { chunks, inTransaction, padded } from '../database/engine.ts';
import { createEnrollmentsIn } from './enrollments-store.ts';
import { StoreError } from '../../enrollment/enrollments.ts';
import { addMessages } from '../outbox/outbox-rows.ts';
import { audienceOf } from './audience.ts';
import { isPostgres } from '../database/postgres.ts';

/** The inbox of a database. In: the database and the clock. */
export function createInboxIn(database: Database, now: () => Date): Inbox {
  return {
    take: (events, plan) =>
      inTransaction(database, async (transaction) => {
        const before = await deliveriesBefore(transaction, events);
        const fresh = events.filter((event) => !before.has(eventKey(event)));
        const subjects = fresh.map(({ subject }) => subject);
        const intake = plan({ before, placeOf: await audienceOf(transaction, subjects) });
        await insertNew(transaction, intake.events, now());
        await write(transaction, intake, now());
        return intake;
      }),
    async release(person, since, plan) {
      if ((await keptFor(database, person, since)).length === 0) return [];
      return inTransaction(database, async (transaction) => {
        const events = await keptFor(transaction, person, since);
        if (events.length === 0) return [];
        const subjects = events.map(({ event }) => event.subject);
        const placeOf = withPerson(await audienceOf(transaction, subjects), person);
        const intake = plan({ events, placeOf });
        await update(transaction, intake.events);
        await write(transaction, intake, now());
        return intake.entries;
      });
    },
    find: (source, id) => storedEvent(database, source, id),
  };
}

/** Whoever just appeared is told, even when they are not kept as a contact yet. */
function withPerson(placeOf: WaitingEvent['placeOf'], person: Recipient): WaitingEvent['placeOf'] {
  return (subject: Subject) => {
    const place = placeOf(subject);
    if (place.people.length > 0 || subject.kind === 'enrollment') return place;
    return { ...place, tenantId: place.tenantId ?? person.tenantId, people: [person] };
  };
}

/** Another replica may take the same events at this moment: then all of it is done again, and they are duplicates. */
async function insertNew(
  database: Database,
  events: readonly KeptEvent[],
  at: Date,
): Promise<void> {
  for (const chunk of chunks(events)) {
    const { numInsertedOrUpdatedRows: count } = await database
      .insertInto('events')
      .values(chunk.map((kept) => ({ ...rowOf(kept), received_at: at.getTime() })))
      .onConflict((conflict) => conflict.columns(['source', 'id']).doNothing())
      .executeTakeFirst();
    if (Number(count) === chunk.length) continue;
    throw new StoreError('record.contended', 'The same events came twice at once; try again.');
  }
}

/** What events still wait for. */
async function update(database: Database, events: readonly KeptEvent[]): Promise<void> {
  for (const kept of events) {
    const { source, id, type: _type, subject: _subject, ...waiting } = rowOf(kept);
    await database
      .updateTable('events')
      .set(waiting)
      .where('source', '=', source)
      .where('id', '=', id)
      .execute();
  }
}

async function write(
  database: Database,
  { entries, facts }: Pick<IntakeRecord, 'entries' | 'facts'>,
  at: Date,
): Promise<void> {
  await addMessages(database, entries, at.getTime());
  const enrollments = createEnrollmentsIn(database, () => at);
  for (const [tenantId, told] of Map.groupBy(facts, (one) => one.tenantId)) {
    await enrollments.change(tenantId, (current) => {
      const after =
        current && told.reduce((before, { fact }) => applyOrConfirmFact(before, fact), current);
      return { enrollment: after === current ? undefined : after, outcome: undefined };
    });
  }
}

function rowOf({
  event,
  fact,
  awaitsPeople,
  awaitsEnrollment,
}: KeptEvent): Omit<EventsTable, 'received_at'> {
  const isWaiting = awaitsPeople !== null || awaitsEnrollment !== null;
  return {
    source: event.source,
    id: event.id,
    type: event.type,
    subject: subjectText(event.subject),
    awaits_people: awaitsPeople,
    awaits_enrollment: awaitsEnrollment,
    kept: isWaiting ? JSON.stringify({ event, fact }) : null,
  };
}

async function deliveriesBefore(
  database: Database,
  events: readonly IncomingEvent[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const before = new Map<string, string[]>();
  for (const chunk of chunks(events)) {
    const ids = padded([...new Set(chunk.map(({ id }) => id))]);
    const sources = padded([...new Set(chunk.map(({ source }) => source))]);
    const known = await database
      .selectFrom('events')
      .select(['source', 'id'])
      .where('source', 'in', sources)
      .where('id', 'in', ids)
      .execute();
    for (const one of known) before.set(eventKey(one), []);
    if (known.length === 0) continue;
    // Not a join: distributed over several servers, the two tables do not lie together.
    const deliveries = await database
      .selectFrom('outbox')
      .select(['event_source as source', 'event_id as eventId', 'id'])
      .where('event_source', 'in', sources)
      .where('event_id', 'in', ids)
      .orderBy('seq')
      .execute();
    for (const { source, eventId, id } of deliveries) {
      before.get(eventKey({ source, id: eventId }))?.push(id);
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
  const accounts = await database
    .selectFrom('identities')
    .select('account_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', userId)
    .execute();
  const keys = padded([
    audienceKey({ kind: 'user', userId }),
    ...accounts.map((one) => audienceKey({ kind: 'user', userId: one.account_id })),
    audienceKey({ kind: 'tenant', tenantId }),
    ...(enrollment ? [audienceKey({ kind: 'enrollment', id: enrollment.id })] : []),
  ]);
  const rows = await database
    .selectFrom('events')
    .select(['kept', 'awaits_people', 'awaits_enrollment'])
    .where((row) =>
      row.or([row('awaits_people', 'in', keys), row('awaits_enrollment', 'in', keys)]),
    )
    .where('received_at', '>', since.getTime())
    // Two replicas may release for the same person: the second one waits, and finds nothing left.
    .$if(database.isTransaction && isPostgres(database), (query) => query.forUpdate())
    .execute();
  const found = rows.flatMap(keptEvent);
  const isHelped = ({ awaitsPeople }: KeptEvent): boolean =>
    awaitsPeople !== null || enrollment !== undefined;
  return found.filter(isHelped).sort((one, other) => one.event.at.localeCompare(other.event.at));
}

function keptEvent({
  kept,
  awaits_people: awaitsPeople,
  awaits_enrollment: awaitsEnrollment,
}: Pick<EventsTable, 'kept' | 'awaits_people' | 'awaits_enrollment'>): readonly KeptEvent[] {
  if (kept === null) return [];
  const { event, fact } = JSON.parse(kept) as Pick<KeptEvent, 'event' | 'fact'>;
  return [{ event, fact, awaitsPeople, awaitsEnrollment }];
}
