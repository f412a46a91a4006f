// Where an event goes: the fact to the enrollment, a note to each person, or both wait until somebody appears.

import type { Enrollment } from '../enrollment/enrollment.ts';
import { applyFact, confirmFact, type FactOutcome } from '../enrollment/facts.ts';
import type { Fact } from '../enrollment/milestones.ts';
import { outboxMessageFor, type OutboxMessage } from '../notifications/outbox/outbox.ts';
import { audienceKey, type IntakeRecord, type KeptEvent, type EventAudience } from './inbox.ts';
import type { IncomingEvent } from './read-envelope.ts';
import type { Subject } from './event-intake.ts';

export interface EventRouter {
  /** In: an event, its fact, and which of the two is still to be placed. Out: the ids of its deliveries. */
  route(event: IncomingEvent, fact: Fact | undefined, open?: OpenEvent): readonly string[];
  /** All that was routed so far. */
  readonly intake: IntakeRecord;
}

export interface OpenEvent {
  readonly people: boolean;
  readonly enrollment: boolean;
}

const BOTH: OpenEvent = { people: true, enrollment: true };

/** Sorts events one after the other; a later one sees the facts of an earlier one. In: where subjects are, and ids. */
export function createEventRouter(
  placeOf: (subject: Subject) => EventAudience,
  newId: () => string,
): EventRouter {
  const enrollments = new Map<string, Enrollment>();
  const events: KeptEvent[] = [];
  const entries: OutboxMessage[] = [];
  const facts: { tenantId: string; fact: Fact }[] = [];

  function settle({ enrollment }: EventAudience, fact: Fact): FactOutcome | undefined {
    if (enrollment === undefined) return undefined;
    const current = enrollments.get(enrollment.id) ?? enrollment;
    const outcome = applyFact(current, fact);
    facts.push({ tenantId: current.tenantId, fact });
    enrollments.set(current.id, applyOrConfirmFact(current, fact, outcome));
    return outcome;
  }

  return {
    intake: { events, entries, facts },
    route(event, fact, open = BOTH) {
      const place = placeOf(event.subject);
      const outcome = open.enrollment && fact ? settle(place, fact) : undefined;
      const told = open.people && isNews(outcome, fact) ? notes(event, place, newId) : [];
      entries.push(...told);
      events.push({ event, fact, ...awaited(event, fact, place, open) });
      return told.map(({ id }) => id);
    },
  };
}

/** What a fact makes of an enrollment. Out: the same one when it does not stand. */
export function applyOrConfirmFact(
  enrollment: Enrollment,
  fact: Fact,
  outcome: FactOutcome = applyFact(enrollment, fact),
): Enrollment {
  if (outcome.kind === 'applied') return outcome.enrollment;
  return outcome.refusal.reason === 'already' ? confirmFact(enrollment, fact) : enrollment;
}

/** Whether people are told: not of what is overtaken or denied. What is known already may have another cause (a second provider). */
function isNews(outcome: FactOutcome | undefined, fact: Fact | undefined): boolean {
  if (outcome?.kind !== 'refused') return true;
  const { refusal } = outcome;
  if (refusal.reason === 'weaker') return refusal.standing.state === fact?.state;
  return refusal.reason !== 'older';
}

function notes(
  event: IncomingEvent,
  place: EventAudience,
  newId: () => string,
): readonly OutboxMessage[] {
  const { subject, values } = event.reading;
  const origin = { source: event.source, id: event.id };
  return place.people.map((person) =>
    outboxMessageFor(newId(), person, { event: origin, subject, values, at: event.at }),
  );
}

function awaited(
  { subject }: IncomingEvent,
  fact: Fact | undefined,
  place: EventAudience,
  open: OpenEvent,
): Pick<KeptEvent, 'awaitsPeople' | 'awaitsEnrollment'> {
  const { tenantId } = place;
  const company = audienceKey(tenantId === undefined ? subject : { kind: 'tenant', tenantId });
  const unmet = open.people && place.people.length === 0;
  const homeless = open.enrollment && fact !== undefined && place.enrollment === undefined;
  return {
    awaitsPeople: unmet ? audienceKey(subject) : null,
    awaitsEnrollment: homeless ? company : null,
  };
}
