// A confirmed invitation: what the provider may do, where the link leads, and only then the link.

import type { Notification } from '../../services/notifications/notification.ts';
import { notificationDetails } from './notification-details.ts';
import { stepButtons } from './notification-steps.ts';
import {
  heading,
  note as small,
  paragraph,
  paragraphs,
  type Card,
  type CardLanguage,
} from './card.ts';

/** The card after the person's yes. In: the notification they were sent. */
export function invitationCard(noticed: Notification, { language, t }: CardLanguage): Card {
  const invited: Notification = { ...noticed, subject: 'provider.invited' };
  return {
    kind: 'note',
    summary: t('invitation.noted'),
    body: [
      heading(t('invitation.title')),
      paragraph(t('invitation.noted')),
      ...notificationDetails(invited, { language, t }),
      ...paragraphs(t('notify.provider.invited.next')),
      small(t('why.source', { source: t('source.tasks2022') })),
    ],
    actions: stepButtons({ language, t }, invited),
  };
}
