// The one thing to do now, from the real state: status card, answers, notes and reminders all take it from here, so that they
// never contradict each other. Pure.

import type { Enrollment } from './enrollment.ts';
import { position, type Position } from './form.ts';
import { actorOf, type Actor, type Fact, type MilestoneId } from './milestones.ts';
import { nextMilestone } from './progress.ts';

export const NEXT_STEP_KINDS = [
  'begin',
  'form',
  'appeal',
  'appealRunning',
  'partnerId',
  'apply',
  'confirmEmail',
  'verification',
  'adminAgent',
  'agreement',
  'provider',
  'invitation',
  'invitationLapsing',
  'firstCustomer',
  'everyYear',
] as const;
export type NextStepKind = (typeof NEXT_STEP_KINDS)[number];

export interface NextStep {
  readonly kind: NextStepKind;
  readonly actor: Actor;
  /** The milestone it leads to; undefined before the form is done, and after the last one. */
  readonly milestone: MilestoneId | undefined;
  /** The step of the form that is open. */
  readonly position: Position | undefined;
  /** Since when it waits, ISO 8601. */
  readonly since: string | undefined;
  /** By when it must be done, ISO 8601; undefined where the sources know no deadline. */
  readonly deadline: string | undefined;
  /** How long it usually takes, in days; undefined where the sources do not say. */
  readonly usual: UsualTime | undefined;
  /** Whether it waits longer than usual. */
  readonly isLate: boolean;
}

export interface UsualTime {
  readonly from: number;
  readonly to: number;
  /** Microsoft counts in business days. */
  readonly unit: 'businessDays' | 'days';
}

/** What is known of the provider's last invitation besides the fact that it came. */
export interface InvitationTerm {
  readonly expiresAt: Date | undefined;
}

const DAY_MS = 24 * 60 * 60_000;
/** A program account that stays rejected longer than this is suspended [rejected-30-days]. */
const APPEAL_DAYS = 30;
/** From when an invitation is urgent; ours. */
const LAPSES_SOON_DAYS = 3;

const KINDS: Readonly<Record<Exclude<MilestoneId, 'prepared'>, NextStepKind>> = {
  partnerId: 'partnerId',
  submitted: 'apply',
  emailConfirmed: 'confirmEmail',
  verified: 'verification',
  adminAgent: 'adminAgent',
  mpaSigned: 'agreement',
  providerInvited: 'provider',
  providerAuthorized: 'invitation',
  customerInvited: 'firstCustomer',
};

/** The mail comes within one business day, the result usually in 3 to 5 [account-verification]. */
const USUAL: Readonly<Partial<Record<NextStepKind, UsualTime>>> = {
  confirmEmail: { from: 0, to: 1, unit: 'businessDays' },
  verification: { from: 3, to: 5, unit: 'businessDays' },
};

/** What a company does next. In: its enrollment, undefined before it began one; the open invitation, where one is known. */
export function nextStep(
  enrollment: Enrollment | undefined,
  now: Date,
  invitation?: InvitationTerm,
): NextStep {
  if (enrollment === undefined) return stepOf('begin', 'company', now);
  const urgent = urgentStep(enrollment, now, invitation);
  if (urgent !== undefined) return urgent;
  const isPrepared = enrollment.standing.prepared?.state === 'done';
  return isPrepared ? milestoneStep(enrollment, now) : formStep(enrollment, now);
}

/** The same hour some business days later: Saturdays and Sundays do not count, holidays are not known. */
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

/** When the company was invited, as long as it has not accepted. */
export function openInvitation({ standing }: Pick<Enrollment, 'standing'>): Date | undefined {
  const isOver = standing.providerAuthorized?.state === 'done';
  return isOver ? undefined : doneAt(standing.providerInvited);
}

function formStep(enrollment: Enrollment, now: Date): NextStep {
  const { pausedAt, asked, startedAt } = enrollment;
  return {
    ...stepOf('form', 'company', now, pausedAt ?? asked?.since ?? startedAt),
    milestone: 'prepared',
    position: position(enrollment),
  };
}

/** What comes before the order of the milestones: a refusal, then an invitation about to lapse. */
function urgentStep(
  enrollment: Enrollment,
  now: Date,
  invitation: InvitationTerm | undefined,
): NextStep | undefined {
  return refusedStep(enrollment, now) ?? lapsingStep(enrollment, now, invitation);
}

function refusedStep(enrollment: Enrollment, now: Date): NextStep | undefined {
  const { verified } = enrollment.standing;
  if (verified === undefined) return undefined;
  if (verified.state !== 'failed') {
    if (!wasAppealed(enrollment)) return undefined;
    return { ...stepOf('appealRunning', 'microsoft', now, verified.at), milestone: 'verified' };
  }
  return {
    ...stepOf('appeal', actorOf('verified', verified), now, verified.at),
    milestone: 'verified',
    deadline: daysAfter(new Date(verified.at), APPEAL_DAYS).toISOString(),
  };
}

function lapsingStep(
  enrollment: Enrollment,
  now: Date,
  invitation: InvitationTerm | undefined,
): NextStep | undefined {
  const expiresAt = invitation?.expiresAt;
  const isOpen = openInvitation(enrollment) !== undefined && expiresAt !== undefined;
  if (!isOpen || expiresAt <= now || expiresAt > daysAfter(now, LAPSES_SOON_DAYS)) return undefined;
  return {
    ...stepOf('invitationLapsing', 'globalAdmin', now, enrollment.standing.providerInvited?.at),
    milestone: 'providerAuthorized',
    deadline: expiresAt.toISOString(),
  };
}

function milestoneStep(enrollment: Enrollment, now: Date): NextStep {
  const { standing } = enrollment;
  const milestone = nextMilestone(enrollment);
  const since = standing[milestone ?? 'prepared']?.at ?? lastNews(enrollment);
  if (milestone === undefined || milestone === 'prepared') {
    return stepOf('everyYear', 'company', now, since);
  }
  const actor = actorOf(milestone, standing[milestone]);
  return { ...stepOf(KINDS[milestone], actor, now, since), milestone };
}

function stepOf(kind: NextStepKind, actor: Actor, now: Date, since?: string): NextStep {
  const usual = USUAL[kind];
  const until = since === undefined || usual === undefined ? undefined : endOf(usual, since);
  return {
    kind,
    actor,
    milestone: undefined,
    position: undefined,
    since,
    deadline: undefined,
    usual,
    isLate: until !== undefined && until < now,
  };
}

function endOf({ to, unit }: UsualTime, since: string): Date {
  const from = new Date(since);
  return unit === 'days' ? daysAfter(from, to) : businessDaysAfter(from, to);
}

/** When the latest milestone was reached: since then the next one waits. */
function lastNews({ standing, confirmedAt }: Enrollment): string | undefined {
  const times = Object.values(standing).flatMap(({ state, at }) => (state === 'done' ? [at] : []));
  return times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? confirmedAt ?? undefined;
}

/** Whether a refusal was followed by an appeal of the company's own. */
function wasAppealed({ history, standing }: Enrollment): boolean {
  const isWaiting = standing.verified?.state === 'waiting' && standing.verified.source === 'self';
  return isWaiting && history.some((one) => one.milestone === 'verified' && one.state === 'failed');
}

function doneAt(fact: Fact | undefined): Date | undefined {
  return fact?.state === 'done' ? new Date(fact.at) : undefined;
}
