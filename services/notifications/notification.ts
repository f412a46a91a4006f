// What is announced, to whom, and what became of it. The words are chosen when it is delivered, not before.

/** A closed set: every delivery ends in one of the last five [interface-deliveries]. */
export const DELIVERY_STATES = [
  'queued',
  'sending',
  'sent',
  'seen',
  'suppressed',
  'unreachable',
  'dead',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What a person can turn off one by one. */
export const NOTIFICATION_CATEGORIES = [
  'verification',
  'mpa',
  'provider',
  'customer',
  'announcement',
  'reminder',
] as const;
export type NotificationCategory = (typeof NOTIFICATION_CATEGORIES)[number];

/** Which words an announcement has; each has texts `notify.<subject>.*`. */
export const NOTIFICATION_SUBJECTS = [
  'verification.pending',
  'verification.authorized',
  'verification.rejected',
  'mpa.signed',
  'mpa.unsigned',
  'provider.invited',
  'provider.invitationNoticed',
  'provider.authorized',
  'provider.removed',
  'customer.accepted',
  'announcement',
  'reminder.formPaused',
  'reminder.partnerIdMissing',
  'reminder.notSubmitted',
  'reminder.emailUnconfirmed',
  'reminder.verificationSilent',
  'reminder.notAppealed',
  'reminder.roleUnassigned',
  'reminder.mpaUnsigned',
  'reminder.noInvitation',
  'reminder.invitationUnanswered',
  'reminder.invitationLapsing',
  'reminder.noCustomer',
] as const satisfies readonly (NotificationCategory | `${NotificationCategory}.${string}`)[];
export type NotificationSubject = (typeof NOTIFICATION_SUBJECTS)[number];

/** 0 goes at any hour, 1 waits for the day, 2 goes after all others [storage-broadcast-last]. */
export type Priority = 0 | 1 | 2;

/** What breaks the quiet hours: a rejection can end in suspension [rejected-30-days], without a provider nothing can be sold. */
export const URGENT: readonly NotificationSubject[] = ['verification.rejected', 'provider.removed'];

export interface Recipient {
  readonly tenantId: string;
  readonly userId: string;
}

/** As operators see it [interface-deliveries]. Times are ISO 8601. */
export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly recipient: Recipient;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  /** In words, without anything personal. */
  readonly lastError: string | null;
  readonly sentAt: string | null;
  readonly seenAt: string | null;
}

/** What a card is made of: data only. Texts from outside are plain text, whatever they look like. */
export interface Notification {
  readonly deliveryId: string;
  readonly subject: NotificationSubject;
  readonly kind: NotificationCategory;
  readonly values: Readonly<Record<string, string>>;
  /** When it happened, ISO 8601. */
  readonly at: string;
  /** It was sent twice and nobody knows whether it came: the person is asked, and not shown it a third time. */
  readonly isDoubtful?: boolean;
  /** An earlier try may have reached the person. */
  readonly mayHaveCome?: boolean;
  /** An answer that is final when repeated would be so now. */
  readonly isLastTry?: boolean;
}

export type DeliveryOutcome =
  | { readonly kind: 'sent'; readonly activityId: string | undefined }
  | {
      readonly kind: 'later';
      readonly reason: string;
      readonly retryAfterMs?: number | undefined;
      /** Whether the person may have it already: then it is repeated once at most. */
      readonly maybeArrived: boolean;
      /** Whether it was asked to go slower. */
      readonly isThrottled?: boolean;
      /** An answer that may pass, and means that the person is unreachable when it is given again and again. */
      readonly isFinalIfRepeated?: boolean;
    }
  | {
      readonly kind: 'never';
      readonly state: 'unreachable' | 'dead';
      readonly reason: string;
      /** The chat is not to be reached, though the person did not turn the bot away. */
      readonly isAddressLost?: boolean;
    };

/** Carries notes to one person as one message. Never throws: whatever happens is an outcome. */
export interface NotificationSender {
  /** `mayStill` is asked just before the message goes, since getting ready takes time; without it nothing hinders. */
  send(
    to: Recipient,
    notes: readonly Notification[],
    mayStill?: () => boolean,
  ): Promise<DeliveryOutcome>;
}

/** What a person does with what they were sent. */
export interface Acknowledgements {
  /** Marks a delivery as seen. Out: false when it is not theirs or unknown. */
  seen(to: Recipient, deliveryId: string): Promise<boolean>;
  /** Puts a delivery off; it comes again then. Out: false when it is not theirs or unknown. */
  snooze(to: Recipient, deliveryId: string, until: Date): Promise<boolean>;
  /** The kind of a delivery, for turning it off. */
  kindOf(to: Recipient, deliveryId: string): Promise<NotificationCategory | undefined>;
}

/** The kind a subject belongs to: what stands before its first dot. */
export function categoryOf(subject: NotificationSubject): NotificationCategory {
  return subject.split('.', 1)[0] as NotificationCategory;
}

/** Whether a note may have moved what the living status card shows; then the card is brought up to date before it. */
export function movesStatus(subject: NotificationSubject): boolean {
  return categoryOf(subject) !== 'announcement' && categoryOf(subject) !== 'reminder';
}

/** Whether a note has a button that no other note's stands for: a link of its own, or an answer it needs. */
export function hasOwnButton({
  subject,
  values,
}: Pick<Notification, 'subject' | 'values'>): boolean {
  const link = values['url'] ?? values['invitationUrl'];
  return subject === 'provider.invitationNoticed' || (link !== undefined && link !== '');
}

/** Requests that a message may take: its own, and the status card's. Both count for the pace. */
export function requestsFor(
  notes: readonly { readonly subject: NotificationSubject; readonly copies: number }[],
): number {
  const mayRefresh = notes.some(({ subject, copies }) => movesStatus(subject) && copies < 2);
  return mayRefresh ? 2 : 1;
}

/** How soon a note goes. */
export function priorityOf(subject: NotificationSubject): Priority {
  if (URGENT.includes(subject)) return 0;
  return categoryOf(subject) === 'announcement' || categoryOf(subject) === 'reminder' ? 2 : 1;
}
