// Whether the next step has waited so long that it deserves a word. At most one a week, three per milestone, then silence.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { MilestoneId } from '../../enrollment/milestones.ts';
import { STALLS, stallOf, type OpenInvitation, type ReminderSubject } from './stalled.ts';

const WEEK_MS = 7 * 24 * 60 * 60_000;
const MOST_PER_MILESTONE = 3;

/** A reminder that a person got. */
export interface ReminderHistory {
  readonly subject: string;
  readonly at: Date;
}

export interface Reminder {
  readonly subject: ReminderSubject;
  readonly milestone: MilestoneId;
  /** 1 to 3. */
  readonly number: number;
  /** `last` is there when silence follows: then the card offers a person to talk to. */
  readonly values: Readonly<Record<string, string>>;
}

export interface ReminderSituation {
  readonly enrollment: Enrollment;
  readonly invitation: OpenInvitation | undefined;
  /** All reminders this person got. */
  readonly reminded: readonly ReminderHistory[];
  readonly now: Date;
}

/** The reminder that is due. In: where the company stands, what was reminded of already. Out: undefined for none. */
export function dueReminder(situation: ReminderSituation): Reminder | undefined {
  const { enrollment, invitation, reminded, now } = situation;
  if (reminded.some(({ at }) => Math.abs(now.getTime() - at.getTime()) < WEEK_MS)) return undefined;
  const stall = stallOf(enrollment, invitation, now);
  if (stall === undefined || countOf(reminded, stall.milestone) >= MOST_PER_MILESTONE) {
    return undefined;
  }
  const { subject, milestone } = stall;
  const number = countOf(reminded, milestone) + 1;
  const last = number === MOST_PER_MILESTONE ? { last: 'yes' } : {};
  const about = milestone === 'providerAuthorized' ? invitation?.values : {};
  return { subject, milestone, number, values: { ...about, ...last } };
}

function countOf(reminded: readonly ReminderHistory[], milestone: MilestoneId): number {
  return reminded.filter((one) =>
    STALLS.some((stall) => stall.subject === one.subject && stall.milestone === milestone),
  ).length;
}
