// The event API on a free port, with a door that takes everything and a clock that tests move.

import { eventRoutes } from '../../bot/features/notifications/events-route.ts';
import { createHttpServer } from '../../bot/http/server.ts';
import { createLog } from '../../bot/monitoring/log.ts';
import { monitoringRoutes } from '../../bot/monitoring/monitoring-routes.ts';
import { createMetrics } from '../../bot/monitoring/metrics.ts';
import type { EventKey } from '../../bot/config/variables.ts';
import type { OutboxInsight } from '../../services/notifications/outbox/outbox.ts';
import { fakeDoor } from './event-samples.ts';
import { type Listening, listening } from './http.ts';

export const SECRET = 'correct-horse-battery';
export const OTHER_SECRET = 'staple-of-the-others';
export const STRUCTURED = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';

export interface EventApi extends Listening {
  readonly intake: ReturnType<typeof fakeDoor>;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly logged: readonly string[];
  now: Date;
  /** Posts to /api/events with a good key, structured unless the headers say otherwise. */
  readonly post: (body: unknown, headers?: Record<string, string>) => Promise<Response>;
  /** Any other request with a good key. */
  readonly call: (
    method: string,
    path: string,
    headers?: Record<string, string>,
  ) => Promise<Response>;
}

export interface EventApiOptions {
  readonly keys?: readonly EventKey[];
  readonly anonymous?: boolean;
  readonly allowedTenants?: readonly string[];
  readonly insight?: () => Promise<OutboxInsight>;
}

const KEYS = [
  { name: 'ci', secret: SECRET },
  { name: 'ops', secret: OTHER_SECRET },
];
const AUTHORIZATION = { authorization: `Bearer ${SECRET}` };

const nothing = () => Promise.reject(new Error('no outbox'));

/** Opens it. The test closes it. */
export async function openEventApi(options: EventApiOptions = {}): Promise<EventApi> {
  const { keys = KEYS, anonymous = false, allowedTenants = [] } = options;
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const intake = fakeDoor();
  const metrics = createMetrics();
  metrics.exposeOutbox({ insight: options.insight ?? nothing, now: () => api.now, log });
  const readiness = () => Promise.resolve({ ready: true, parts: {} });
  const server = createHttpServer({
    routes: [
      monitoringRoutes({ readiness, metrics, key: undefined, log }),
      eventRoutes({ intake, keys, metrics, now: () => api.now, allowedTenants, anonymous, log }),
    ],
    log,
  });
  const open = await listening(server);
  const api: EventApi = {
    ...open,
    intake,
    metrics,
    logged,
    now: new Date('2026-11-23T09:00:05.000Z'),
    post: (body, headers) =>
      fetch(`${open.url}/api/events`, {
        method: 'POST',
        headers: { ...AUTHORIZATION, 'content-type': STRUCTURED, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    call: (method, path, headers) =>
      fetch(open.url + path, { method, headers: { ...AUTHORIZATION, ...headers } }),
  };
  return api;
}
