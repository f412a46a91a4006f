// What counts as stalled, and since when a word about it is due. Pure: only what the enrollment says.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { MilestoneId } from '../../enrollment/milestones.ts';
import type { NotificationSubject } from '../notification.ts';

export type ReminderSubject = Extract<NotificationSubject, `reminder.${string}`>;

/** What is known of the last invitation besides the fact that it came. */
export interface OpenInvitation {
  readonly values: Readonly<Record<string, string>>;
  readonly expiresAt: Date | undefined;
}

export interface Stall {
  readonly subject: ReminderSubject;
  readonly milestone: MilestoneId;
  /** From when a reminder is due. Out: undefined when nothing is stalled. */
  dueFrom(enrollment: Enrollment, invitation: OpenInvitation | undefined): Date | undefined;
}

const DAY_MS = 24 * 60 * 60_000;

/** The first one that is due is the one to speak of. */
export const STALLS: readonly Stall[] = [
  { subject: 'reminder.formPaused', milestone: 'prepared', dueFrom: formPaused },
  { subject: 'reminder.emailUnconfirmed', milestone: 'emailConfirmed', dueFrom: emailUnconfirmed },
  { subject: 'reminder.notAppealed', milestone: 'verified', dueFrom: notAppealed },
  { subject: 'reminder.verificationSilent', milestone: 'verified', dueFrom: verificationSilent },
  {
    subject: 'reminder.invitationLapsing',
    milestone: 'providerAuthorized',
    dueFrom: invitationLapsing,
  },
  { subject: 'reminder.mpaUnsigned', milestone: 'mpaSigned', dueFrom: mpaUnsigned },
  {
    subject: 'reminder.invitationUnanswered',
    milestone: 'providerAuthorized',
    dueFrom: invitationUnanswered,
  },
  { subject: 'reminder.noCustomer', milestone: 'customerInvited', dueFrom: noCustomer },
];

/** The form was begun and nothing was answered for three days, whether `pause` was said or not. */
function formPaused({
  confirmedAt,
  standing,
  asked,
  pausedAt,
  startedAt,
}: Enrollment): Date | undefined {
  if (confirmedAt !== null || Object.keys(standing).length > 0) return undefined;
  return daysAfter(new Date(pausedAt ?? asked?.since ?? startedAt), 3);
}

/** No mail within one business day [account-verification]. */
function emailUnconfirmed(enrollment: Enrollment): Date | undefined {
  if (isDone(enrollment, 'emailConfirmed') || enrollment.standing.verified !== undefined) {
    return undefined;
  }
  const submitted = doneAt(enrollment, 'submitted');
  return submitted && businessDaysAfter(submitted, 1);
}

function notAppealed({ standing: { verified } }: Enrollment): Date | undefined {
  return verified?.state === 'failed' ? daysAfter(new Date(verified.at), 3) : undefined;
}

/** 3 to 5 business days are usual [account-verification]. */
function verificationSilent(enrollment: Enrollment): Date | undefined {
  const { verified } = enrollment.standing;
  if (verified !== undefined && verified.state !== 'waiting') return undefined;
  const since = verified ? new Date(verified.at) : doneAt(enrollment, 'emailConfirmed');
  return since && businessDaysAfter(since, 5);
}

function mpaUnsigned(enrollment: Enrollment): Date | undefined {
  if (isDone(enrollment, 'mpaSigned')) return undefined;
  const verified = doneAt(enrollment, 'verified');
  return verified && businessDaysAfter(verified, 3);
}

function invitationLapsing(
  enrollment: Enrollment,
  invitation: OpenInvitation | undefined,
): Date | undefined {
  const invited = openInvitation(enrollment);
  const expiresAt = invitation?.expiresAt;
  if (invited === undefined || expiresAt === undefined) return undefined;
  const [soon, decent] = [daysAfter(expiresAt, -3), daysAfter(invited, 1)];
  return soon > decent ? soon : decent;
}

function invitationUnanswered(enrollment: Enrollment): Date | undefined {
  const invited = openInvitation(enrollment);
  return invited && daysAfter(invited, 3);
}

function noCustomer(enrollment: Enrollment): Date | undefined {
  if (isDone(enrollment, 'customerInvited')) return undefined;
  const authorized = doneAt(enrollment, 'providerAuthorized');
  return authorized && daysAfter(authorized, 14);
}

/** When the company was invited, as long as it has not accepted. */
export function openInvitation(enrollment: Enrollment): Date | undefined {
  const isOver = isDone(enrollment, 'providerAuthorized');
  return isOver ? undefined : doneAt(enrollment, 'providerInvited');
}

function isDone({ standing }: Enrollment, milestone: MilestoneId): boolean {
  return standing[milestone]?.state === 'done';
}

function doneAt({ standing }: Enrollment, milestone: MilestoneId): Date | undefined {
  const fact = standing[milestone];
  return fact?.state === 'done' ? new Date(fact.at) : undefined;
}

/** The same hour some business days later, since Microsoft's times are given in them; holidays are not known. Saturdays and Sundays do not count. In: a time, how many. */
export function businessDaysAfter(at: Date, days: number): Date {
  let time = at.getTime();
  for (let left = days; left > 0;) {
    time += DAY_MS;
    const weekday = new Date(time).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return new Date(time);
}

export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MS);
}
