// The feature that looks up when secrets and subscriptions end, so that /readyz and /metrics ask nobody.

import { secretEnd, type SecretQuery } from '../../doctor/secret-days.ts';
import {
  createExpiries,
  exposeExpiries,
  type Expiries,
  type ExpirySource,
} from '../../monitoring/expiries.ts';
import type { Feature, FeatureDeps } from '../feature.ts';

const LOOK_MS = 8_000;
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
        run: () => expiries.refresh().then(() => secrets.length),
      },
    ],
  };
  return { feature, expiries };
}

/** When a secret ends, as Microsoft Graph or the operator says. What Graph once said stays when it does not answer: another secret comes with another start. */
export function secretEndOf(asked: SecretQuery | undefined): ExpirySource {
  let known: Date | undefined;
  return async () => {
    if (asked === undefined) return undefined;
    const found = await secretEnd(asked, AbortSignal.timeout(LOOK_MS));
    if (found.kind === 'known' && found.source === 'graph') known = found.end;
    return known ?? asked.told;
  };
}
