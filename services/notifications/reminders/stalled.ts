// What counts as stalled, and since when a word about it is due: always the one next step, never another one. Pure.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { MilestoneId } from '../../enrollment/milestones.ts';
import {
  businessDaysAfter,
  daysAfter,
  nextStep,
  openInvitation,
  type InvitationTerm,
  type NextStepKind,
} from '../../enrollment/next-step.ts';
import type { NotificationSubject } from '../notification.ts';

export type ReminderSubject = Extract<NotificationSubject, `reminder.${string}`>;

/** The open invitation, with what it said. */
export interface OpenInvitation extends InvitationTerm {
  readonly values: Readonly<Record<string, string>>;
}

/** Port: the newest invitation of a company's provider; undefined when none is known. */
export type InvitationOf = (tenantId: string) => Promise<OpenInvitation | undefined>;

export interface Stall {
  readonly subject: ReminderSubject;
  readonly milestone: MilestoneId;
  /** The next step that it reminds of. */
  readonly kinds: readonly NextStepKind[];
  /** How long the step may wait before a reminder is due. */
  readonly patience: Patience;
}

type Patience = { readonly days: number } | { readonly businessDays: number };

/** The times of the verification are Microsoft's [account-verification]; the others are ours. */
export const STALLS: readonly Stall[] = [
  stall('reminder.formPaused', 'prepared', ['form'], { days: 3 }),
  stall('reminder.partnerIdMissing', 'partnerId', ['partnerId'], { days: 7 }),
  stall('reminder.notSubmitted', 'submitted', ['apply'], { days: 7 }),
  stall('reminder.emailUnconfirmed', 'emailConfirmed', ['confirmEmail'], { businessDays: 1 }),
  stall('reminder.notAppealed', 'verified', ['appeal'], { days: 3 }),
  stall('reminder.verificationSilent', 'verified', ['verification', 'appealRunning'], {
    businessDays: 5,
  }),
  stall('reminder.roleUnassigned', 'adminAgent', ['adminAgent'], { businessDays: 3 }),
  stall('reminder.mpaUnsigned', 'mpaSigned', ['agreement'], { businessDays: 3 }),
  stall('reminder.noInvitation', 'providerInvited', ['provider'], { days: 14 }),
  stall('reminder.invitationLapsing', 'providerAuthorized', ['invitationLapsing'], { days: 1 }),
  stall('reminder.invitationUnanswered', 'providerAuthorized', ['invitation'], { days: 3 }),
  stall('reminder.noCustomer', 'customerInvited', ['firstCustomer'], { days: 14 }),
];

/** What is stalled: the next step, when it waits longer than it should. A lapsed invitation is not spoken of. */
export function stallOf(
  enrollment: Enrollment,
  invitation: OpenInvitation | undefined,
  now: Date,
): Stall | undefined {
  const { kind, since } = nextStep(enrollment, now, invitation);
  const isLapsed = invitation?.expiresAt !== undefined && invitation.expiresAt <= now;
  if (isLapsed && openInvitation(enrollment) !== undefined) return undefined;
  const found = STALLS.find(({ kinds }) => kinds.includes(kind));
  if (found === undefined || since === undefined) return undefined;
  return dueFrom(found.patience, new Date(since)) <= now ? found : undefined;
}

function stall(
  subject: ReminderSubject,
  milestone: MilestoneId,
  kinds: readonly NextStepKind[],
  patience: Patience,
): Stall {
  return { subject, milestone, kinds, patience };
}

function dueFrom(patience: Patience, since: Date): Date {
  return 'days' in patience
    ? daysAfter(since, patience.days)
    : businessDaysAfter(since, patience.businessDays);
}
