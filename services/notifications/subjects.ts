// What follows from a note's subject: the kind a person can turn off, and how soon it must go.

import type { NotificationCategory, NotificationSubject } from './notification.ts';

/** 0 goes at any hour, 1 waits for the day, 2 goes after all others [storage-broadcast-last]. */
export type Priority = 0 | 1 | 2;

/**
 * What breaks the quiet hours: a rejection, since it can end in suspension [rejected-30-days],
 * and a provider that left, since nothing can be sold from then on.
 */
export const URGENT: readonly NotificationSubject[] = ['verification.rejected', 'provider.removed'];

/** The kind a subject belongs to: what stands before its first dot. */
export function categoryOf(subject: NotificationSubject): NotificationCategory {
  return subject.split('.', 1)[0] as NotificationCategory;
}

/** Whether a note may have moved what the living status card shows; then the card is brought up to date before it. */
export function movesStatus(subject: NotificationSubject): boolean {
  return categoryOf(subject) !== 'announcement' && categoryOf(subject) !== 'reminder';
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
