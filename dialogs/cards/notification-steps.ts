// What each notification asks for: who acts, which source advises it, and the next step as a button.

import type {
  Notification,
  NotificationSubject,
} from '../../services/notifications/notification.ts';
import type { Actor, MilestoneId } from '../../services/enrollment/milestones.ts';
import type { Language } from '../../services/texts/languages.ts';
import type { Translate, TextKey } from '../../services/texts/texts.ts';
import { button, openUrl, type Button, type CardLanguage } from './card.ts';
import { replyButton, type InvitationReply } from './invitation-reply.ts';
import { doubtAbout, outsideLine, outsideLink, outsideSummary } from './outside.ts';
import { AGREEMENTS, DASHBOARD, FIND_A_PROVIDER, LEGAL_INFO, MEMBERSHIP } from './pages.ts';

interface Course {
  readonly actor: Actor;
  /** Where the advice is from, with its date. */
  readonly source?: TextKey;
  /** The next step first; two at most, four buttons are for manners. */
  readonly steps: readonly NotificationStep[];
  /** Instead, where several notes share a card and each has one button. */
  readonly folded?: NotificationStep;
}

/** `folded`: the card's language when other notes share it, so that the button says whose it is. */
type NotificationStep = (t: Translate, note: Notification, folded?: Language) => Button | undefined;

const LONGEST_NAME = 40;
const VERIFICATION = 'source.verification2023';
const TASKS = 'source.tasks2022';
const REFUSED: Course = {
  actor: 'globalAdmin',
  source: VERIFICATION,
  steps: [page('link.verified', LEGAL_INFO), reported('report.appealed', 'verified', 'appealed')],
};
const UNANSWERED: Course = {
  actor: 'globalAdmin',
  source: TASKS,
  steps: [invitation, reported('report.providerAuthorized', 'providerAuthorized')],
};

const COURSES: Readonly<Record<Exclude<NotificationSubject, 'announcement'>, Course>> = {
  'verification.pending': { actor: 'microsoft', source: VERIFICATION, steps: [status] },
  'verification.authorized': { actor: 'globalAdmin', source: TASKS, steps: [status] },
  'verification.rejected': REFUSED,
  'mpa.signed': {
    actor: 'company',
    source: TASKS,
    steps: [status, page('link.providerInvited', FIND_A_PROVIDER)],
  },
  'mpa.unsigned': {
    actor: 'globalAdmin',
    source: TASKS,
    steps: [page('link.mpaSigned', AGREEMENTS), status],
  },
  'provider.invited': { actor: 'globalAdmin', source: TASKS, steps: [invitation, status] },
  'provider.invitationNoticed': {
    actor: 'company',
    source: TASKS,
    steps: [replied('yes'), replied('no')],
    folded: replied('show'),
  },
  'provider.authorized': {
    actor: 'company',
    source: TASKS,
    steps: [status, page('link.customerInvited', DASHBOARD)],
  },
  'provider.removed': {
    actor: 'company',
    steps: [page('link.providerInvited', FIND_A_PROVIDER), status],
  },
  'customer.accepted': {
    actor: 'provider',
    source: 'source.connect2023',
    steps: [page('link.customerInvited', DASHBOARD), status],
  },
  'reminder.formPaused': { actor: 'company', steps: [goOn] },
  'reminder.partnerIdMissing': {
    actor: 'globalAdmin',
    source: 'source.locations2023',
    steps: [page('link.partnerId', MEMBERSHIP), reported('report.partnerId', 'partnerId')],
  },
  'reminder.notSubmitted': {
    actor: 'globalAdmin',
    source: TASKS,
    steps: [guide, reported('report.submitted', 'submitted')],
  },
  'reminder.emailUnconfirmed': {
    actor: 'primaryContact',
    source: VERIFICATION,
    steps: [
      page('link.emailConfirmed', LEGAL_INFO),
      reported('report.emailConfirmed', 'emailConfirmed'),
    ],
  },
  'reminder.verificationSilent': {
    actor: 'globalAdmin',
    source: VERIFICATION,
    steps: [page('link.verified', LEGAL_INFO), status],
  },
  'reminder.notAppealed': REFUSED,
  'reminder.roleUnassigned': {
    actor: 'globalAdmin',
    source: 'source.seed2020',
    steps: [page('link.adminAgent', DASHBOARD), reported('report.adminAgent', 'adminAgent')],
  },
  'reminder.mpaUnsigned': {
    actor: 'globalAdmin',
    source: TASKS,
    steps: [page('link.mpaSigned', AGREEMENTS), reported('report.mpaSigned', 'mpaSigned')],
  },
  'reminder.noInvitation': {
    actor: 'provider',
    source: TASKS,
    steps: [
      page('link.providerInvited', FIND_A_PROVIDER),
      reported('report.providerInvited', 'providerInvited'),
    ],
  },
  'reminder.invitationUnanswered': UNANSWERED,
  'reminder.invitationLapsing': UNANSWERED,
  'reminder.noCustomer': {
    actor: 'company',
    source: 'source.connect2023',
    steps: [
      page('link.customerInvited', DASHBOARD),
      reported('report.customerInvited', 'customerInvited'),
    ],
  },
};

/** Who acts and whose advice it is. Out: undefined for a partner team's own words. */
export function courseOf(subject: NotificationSubject): Course | undefined {
  return subject === 'announcement' ? undefined : COURSES[subject];
}

/** Whether nothing moves before the person has answered: their way to do so comes first. */
export function needsReply({ subject }: Notification): boolean {
  return courseOf(subject)?.folded !== undefined;
}

/** The next steps of a note as buttons, the first one first. In: whether other notes are on the card; then it is one at most. */
export function stepButtons(
  { t, language }: CardLanguage,
  note: Notification,
  isFolded = false,
): readonly Button[] {
  const course = courseOf(note.subject);
  const all = course?.steps ?? [more];
  const steps = isFolded && course?.folded ? [course.folded] : all;
  const buttons = steps.flatMap((step) => step(t, note, isFolded ? language : undefined) ?? []);
  return isFolded ? buttons.slice(0, 1) : buttons;
}

function status(t: Translate): Button {
  return button(t('button.status'), 'status');
}

function guide(t: Translate): Button {
  return button(t('button.guide'), 'status', { part: 'guide' });
}

function goOn(t: Translate): Button {
  return button(t('button.continue'), 'enroll');
}

function page(title: TextKey, url: string): NotificationStep {
  return (t) => openUrl(t(title), url);
}

function reported(title: TextKey, milestone: MilestoneId, value?: string): NotificationStep {
  const data = value === undefined ? { milestone } : { milestone, value };
  return (t) => button(t(title), 'milestone', data);
}

function replied(says: InvitationReply['says']): NotificationStep {
  return (t, { deliveryId: delivery }) => replyButton(t, { says, delivery });
}

function invitation(t: Translate, { values }: Notification, folded?: Language): Button | undefined {
  const link = outsideLink(values['invitationUrl']);
  const name = folded === undefined ? '' : nameFor(values['providerName']);
  const title = name === '' ? t('notify.openInvitation') : t('notify.openInvitationOf', { name });
  // What makes the company a customer is not the next step; the note says what it is.
  if (link === undefined || doubtAbout(link) === 'customerInvitation') return undefined;
  return openUrl(title, link.url);
}

function more(t: Translate, { values }: Notification, folded?: Language): Button | undefined {
  const link = outsideLink(values['url']);
  const name = folded === undefined ? '' : nameFor(values[`title.${folded}`]);
  const title = name === '' ? t('notify.openLink') : t('notify.openLinkOf', { name });
  return link && openUrl(title, link.url);
}

/** Short, since a phone shows little of a button; the host that follows must stay in sight. */
function nameFor(text: string | undefined): string {
  return outsideSummary(outsideLine(text, LONGEST_NAME));
}
