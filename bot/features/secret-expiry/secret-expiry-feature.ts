// The feature that looks up when secrets and subscriptions end, so that /readyz and /metrics ask nobody.

import { createExpiries, exposeExpiries, type Expiries } from '../../monitoring/expiries.ts';
import type { Feature, FeatureDeps } from '../feature.ts';

const HOUR_MS = 60 * 60_000;

/** In: the features whose secrets are watched. Out: the feature, and what it knows. */
export function createSecretExpiryFeature(
  { runtime: { now, log }, metrics }: FeatureDeps,
  features: readonly Feature[],
): { readonly feature: Feature; readonly expiries: Expiries } {
  const secrets = features.flatMap(({ secrets: watched = [] }) => watched);
  const sources = Object.fromEntries(secrets.map(({ what, endsAt }) => [what, endsAt]));
  const expiries = createExpiries({ sources, now, log });
  exposeExpiries(metrics.registers, expiries);
  const feature: Feature = {
    name: 'secretExpiry',
    jobs: [
      {
        name: 'look-ahead',
        everyMs: HOUR_MS,
        async run() {
          await expiries.refresh();
          return secrets.length;
        },
      },
    ],
  };
  return { feature, expiries };
}
