// What is worth asking Partner Center about a company, and when again: only what its enrollment waits for now.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import { backoffMs } from '../../http/retry-after.ts';
import type { MilestoneId } from '../../enrollment/milestones.ts';
import { nextMilestone } from '../../enrollment/progress.ts';

/** What is watched, named after the milestone it serves. `prepared`: its address; `customerInvited`: the link for customers. */
export const POLL_TOPICS = [
  'prepared',
  'verified',
  'mpaSigned',
  'providerAuthorized',
  'customerInvited',
] as const;
export type PollTopic = (typeof POLL_TOPICS)[number];

const MINUTE_MS = 60_000;
const RUNNING_MS = 30 * MINUTE_MS;
/** Nobody waits for these; a change of them is still worth knowing the next day. */
const RESTING_MS = 24 * 60 * MINUTE_MS;
const BACKOFF = { firstMs: RUNNING_MS, longestMs: 12 * 60 * MINUTE_MS };

/** A milestone may be asked about once this one is done. */
const AFTER: Readonly<Record<PollTopic, MilestoneId>> = {
  prepared: 'prepared',
  verified: 'submitted',
  mpaSigned: 'verified',
  providerAuthorized: 'mpaSigned',
  customerInvited: 'providerAuthorized',
};

/** What to watch for a company between its form and its last milestone; the legal profile is readable of our own tenant only. */
export function topicsFor(enrollment: Enrollment, ownTenantId: string): readonly PollTopic[] {
  const { standing, tenantId } = enrollment;
  if (nextMilestone(enrollment) === undefined) return [];
  const isOwn = tenantId.toLowerCase() === ownTenantId.toLowerCase();
  return POLL_TOPICS.filter(
    (watch) => standing[AFTER[watch]]?.state === 'done' && (isOwn || watch !== 'verified'),
  );
}

/** When to ask again. In: failures in a row, epoch milliseconds, a number from 0 to 1 that spreads companies. Out: epoch milliseconds. */
export function nextDue(
  watch: PollTopic,
  { standing }: Enrollment,
  { failures, at, chance }: Readonly<Record<'failures' | 'at' | 'chance', number>>,
): number {
  const isAwaited = standing[watch]?.state !== 'done' && watch !== 'customerInvited';
  const pace = isAwaited ? RUNNING_MS : RESTING_MS;
  const wait = failures === 0 ? pace : backoffMs(failures - 1, BACKOFF);
  return Math.round(at + wait * (0.8 + 0.4 * chance));
}
