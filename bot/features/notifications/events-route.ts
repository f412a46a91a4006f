// POST /api/events: takes CloudEvents in, durably, and never waits for a delivery.
// GET /api/events/{source}/{id}: what became of one. OPTIONS /api/events: handshake-route.ts.

import type { Request, Response } from 'restify';
import type { Acceptance, EventIntake, EventFault } from '../../../services/events/event-intake.ts';
import type { Metrics } from '../../monitoring/metrics.ts';
import { type FieldFault, type ProblemDetails, sendJson, sendProblem } from '../../http/answer.ts';
import { type KeyDeps, withKey } from '../../http/bearer.ts';
import { type CloudEventReading, type EventRules, readCloudEvent } from '../../http/cloud-event.ts';
import type { Routes } from '../../http/server.ts';
import { asSeen, createDeliveriesRoute, createReplayRoute } from './deliveries-route.ts';
import { readEvents } from './events-body.ts';
import { createHandshakeRoute } from './handshake-route.ts';
import { createRateLimit } from '../../http/rate-limit.ts';

export interface EventsDeps extends KeyDeps, EventRules {
  readonly intake: EventIntake;
  readonly metrics: Metrics;
  /** How many events a key may bring; 600 unless told. */
  readonly eventsPerMinute?: number;
}

const EVENTS_PER_MINUTE = 600;
/** Enough to mend what is wrong; a bad batch of 1,000 need not be told 5,000 times. */
const MAX_ERRORS = 50;

/** The addresses of events and of what became of them. */
export function eventRoutes(deps: EventsDeps): Routes {
  return (server) => {
    server.post('/api/events', createEventsRoute(deps));
    server.opts(
      '/api/events',
      createHandshakeRoute({ eventsPerMinute: EVENTS_PER_MINUTE, ...deps }),
    );
    server.get('/api/events/*', createEventRoute(deps));
    server.get('/api/deliveries', createDeliveriesRoute(deps));
    server.post('/api/deliveries/:id/replay', createReplayRoute(deps));
  };
}

/** The handler of POST: 202 once stored, 400 with every fault, 401, 413, 415, 429, 503. */
function createEventsRoute(deps: EventsDeps) {
  const { eventsPerMinute: burst = EVENTS_PER_MINUTE, now } = deps;
  const limit = createRateLimit({ burst, perSecond: burst / 60 }, now);
  return withKey(deps, async function events(request, response, caller) {
    // The first token is taken before the body is read: a caller over the limit costs no more than its headers.
    if (isThrottled(response, limit.take(caller, 1), deps)) return;
    const body = await readEvents(request);
    if (!body.ok) {
      refuse(response, body.problem, deps);
      return;
    }
    const rest = Math.max(0, body.events.length - 1);
    if (isThrottled(response, limit.take(caller, rest), deps)) return;
    const readings = body.events.map((event) => readCloudEvent(event, deps));
    const acceptance = await accept(readings, deps);
    if (acceptance.kind === 'accepted') {
      for (const [index, { status }] of acceptance.events.entries()) {
        deps.metrics.event(status, typeAt(readings, index));
      }
      sendJson(response, 202, { events: acceptance.events.map(answerOf) });
    } else {
      refuse(response, faulty(acceptance.faults, body.batch), deps);
    }
  });
}

/** The handler of GET: the event with its deliveries, or 404. */
function createEventRoute(deps: EventsDeps) {
  return withKey(deps, async function event(request, response) {
    const [source, id] = namesIn(request);
    const found = source && id ? await deps.intake.find(source, id) : undefined;
    if (found) {
      const { type, subject, receivedAt, deliveries } = found;
      const told = deliveries.map(asSeen);
      sendJson(response, 200, { id, source, type, subject, receivedAt, deliveries: told });
      return;
    }
    const detail = 'There is no such event; source and id must be URL-encoded in the address.';
    sendProblem(response, { status: 404, detail });
  });
}

/** All or nothing: with one fault found here, the intake is not even asked. */
async function accept(
  readings: readonly CloudEventReading[],
  { intake }: EventsDeps,
): Promise<Acceptance> {
  const faults = readings.flatMap((reading, index) =>
    reading.ok ? [] : reading.faults.map((fault) => ({ pointer: '', ...fault, index })),
  );
  if (faults.length > 0) return { kind: 'refused', faults };
  const envelopes = readings.flatMap((reading) => (reading.ok ? [reading.envelope] : []));
  return envelopes.length > 0 ? await intake.accept(envelopes) : { kind: 'accepted', events: [] };
}

function isThrottled(response: Response, waitMs: number, { metrics }: EventsDeps): boolean {
  if (waitMs === 0) return false;
  metrics.event('throttled');
  response.setHeader('retry-after', String(Math.ceil(waitMs / 1000)));
  const detail = 'Too many events with this key; go on after the seconds in Retry-After.';
  sendProblem(response, { status: 429, detail });
  return true;
}

function refuse(response: Response, problem: ProblemDetails, { metrics }: EventsDeps): void {
  metrics.event('refused');
  sendProblem(response, problem);
}

function faulty(faults: readonly EventFault[], batch: boolean): ProblemDetails {
  const errors = faults.slice(0, MAX_ERRORS).map((fault) => inBody(fault, batch));
  const more = faults.length - errors.length;
  const rest = more > 0 ? ` ${more} more faults are not listed.` : '';
  const nothing = batch ? 'so nothing of the batch was taken' : 'so it was not taken';
  return { status: 400, detail: `An event is not as it must be, ${nothing}.${rest}`, errors };
}

function inBody({ index, pointer, detail }: EventFault, batch: boolean): FieldFault {
  return batch ? { index, pointer: `/${index}${pointer}`, detail } : { pointer, detail };
}

/** Only the fields that the answer shows [interface-http], whatever else the intake knows. */
function answerOf(accepted: Extract<Acceptance, { kind: 'accepted' }>['events'][number]): object {
  const { id, source, status, deliveries } = accepted;
  return { id, source, status, deliveries };
}

function typeAt(readings: readonly CloudEventReading[], index: number): string | undefined {
  const reading = readings[index];
  return reading?.ok ? reading.envelope.type : undefined;
}

/** Read from the raw path: a parameter of the router may be no longer than 100 characters. */
function namesIn(request: Request): readonly string[] {
  const [, , , ...names] = (request.getUrl().pathname ?? '').split('/');
  try {
    return names.length === 2 ? names.map(decodeURIComponent) : [];
  } catch {
    return [];
  }
}
