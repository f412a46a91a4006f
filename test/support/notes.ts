// Notes as the outbox hands them to the messenger, one of each subject, and somebody to hear them.

import type { Contact } from '../../services/contacts/contacts.ts';
import {
  NOTIFICATION_SUBJECTS,
  type Notification,
  type NotificationSubject,
  categoryOf,
} from '../../services/notifications/notification.ts';

export const INVITATION = 'https://partner.microsoft.com/dashboard/invitation?id=1';

const VALUES: Readonly<Partial<Record<NotificationSubject, Notification['values']>>> = {
  'verification.pending': { check: 'business' },
  'verification.rejected': { check: 'employment', reason: 'The domain is not yours.' },
  'provider.invited': {
    providerName: 'Distri GmbH',
    providerPartnerId: '1234567',
    expiresAt: '2026-12-24T00:00:00Z',
    invitationUrl: INVITATION,
  },
  'provider.invitationNoticed': {
    providerName: 'Distri GmbH',
    senderDomain: 'distri.example',
    invitationUrl: INVITATION,
    warnings: 'unauthenticated repliesElsewhere',
    source: 'mailbox',
  },
  'provider.authorized': { providerName: 'Distri GmbH' },
  'provider.removed': { providerName: 'Distri GmbH' },
  'customer.accepted': { customerName: 'Fabrikam AG' },
  announcement: {
    'title.de': 'Neue Preise',
    'title.en': 'New prices',
    'text.de': 'Ab Januar gilt die neue Liste.\nFragen? Gern.',
    'text.en': 'The new list is valid from January.\nQuestions? Welcome.',
    url: 'https://distri.example/preise',
  },
};

/** A note. In: its subject, and what differs from a usual one. */
export function noteOf(
  subject: NotificationSubject,
  differing: Partial<Notification> = {},
): Notification {
  return {
    deliveryId: `delivery-${subject}`,
    subject,
    kind: categoryOf(subject),
    values: VALUES[subject] ?? {},
    at: '2026-11-23T09:00:00.000Z',
    ...differing,
  };
}

/** One of each subject. */
export const EVERY_NOTE: readonly Notification[] = NOTIFICATION_SUBJECTS.map((subject) =>
  noteOf(subject),
);

/** A person to tell. In: what differs from Anna. */
export function contactOf(differing: Partial<Contact> = {}): Contact {
  return {
    tenantId: 'tenant',
    personId: 'anna',
    name: 'Anna Muster',
    language: null,
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    address: '',
    muted: [],
    ...differing,
  };
}
