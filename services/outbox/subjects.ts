// What follows from a note's subject: the kind a person can turn off, and how soon it must go.

import type { Kind, NoteSubject } from './delivery.ts';

/** 0 goes at any hour, 1 waits for the day, 2 lets everything else go first (storage.md: a broadcast must not delay). */
export type Priority = 0 | 1 | 2;

/**
 * What breaks the quiet hours: Microsoft's no, since an account that stays rejected for 30 days is suspended (A.2.1),
 * and a provider that left, since nothing can be sold from then on.
 */
export const URGENT: readonly NoteSubject[] = ['verification.rejected', 'provider.removed'];

/** The kind a subject belongs to: what stands before its first dot. */
export function kindOf(subject: NoteSubject): Kind {
  return subject.split('.', 1)[0] as Kind;
}

/** How soon a note goes. */
export function priorityOf(subject: NoteSubject): Priority {
  if (URGENT.includes(subject)) return 0;
  return kindOf(subject) === 'announcement' || kindOf(subject) === 'reminder' ? 2 : 1;
}
