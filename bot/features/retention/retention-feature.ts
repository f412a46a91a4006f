// The feature of retention by age: off unless the operator says how long enrollments or contacts are kept.

import { removeAged } from '../../../services/storage/stores/age-retention.ts';
import type { Feature, FeatureDeps } from '../feature.ts';

const SIX_HOURS_MS = 6 * 60 * 60_000;

/** Removes what is older than its period. Out: none when no period is set. */
export function createRetentionFeature({
  config,
  database,
  runtime,
}: FeatureDeps): readonly Feature[] {
  const { enrollmentDays, contactDays } = config.retention;
  if (enrollmentDays === undefined && contactDays === undefined) return [];
  async function run(): Promise<number> {
    const { enrollments, contacts, held } = await removeAged(
      database,
      runtime.now(),
      config.retention,
    );
    if (held)
      runtime.log.warn('retention-held', {
        means: 'the clock has jumped: nothing is removed for three days',
      });
    if (enrollments + contacts > 0) runtime.log.info('retention', { enrollments, contacts });
    return enrollments + contacts;
  }
  return [
    {
      name: 'retention',
      jobs: [{ name: 'age', everyMs: SIX_HOURS_MS, run }],
    },
  ];
}
