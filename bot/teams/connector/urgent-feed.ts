// A notification sender that puts what is urgent into the person's activity feed where the chat cannot be reached: in place of the
// note, never beside it (decision 51).

import { notificationMessage } from '../../../dialogs/notifications/notification-messages.ts';
import type { Contacts } from '../../../services/contacts/contacts.ts';
import type { ActivityFeed } from '../../../services/graph/activity-feed.ts';
import {
  type DeliveryOutcome,
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
      const urgent = isAddressLost(outcome, notes) ? notes.filter(isNewsInTheFeed) : [];
      if (urgent.length > 0) await tell(deps, to, urgent);
      return outcome;
    },
  };
}

/** Who blocked the bot is not written to by another way; whose try may still be repeated gets the note itself. */
function isAddressLost(outcome: DeliveryOutcome, notes: readonly Notification[]): boolean {
  if (outcome.kind === 'never') return outcome.isAddressLost === true;
  if (outcome.kind === 'sent') return false;
  return outcome.isFinalIfRepeated === true && notes.every((note) => note.isLastTry === true);
}

/** What may have come before, also by a try that a kill cut short, would be told twice. */
function isNewsInTheFeed({ subject, mayHaveCome = false }: Notification): boolean {
  return URGENT.includes(subject) && !mayHaveCome;
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
