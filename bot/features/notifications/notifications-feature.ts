// The feature of notifications: the event API, what operators see, deliveries, reminders and the removal of history.

import type { Feature, FeatureDeps } from '../feature.ts';
import { eventRoutes } from './events-route.ts';

/** A tenant gets six notes a round at the most; this keeps the documented pace within reach. */
const PUMP_MS = 75;
const HOUR_MS = 60 * 60_000;

/** The event API, deliveries, reminders and history of a bot. In: what it is made of. */
export function createNotificationsFeature({
  config,
  runtime,
  notifications,
  metrics,
  background,
}: FeatureDeps): readonly Feature[] {
  const { eventKeys: keys, allowedTenants, anonymous } = config;
  const { log, now } = runtime;
  const { dispatcher, intake } = notifications;
  const feature: Feature = {
    name: 'events',
    routes: eventRoutes({ intake, keys, metrics, now, allowedTenants, log, anonymous }),
    jobs: [
      {
        name: 'pump',
        everyMs: PUMP_MS,
        run: () => dispatcher.drain(),
        begin: () => dispatcher.pump(),
      },
      { name: 'remind', everyMs: HOUR_MS, run: () => notifications.remind() },
      { name: 'forget', everyMs: HOUR_MS, run: () => notifications.forget() },
    ],
    readiness: () => ({ state: keys.length > 0 || anonymous ? 'ok' : 'off' }),
    stop(patience) {
      patience.addEventListener('abort', () => {
        background.abort();
      });
      return dispatcher.stop();
    },
  };
  return [feature];
}
