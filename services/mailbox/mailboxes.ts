// Ports: the mailboxes that companies named, as they are kept, and as Microsoft Graph serves them.

import type { ClientIdentity } from '../http/client-credential.ts';
import type { Recipient, Notification } from '../notifications/notification.ts';
import type { Mail } from './mail.ts';

/** A mailbox of a company: its address, or the id of its owner. */
export interface Mailbox {
  readonly tenantId: string;
  readonly mailbox: string;
}

/** A mailbox that is watched, and how far that has come. Times are epoch milliseconds. */
export interface MailSubscription extends Mailbox {
  /** `leaving`: to be unsubscribed, then forgotten. */
  readonly state: 'watching' | 'leaving';
  /** Null when there is no subscription. */
  readonly subscriptionId: string | null;
  readonly expiresAt: number | null;
  /** Only the hash is kept of what Graph has to repeat with every notification. */
  readonly secretHash: string | null;
  /** When the subscription is to be made or renewed. */
  readonly renewAt: number;
  readonly reauthorize: boolean;
  /** When the folder is to be compared. */
  readonly syncAt: number;
  /** Where the next comparison goes on; null for one from `since`. */
  readonly deltaLink: string | null;
  readonly since: number;
  readonly failures: number;
  /** Code of what is wrong now. */
  readonly fault: string | null;
}

/** What tending makes of a watch. What somebody else changed meanwhile is not overwritten. */
export type SubscriptionUpdate = Partial<Omit<MailSubscription, 'tenantId' | 'mailbox' | 'state'>>;

export type StartedSubscription = Pick<SubscribedMailbox, 'subscriptionId' | 'secretHash'> & {
  readonly expiresAt: number;
};

/** A mail to be read; one row each, so that it is read once however often it is announced. */
export interface MailNotice extends Mailbox {
  readonly messageId: string;
  readonly attempts: number;
  readonly arrivedAt: number;
}

export interface SubscribedMailbox extends Mailbox {
  readonly subscriptionId: string;
  readonly secretHash: string;
}

export interface Mailboxes {
  /** Out: false when it is watched already. */
  watch(box: Mailbox): Promise<boolean>;
  /** Out: false when nobody watches it. */
  unwatch(box: Mailbox): Promise<boolean>;
  list(): Promise<readonly MailSubscription[]>;
  /** Has every folder compared: after a start nobody knows what was missed. */
  compareAll(): Promise<void>;
  /** Takes out what is due, for a minute. */
  claim(most: number): Promise<readonly MailSubscription[]>;
  /** A subscription was made; its notifications are known from now on. */
  begin(box: Mailbox, begun: StartedSubscription): Promise<void>;
  /** Writes what tending made of it, and gives it back. */
  settle(watch: MailSubscription, tended: SubscriptionUpdate): Promise<void>;
  remove(box: Mailbox): Promise<void>;
  /** Whose subscriptions these are. */
  subscribed(ids: readonly string[]): Promise<readonly SubscribedMailbox[]>;
  /** A lifecycle notification came. */
  reauthorize(subscriptionId: string): Promise<void>;
  removed(subscriptionId: string): Promise<void>;
  missed(subscriptionId: string): Promise<void>;
  /** Mails to be read. Out: how many were new. */
  add(notices: readonly (Mailbox & { readonly messageId: string })[]): Promise<number>;
  claimNotices(most: number): Promise<readonly MailNotice[]>;
  /** In: a time to try again, or null when it is done with. */
  settleNotice(notice: MailNotice, again: number | null): Promise<void>;
  /** Removes what is only kept to read no mail twice. Out: rows removed. */
  forget(): Promise<number>;
}

/** An invitation that a person was told of, and has not confirmed or denied for good. */
export interface Invitations {
  /** The note the person was sent. Out: undefined when it is not theirs or unknown. */
  find(to: Recipient, deliveryId: string): Promise<Notification | undefined>;
  /** Keeps whether it was one, for everybody who was told: reminders speak of confirmed ones only. */
  settle(to: Recipient, deliveryId: string, confirmed: boolean): Promise<void>;
}

/** Why Graph did not do it. The code is safe to log. */
export interface MailRefusal {
  readonly ok: false;
  /** `denied`: not permitted; `gone`: not there (any more); `expired`: begin anew; `refused`: asking again does not help. */
  readonly kind: 'throttled' | 'denied' | 'gone' | 'expired' | 'refused' | 'failed';
  readonly code: string;
  readonly retryAfterMs?: number | undefined;
}

export type MailAnswer<T> = { readonly ok: true; readonly value: T } | MailRefusal;

export interface Subscription {
  readonly id: string;
  /** As answered: Graph may give less than was asked for. */
  readonly expiresAt: number;
}

export interface ChangesPage {
  readonly messageIds: readonly string[];
  /** Where to go on, now or next time. */
  readonly link: string;
  readonly isLast: boolean;
}

/** The application that reads mailboxes, and where. */
export interface GraphCredentials extends ClientIdentity {
  /** As `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** As `https://graph.microsoft.com`. */
  readonly baseUrl: string;
}

/** Port: Microsoft Graph, one request each; it never throws. Who asks, decides on asking again. */
export interface MailGraph {
  subscribe(
    box: Mailbox,
    asked: { readonly secret: string; readonly until: number },
  ): Promise<MailAnswer<Subscription>>;
  renew(box: Mailbox, id: string, until: number): Promise<MailAnswer<Subscription>>;
  reauthorize(box: Mailbox, id: string): Promise<MailAnswer<undefined>>;
  unsubscribe(box: Mailbox, id: string): Promise<MailAnswer<undefined>>;
  /** What came into the inbox. In: a link of an earlier answer, or a time from which on. */
  changes(box: Mailbox, from: string | number): Promise<MailAnswer<ChangesPage>>;
  read(box: Mailbox, messageId: string): Promise<MailAnswer<Mail>>;
}
