// A notification sender that also puts what is urgent into the person's activity feed, once the note itself has arrived.

import { notificationMessage } from '../../../dialogs/notifications/notification-messages.ts';
import type { Contacts } from '../../../services/contacts/contacts.ts';
import type { ActivityFeed } from '../../../services/graph/activity-feed.ts';
import {
  type NotificationSender,
  type Notification,
  type Recipient,
  URGENT,
} from '../../../services/notifications/notification.ts';
import { errorCode, type Log } from '../../monitoring/log.ts';

export interface UrgentFeedDeps {
  readonly sender: NotificationSender;
  readonly feed: ActivityFeed;
  readonly contacts: Pick<Contacts, 'find'>;
  /** The bot's id; the feed leads to the chat with it. */
  readonly appId: string;
  readonly log: Log;
}

/** In: the sender and the feed. Whatever goes wrong with the feed, the note's outcome is the note's. */
export function withUrgentFeed(deps: UrgentFeedDeps): NotificationSender {
  return {
    async send(to, notes, before) {
      const outcome = await deps.sender.send(to, notes, before);
      const urgent = notes.filter(
        ({ subject, isDoubtful = false }) => URGENT.includes(subject) && !isDoubtful,
      );
      if (outcome.kind === 'sent' && urgent.length > 0) await tell(deps, to, urgent);
      return outcome;
    },
  };
}

async function tell(
  { feed, contacts, appId, log }: UrgentFeedDeps,
  to: Recipient,
  urgent: readonly Notification[],
): Promise<void> {
  try {
    const contact = await contacts.find(to.tenantId, to.userId);
    const words = contact && notificationMessage(contact, urgent).summary;
    if (words === undefined || words === '') return;
    const url = `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}`;
    const outcome = await feed.tell(to, { words, url });
    if (outcome === 'failed') log.warn('feed-not-told');
  } catch (error) {
    log.warn('feed-not-told', { code: errorCode(error) });
  }
}
