// Port: which events came, whom they are about, and what still waits for somebody to appear.

import type { Enrollment } from '../enrollment/enrollment.ts';
import type { Fact } from '../enrollment/milestones.ts';
import type { Recipient } from '../notifications/notification.ts';
import type { OutboxMessage } from '../notifications/outbox/outbox.ts';
import type { StoredEvent, Subject } from './event-intake.ts';
import type { IncomingEvent } from './read-envelope.ts';

/** Whom a subject means, as far as they have been met. */
export interface EventAudience {
  readonly tenantId: string | undefined;
  readonly enrollment: Enrollment | undefined;
  readonly people: readonly Recipient[];
}

/** An event as it is kept. What it still waits for is a key as `placeKey` makes it. */
export interface KeptEvent {
  readonly event: IncomingEvent;
  /** The fact it tells, as the door it came through is believed. */
  readonly fact: Fact | undefined;
  readonly awaitsPeople: string | null;
  readonly awaitsEnrollment: string | null;
}

/** What is to be written in one transaction. */
export interface IntakeRecord {
  readonly events: readonly KeptEvent[];
  readonly entries: readonly OutboxMessage[];
  readonly facts: readonly { readonly tenantId: string; readonly fact: Fact }[];
}

export interface KnownEvent {
  /** Delivery ids of the events that came before, by `eventKey`. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly placeOf: (subject: Subject) => EventAudience;
}

export interface WaitingEvent {
  readonly events: readonly KeptEvent[];
  readonly placeOf: (subject: Subject) => EventAudience;
}

export interface Inbox {
  /** One transaction: tells what is known, writes what the plan says. The plan may run again, so it must be pure. */
  take<T extends IntakeRecord>(
    events: readonly IncomingEvent[],
    plan: (known: KnownEvent) => T,
  ): Promise<T>;
  /** The same for events that wait for this person or their enrollment; none waiting, no transaction. */
  release(
    person: Recipient,
    since: Date,
    plan: (waiting: WaitingEvent) => IntakeRecord,
  ): Promise<readonly OutboxMessage[]>;
  find(source: string, id: string): Promise<StoredEvent | undefined>;
}

export function eventKey({ source, id }: { readonly source: string; readonly id: string }): string {
  return JSON.stringify([source, id]);
}

/** A subject as one word; tenant and user ids are told apart by nothing but their letters. */
export function audienceKey(subject: Subject): string {
  const text = subjectText(subject);
  return subject.kind === 'enrollment' ? text : text.toLowerCase();
}

/** A subject as the sender wrote it [interface-events]. */
export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'tenant':
      return `tenant/${subject.tenantId}`;
    case 'user':
      return `user/${subject.userId}`;
    case 'enrollment':
      return `enrollment/${subject.id}`;
  }
}
