// What is counted for operators, in a registry of its own. Labels are from closed sets: no ids, no tenants.

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import {
  DELIVERY_STATES,
  type NotificationSender,
  type DeliveryOutcome,
} from '../../services/notifications/notification.ts';
import type { OutboxInsight } from '../../services/notifications/outbox/outbox.ts';
import { errorCode, type Log } from './log.ts';

export type EventOutcome = 'accepted' | 'duplicate' | 'refused' | 'throttled';

export interface Metrics {
  /** For counters of optional parts. */
  readonly registers: Registry[];
  /** Counts what came in. The type only where it was taken; otherwise it is the sender's word. */
  event(outcome: EventOutcome, type?: string): void;
  /** In: a sender. Out: the same, counted and timed. */
  watched(sender: NotificationSender): NotificationSender;
  /** Shows the outbox on the page. */
  exposeOutbox(deps: OutboxFiguresDeps): void;
  /** For parts that count by themselves. */
  readonly registry: Registry;
  /** Everything in Prometheus' text form. Never rejects. */
  page(): Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface OutboxFiguresDeps {
  /** The outbox as it is now, asked at each reading. */
  readonly insight: () => Promise<OutboxInsight>;
  readonly now: () => Date;
  readonly log: Log;
}

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** New counters at zero, and the process's own figures beside them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const events = new Counter({
    name: 'lotse_events_total',
    help: 'Events taken, by type and outcome; requests refused or throttled.',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const attempts = attemptSeconds(registers);
  let refresh = (): Promise<void> => Promise.resolve();
  return {
    registers,
    registry,
    event(outcome, type) {
      events.inc(type === undefined ? { outcome } : { type, outcome });
    },
    exposeOutbox(deps) {
      refresh = outboxFigures(registers, deps);
    },
    watched: (sender) => ({
      async send(to, notes, mayStill) {
        const stop = attempts.startTimer();
        const outcome = await sender.send(to, notes, mayStill);
        stop({ outcome: outcome.kind });
        return outcome;
      },
    }),
    async page() {
      await refresh();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function attemptSeconds(registers: Registry[]): Histogram<'outcome'> {
  const attempts = new Histogram({
    name: 'lotse_delivery_attempt_seconds',
    help: 'Attempts to deliver, by outcome, and how long each took.',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers,
  });
  const kinds: readonly DeliveryOutcome['kind'][] = ['sent', 'later', 'never'];
  for (const outcome of kinds) attempts.zero({ outcome });
  return attempts;
}

/** A figure that cannot be had is left out, not repeated from the last time; the rest of the page still comes. */
function outboxFigures(
  registers: Registry[],
  { insight, now, log }: OutboxFiguresDeps,
): () => Promise<void> {
  const figures = gauges(registers);
  return async function show() {
    const seen = await insight().catch((error: unknown) => {
      log.warn('insight-failed', { code: errorCode(error) });
    });
    figures.deliveries.reset();
    figures.lag.remove({});
    if (!seen) return;
    for (const state of DELIVERY_STATES) figures.deliveries.set({ state }, seen.deliveries[state]);
    const lag = seen.oldestDue ? now().getTime() - seen.oldestDue.getTime() : 0;
    figures.lag.set(Math.max(0, lag) / 1000);
    // The dispatcher counts these itself, from the beginning of the process as Prometheus expects it.
    figures.retries.reset();
    figures.retries.inc(seen.retries);
    figures.throttles.reset();
    figures.throttles.inc(seen.throttles);
  };
}

function gauges(registers: Registry[]) {
  const deliveries = new Gauge({
    name: 'lotse_deliveries',
    help: 'Deliveries in the outbox, by state.',
    labelNames: ['state'],
    registers,
  });
  const lag = new Gauge({
    name: 'lotse_delivery_lag_seconds',
    help: 'How long the oldest delivery that could go has been waiting.',
    registers,
  });
  const retries = new Counter({
    name: 'lotse_delivery_retries_total',
    help: 'Attempts that have to be repeated.',
    registers,
  });
  const throttles = new Counter({
    name: 'lotse_delivery_throttles_total',
    help: 'Answers of the channel that asked to slow down.',
    registers,
  });
  return { deliveries, lag, retries, throttles };
}
