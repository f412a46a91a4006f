// The feature that asks Partner Center what is due, and takes its webhook calls.

import { Counter, type Registry } from 'prom-client';
import type { Feature, FeatureDeps } from '../feature.ts';
import { partnerCenterRoutes } from './partner-center-route.ts';
import { createPartnerCenterFeed } from './partner-center.ts';

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
  const { calls, webhooks } = createCounters(metrics.registers);
  const intake = createPartnerCenterFeed(database, config.partnerCenter, {
    ...runtime,
    heard: (call, outcome) => {
      calls.inc({ call, outcome });
    },
    intake: notifications.intakeFor('partnerCenter'),
    enrollments: stores.enrollments,
  });
  const { partnerCenterSecret: end } = config.secretDates;
  const feature: Feature = {
    name: 'partnerCenter',
    routes: partnerCenterRoutes({ ...intake, webhooks, log: runtime.log }),
    jobs: [{ name: 'poll', everyMs: POLL_MS, run: () => intake.poll() }],
    secrets: [
      { what: 'partnerCenterSecret', endsAt: () => Promise.resolve(end), part: 'partnerCenter' },
    ],
    readiness: () => intake.state(),
  };
  return [feature];
}

/** Our calls of Partner Center, and its calls of us. Labels are from closed sets. */
function createCounters(registers: Registry[]) {
  const calls = new Counter({
    name: 'lotse_partner_center_calls_total',
    help: 'Questions to Partner Center, by call and by what came of them.',
    labelNames: ['call', 'outcome'],
    registers,
  });
  const webhooks = new Counter({
    name: 'lotse_partner_center_webhooks_total',
    help: 'Webhook calls of Partner Center, by what came of them.',
    labelNames: ['outcome'],
    registers,
  });
  return { calls, webhooks };
}
