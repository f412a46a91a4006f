// What is put into the outbox: one note for one person, with the key that makes it one.

import type { NotificationSubject, Recipient } from '../notification.ts';
import { priorityOf, type Priority } from '../subjects.ts';

export interface OutboxMessage {
  readonly id: string;
  /** A second entry with the same key is not put in. */
  readonly key: string;
  readonly event: { readonly source: string; readonly id: string };
  readonly to: Recipient;
  readonly subject: NotificationSubject;
  readonly values: Readonly<Record<string, string>>;
  /** When it happened, ISO 8601. */
  readonly at: string;
  readonly priority: Priority;
}

/** A note for a person about an event. In: the id for its delivery, and what it is made of. */
export function outboxMessageFor(
  id: string,
  to: Recipient,
  note: Pick<OutboxMessage, 'event' | 'subject' | 'values' | 'at'>,
): OutboxMessage {
  const key = JSON.stringify([note.event.source, note.event.id, to.tenantId, to.userId]);
  return { id, key, to, priority: priorityOf(note.subject), ...note };
}

/** The lane of a person: what is in it goes one after the other. */
export function laneOf({ tenantId, userId }: Recipient): string {
  return `${tenantId}\n${userId}`;
}
