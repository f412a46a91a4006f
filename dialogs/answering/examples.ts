// Questions that fit where the person stands, for the help.

import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { position, type Position } from '../../services/enrollment/form.ts';
import type { MilestoneId } from '../../services/enrollment/milestones.ts';
import { nextMilestone } from '../../services/enrollment/progress.ts';
import type { Knowledge, Topic } from '../../services/knowledge/content/topic.ts';

const BEFORE = ['indirect-reseller-what', 'prerequisites-checklist', 'verification-duration'];
const AFTER = ['customers-invite', 'next-steps', 'customer-provider-relation'];

const IN_FORM: Readonly<Record<Position, readonly string[]>> = {
  situation: ['indirect-reseller-what', 'already-in-csp', 'first-time-partners'],
  account: ['global-admin-needed', 'work-account-check', 'mpn-id-country'],
  partnerId: ['mpn-id-what', 'mpn-id-country', 'mpn-membership-not-enough'],
  company: ['legal-profile', 'registration-id', 'company-details'],
  contact: ['primary-contact-who', 'primary-contact-email', 'webmail-why'],
  support: ['support-contact', 'support-who', 'primary-contact-confirm'],
  review: ['enrollment-steps', 'enroll-now', 'verification-duration'],
};

const AT_MILESTONE: Readonly<Record<MilestoneId, readonly string[]>> = {
  prepared: BEFORE,
  partnerId: ['mpn-id-what', 'mpn-id-country', 'mpn-membership-not-enough'],
  submitted: ['enrollment-steps', 'welcome-page', 'enroll-now'],
  emailConfirmed: ['primary-contact-confirm', 'verification-what', 'verification-stuck'],
  verified: ['verification-duration', 'verification-stuck', 'verification-what'],
  adminAgent: ['admin-agent', 'admin-agent-check', 'add-users'],
  mpaSigned: ['mpa-sign-how', 'mpa-sign-who', 'mpa-what'],
  providerInvited: ['provider-find', 'provider-choose', 'provider-region'],
  providerAuthorized: ['provider-permissions', 'provider-accept', 'provider-admin-remove'],
  customerInvited: AFTER,
};

/** Up to three topics for the stage of an enrollment. In: undefined when there is none yet. */
export function exampleTopics(
  enrollment: Enrollment | undefined,
  { topics }: Knowledge,
): readonly Topic[] {
  return idsFor(enrollment).flatMap((id) => topics.get(id) ?? []);
}

function idsFor(enrollment: Enrollment | undefined): readonly string[] {
  if (enrollment === undefined) return BEFORE;
  const now = position(enrollment);
  if (now !== undefined) return IN_FORM[now];
  const next = nextMilestone(enrollment);
  return next === undefined ? AFTER : AT_MILESTONE[next];
}
