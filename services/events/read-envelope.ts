// An envelope as it came → what it means, or its faults by name.

import type { Fact, FactSource } from '../enrollment/milestones.ts';
import { EVENT_TYPES, eventTypeFor } from './event-types.ts';
import type { Envelope, EventFault, Subject } from './event-intake.ts';
import type { EventFieldFault, EventReading } from './event-type.ts';

const AHEAD_MS = 5 * 60_000;
const OLDEST_YEARS = 5;

/** An event that is well formed. */
export interface IncomingEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: Subject;
  /** ISO 8601 in UTC: when it happened. */
  readonly at: string;
  readonly reading: EventReading;
}

/** Reads a batch of envelopes that came through a door. Out: the events in the same order, and the faults of all. */
export function readEnvelopes(
  envelopes: readonly Envelope[],
  now: Date,
  source: FactSource = 'operator',
): { readonly events: readonly IncomingEvent[]; readonly faults: readonly EventFault[] } {
  const read = envelopes.map((envelope) => readEnvelope(envelope, now, source));
  return {
    events: read.flatMap(({ event }) => event ?? []),
    faults: read.flatMap(({ faults }, index) => faults.map((fault) => ({ index, ...fault }))),
  };
}

/** The fact an event tells. In: the event and how far its teller is believed. Out: undefined when it moves nothing. */
export function factOf({ at, reading }: IncomingEvent, source: FactSource): Fact | undefined {
  return reading.fact && { ...reading.fact, source, at };
}

function readEnvelope(
  { id, source, type, subject, time, data }: Envelope,
  now: Date,
  intake: FactSource,
): { readonly event?: IncomingEvent; readonly faults: readonly EventFieldFault[] } {
  const late = timeFaults(time, now);
  const known = eventTypeFor(type, intake);
  if (known === undefined) {
    const types = [...EVENT_TYPES.keys()].join(', ');
    return { faults: [{ pointer: '/type', detail: `must be one of ${types}` }, ...late] };
  }
  const reading = known.read(data);
  if (!isReading(reading)) return { faults: [...late, ...reading] };
  if (late.length > 0) return { faults: late };
  const at = new Date(time).toISOString();
  return { event: { id, source, type, subject, at, reading }, faults: [] };
}

/** A time far off would outlive or never meet any other fact: it is the sender's clock that is wrong. */
function timeFaults(time: string, now: Date): readonly EventFieldFault[] {
  const at = Date.parse(time);
  const oldest = new Date(now);
  oldest.setUTCFullYear(now.getUTCFullYear() - OLDEST_YEARS);
  if (Number.isNaN(at)) return [fault('must be a time like 2026-03-02T08:00:00Z')];
  if (at > now.getTime() + AHEAD_MS) return [fault('lies more than 5 minutes in the future')];
  return at < oldest.getTime() ? [fault(`is more than ${OLDEST_YEARS} years ago`)] : [];
}

function fault(detail: string): EventFieldFault {
  return { pointer: '/time', detail };
}

function isReading(value: EventReading | readonly EventFieldFault[]): value is EventReading {
  return !Array.isArray(value);
}
