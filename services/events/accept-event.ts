// Events are taken in: once each, the fact applied, the notes queued, all in one transaction or not at all.

import type { FactSource } from '../enrollment/milestones.ts';
import type { Recipient } from '../notifications/notification.ts';
import type { Acceptance, AcceptedEvent, Envelope } from './event-intake.ts';
import { eventKey, type Inbox, type IntakeRecord, type KnownEvent } from './inbox.ts';
import { factOf, readEnvelopes, type IncomingEvent } from './read-envelope.ts';
import { createEventRouter } from './event-router.ts';

/** How long an event waits for a person the bot has not met [interface-events]. */
const WAIT_MS = 30 * 24 * 60 * 60_000;

interface Deps {
  readonly inbox: Inbox;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** One door's way in. In: how far that door is believed. Out: takes a batch, all or nothing. Throws what the store throws. */
export function createAccept(
  { inbox, now, newId }: Deps,
  source: FactSource,
): (envelopes: readonly Envelope[]) => Promise<Acceptance> {
  return async (envelopes) => {
    const { events, faults } = readEnvelopes(envelopes, now(), source);
    if (faults.length > 0) return { kind: 'refused', faults };
    const told = events.map((event) => from(source, event));
    const { accepted } = await inbox.take(told, (known) => planFor(told, known, source, newId));
    return { kind: 'accepted', events: accepted };
  };
}

/** Somebody appeared, and what waited for them goes out. Out: tells how many notes were queued. Throws what the store throws. */
export function createAppearance({
  inbox,
  now,
  newId,
}: Deps): (person: Recipient) => Promise<number> {
  return async (person) => {
    const since = new Date(now().getTime() - WAIT_MS);
    const entries = await inbox.release(person, since, ({ events, placeOf }) => {
      const sorter = createEventRouter(placeOf, newId);
      for (const { event, fact, awaitsPeople, awaitsEnrollment } of events) {
        const open = { people: awaitsPeople !== null, enrollment: awaitsEnrollment !== null };
        sorter.route(event, fact, open);
      }
      return sorter.intake;
    });
    return entries.length;
  };
}

/** The card says who told it, also of what moves nothing and of what waits for somebody first. */
function from(source: FactSource, event: IncomingEvent): IncomingEvent {
  const { reading } = event;
  return { ...event, reading: { ...reading, values: { ...reading.values, source } } };
}

function planFor(
  events: readonly IncomingEvent[],
  { before, placeOf }: KnownEvent,
  source: FactSource,
  newId: () => string,
): IntakeRecord & { readonly accepted: readonly AcceptedEvent[] } {
  const sorter = createEventRouter(placeOf, newId);
  const told = new Map(before);
  const accepted = events.map((event): AcceptedEvent => {
    const key = eventKey(event);
    const first = told.get(key);
    const deliveries = first ?? sorter.route(event, factOf(event, source));
    told.set(key, deliveries);
    const status = first === undefined ? 'accepted' : 'duplicate';
    return { id: event.id, source: event.source, status, deliveries };
  });
  return { ...sorter.intake, accepted };
}
