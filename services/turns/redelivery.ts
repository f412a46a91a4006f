// Whether an activity under a new id is one that came before: Teams sends a slow turn's again. Somebody who really says
// the same thing twice is heard twice. See docs/decisions/0024-what-is-a-redelivery.md.

import type { Turn } from './turns.ts';

export type ActivityFingerprint = Pick<
  Turn,
  'digest' | 'asked' | 'localTime' | 'channelTime' | 'receivedAt'
>;
export type EarlierActivity = ActivityFingerprint &
  Pick<Turn, 'activityId' | 'answeredAt' | 'state'>;

/** What came now, and what this process had under way when it came. */
export type CurrentActivity = ActivityFingerprint & {
  readonly underWay: ReadonlySet<string>;
  /** A button, not words. */
  readonly isPress: boolean;
};

/** How long after the first a redelivery may come. */
const WINDOW_MS = 60_000;
/** By how much clocks of replicas may differ. More than that, and ours was set back: then its times say nothing. */
const SKEW_MS = 5_000;
/** A turn that is answered sooner is not sent again by the channel; it gives up after about 15 s. */
const SLOW_MS = 10_000;

/** Whether a turn of the same conversation came before as this one. Cases: test/unit/turns/redelivery.test.ts. */
export function isRepetition(now: CurrentActivity, before: EarlierActivity): boolean {
  if (now.digest === '' || now.digest !== before.digest) return false;
  // Nobody has seen an answer: whatever it was, a person says it again, they do not say something new.
  if (before.state === 'held') return true;
  // Both ways: before a clock that was set back lies nothing that a channel would send again.
  if (Math.abs(now.receivedAt - before.receivedAt) > WINDOW_MS) return false;
  return wasSentAtOnce(now, before) || isSlip(now, before) || wasGivenUp(now, before);
}

/** A button pressed twice at once is a slip of the hand; words are, once the first have waited so long that the channel resends. */
function isSlip(now: CurrentActivity, before: EarlierActivity): boolean {
  const isSlow = now.receivedAt - before.receivedAt >= SLOW_MS;
  return isUnderWay(now, before) && (now.isPress || isSlow);
}

/** The first took so long that the channel did not wait, and this was sent before anybody saw an answer. */
function wasGivenUp(
  now: ActivityFingerprint,
  { answeredAt, receivedAt }: EarlierActivity,
): boolean {
  if (answeredAt === null || answeredAt - receivedAt < SLOW_MS) return false;
  return sentAt(now) <= answeredAt;
}

/** Whether the first was not answered yet when this came. Another process's turns are known by their times only. */
function isUnderWay(
  now: CurrentActivity,
  { activityId, answeredAt, receivedAt }: EarlierActivity,
): boolean {
  if (now.underWay.has(activityId)) return true;
  if (now.receivedAt < receivedAt - SKEW_MS) return false;
  return answeredAt === null || now.receivedAt < answeredAt;
}

/** The client's own clock, or the channel's, says that it was one and the same sending. */
function wasSentAtOnce(now: ActivityFingerprint, before: EarlierActivity): boolean {
  return (
    isSameMoment(now, [now.localTime, before.localTime], before) ||
    isSameMoment(now, [now.channelTime, before.channelTime], before)
  );
}

/** A clock that counts whole seconds cannot tell two quick answers apart; then what was asked has to. */
function isSameMoment(
  now: ActivityFingerprint,
  [one, other]: readonly [string, string],
  before: EarlierActivity,
): boolean {
  const moment = Date.parse(one);
  if (Number.isNaN(moment) || moment !== Date.parse(other)) return false;
  return moment % 1_000 !== 0 || now.asked === before.asked;
}

/** Without a time of its own it counts as sent when it came. */
function sentAt({ localTime, channelTime, receivedAt }: ActivityFingerprint): number {
  const moments = [Date.parse(localTime), Date.parse(channelTime)];
  return moments.find((moment) => !Number.isNaN(moment)) ?? receivedAt;
}
