// What is particular to one notification: the cause of a refusal, what a provider may do, whose link it is.

import type {
  Notification,
  NotificationSubject,
} from '../../services/notifications/notification.ts';
import { WARNINGS } from '../../services/mailbox/invitation.ts';
import { day, type Translate, type TextKey } from '../../services/texts/texts.ts';
import {
  datum,
  paragraph,
  paragraphs,
  subheading,
  warning,
  type CardLanguage,
  type Element,
} from './card.ts';
import { doubtAbout, outsideLine, outsideLink, outsideWords } from './outside.ts';

type Values = Notification['values'];

const CHECKS = ['email_ownership', 'employment', 'business', 'identity', 'due_diligence'] as const;
/** As long as an event may bring them: what is marked as sent was shown. */
const LONGEST_REASON = 2_000;
const LONGEST_TEXT = 4_000;

type Details = (values: Values, options: CardLanguage) => readonly Element[];

const DETAILS: Readonly<Record<NotificationSubject, Details>> = {
  'verification.pending': check,
  'verification.authorized': check,
  'verification.rejected': refusal,
  'mpa.signed': none,
  'mpa.unsigned': none,
  'provider.invited': invitation,
  'provider.invitationNoticed': noticed,
  'provider.authorized': named,
  'provider.removed': named,
  'customer.accepted': named,
  announcement: announced,
  'reminder.formPaused': none,
  'reminder.partnerIdMissing': none,
  'reminder.notSubmitted': none,
  'reminder.emailUnconfirmed': none,
  'reminder.verificationSilent': none,
  'reminder.notAppealed': none,
  'reminder.roleUnassigned': none,
  'reminder.mpaUnsigned': none,
  'reminder.noInvitation': none,
  'reminder.invitationUnanswered': invitation,
  'reminder.invitationLapsing': invitation,
  'reminder.noCustomer': none,
};

/** The event's own data, as text runs, with the words of ours that belong to them. */
export function notificationDetails(note: Notification, options: CardLanguage): readonly Element[] {
  return DETAILS[note.subject](note.values, options);
}

/** Its words say all: no value came with it. */
function none(): readonly Element[] {
  return [];
}

function announced(values: Values, { language }: CardLanguage): readonly Element[] {
  const text = outsideLine(values[`title.${language}`]);
  return [
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, weight: 'Bolder' }] },
    ...outsideWords(values[`text.${language}`], LONGEST_TEXT),
  ];
}

function check(values: Values, { t }: CardLanguage): readonly Element[] {
  const known = CHECKS.find((one) => one === values['check']);
  return known === undefined ? [] : [datum(t('notify.label.check'), t(`notify.check.${known}`))];
}

/** Cause, sender's reason, useful documents; the appeal is the next step [account-verification]. */
function refusal(values: Values, options: CardLanguage): readonly Element[] {
  const { t } = options;
  const known = CHECKS.find((one) => one === values['check']) ?? 'any';
  const reason = outsideLine(values['reason'], LONGEST_REASON);
  return [
    ...check(values, options),
    paragraph(t(`notify.cause.${known}`)),
    ...(reason === '' ? [] : [datum(t('notify.label.reason'), reason)]),
    paragraph(t(`notify.documents.${known}`)),
  ];
}

/** The provider's rights [provider-rights] precede the link and its warning [invitation-links]. */
function invitation(values: Values, options: CardLanguage): readonly Element[] {
  const { language, t } = options;
  const expires = values['expiresAt'];
  return [
    ...named(values, options),
    ...(expires === undefined || Number.isNaN(Date.parse(expires))
      ? []
      : [datum(t('notify.label.expires'), day(expires, language))]),
    ...providerRights(t),
    ...aboutLink(values['invitationUrl'], t),
  ];
}

/** Found in a mailbox: who sent it and what is odd about it, since the person has to say whether it is one. */
function noticed(values: Values, options: CardLanguage): readonly Element[] {
  const { t } = options;
  const told = (values['warnings'] ?? '').split(' ');
  return [
    ...named(values, options),
    datum(t('notify.label.sender'), outsideLine(values['senderDomain'])),
    ...WARNINGS.filter((one) => told.includes(one)).map((one) =>
      warning(t(`notify.warning.${one}`)),
    ),
    ...providerRights(t),
    ...aboutLink(values['invitationUrl'], t),
  ];
}

/** What a provider may do, up to the heading of what to do then. */
export function providerRights(t: Translate): readonly Element[] {
  return [
    subheading(t('rights.title')),
    ...paragraphs(t('rights.text')),
    subheading(t('rights.then')),
  ];
}

function aboutLink(text: string | undefined, t: Translate): readonly Element[] {
  if (text === undefined || text === '') return [paragraph(t('notify.link.none'))];
  const link = outsideLink(text);
  if (link === undefined) return [warning(t('notify.link.unsafe'))];
  const doubt = doubtAbout(link);
  return [
    ...(doubt === undefined ? [] : [warning(t(`notify.link.${doubt}`))]),
    datum(t('notify.label.host'), link.host),
  ];
}

function named(values: Values, { t }: CardLanguage): readonly Element[] {
  const lines: readonly (readonly [TextKey, string | undefined])[] = [
    ['notify.label.provider', values['providerName']],
    ['notify.label.providerPartnerId', values['providerPartnerId']],
    ['notify.label.customer', values['customerName']],
  ];
  return lines.flatMap(([label, value]) => {
    const line = outsideLine(value);
    return line === '' ? [] : [datum(t(label), line)];
  });
}
