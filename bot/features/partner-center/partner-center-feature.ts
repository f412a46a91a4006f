// The feature that asks Partner Center what is due, and takes its webhook calls.

import type { Feature, FeatureDeps } from '../feature.ts';
import { createPartnerCenterMetrics } from './partner-center-metrics.ts';
import { partnerCenterRoutes } from './partner-center-route.ts';
import { createPartnerCenterDoor } from './partner-center.ts';

/** How often due questions are looked for; how often something is asked is decided there. */
const POLL_MS = 5_000;

/** Out: none when it is not configured. */
export function createPartnerCenterFeature({
  config,
  runtime,
  database,
  stores,
  metrics,
  notifications,
}: FeatureDeps): readonly Feature[] {
  if (config.partnerCenter === undefined) return [];
  const counted = createPartnerCenterMetrics(metrics.registers);
  const door = createPartnerCenterDoor(database, config.partnerCenter, {
    ...runtime,
    heard: counted.call,
    door: notifications.intakeFor('partnerCenter'),
    enrollments: stores.enrollments,
  });
  const { partnerCenterSecret: end } = config.secretDates;
  const feature: Feature = {
    name: 'partnerCenter',
    routes: partnerCenterRoutes({ ...door, count: counted.webhook, log: runtime.log }),
    jobs: [{ name: 'poll', everyMs: POLL_MS, run: () => door.poll() }],
    secrets: [
      {
        what: 'partnerCenterSecret',
        endsAt: () => Promise.resolve(end),
        part: 'partnerCenter',
      },
    ],
    readiness: () => door.state(),
  };
  return [feature];
}
