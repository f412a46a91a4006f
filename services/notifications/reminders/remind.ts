// Goes through the enrollments and queues the reminders that are due, each under a key that makes it one.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import { outboxMessageFor, type OutboxMessage } from '../outbox/outbox.ts';
import { openInvitation } from '../../enrollment/next-step.ts';
import { dueReminder, type ReminderHistory } from './policy.ts';
import { stallOf, type OpenInvitation } from './stalled.ts';

const PAGE = 100;

/** Where a reminder comes from, in place of an event's source. */
export const REMINDER_SOURCE = 'urn:lotse:reminder';

/** Port: what reminding needs to know, and where reminders go. */
export interface ReminderStore {
  /** Enrollments in the order of their tenants. In: the tenant to go on after, "" to begin. */
  page(
    after: string,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly enrollment: Enrollment | undefined }[]>;
  /** Reminders by person. */
  reminded(tenantId: string): Promise<ReadonlyMap<string, readonly ReminderHistory[]>>;
  /** The newest invitation of a provider. */
  invitation(tenantId: string): Promise<OpenInvitation | undefined>;
  add(entries: readonly OutboxMessage[]): Promise<void>;
}

interface ReminderDeps {
  readonly book: ReminderStore;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Makes the function that reminds. Out: it tells how many notes it queued; throws what the book throws. */
export function createReminders(deps: ReminderDeps): () => Promise<number> {
  return async () => {
    let count = 0;
    for (let after: string | undefined = ''; after !== undefined;) {
      const page = await deps.book.page(after, PAGE);
      const entries: OutboxMessage[] = [];
      for (const { enrollment } of page) entries.push(...(await remindersFor(deps, enrollment)));
      if (entries.length > 0) await deps.book.add(entries);
      count += entries.length;
      after = page.length < PAGE ? undefined : page.at(-1)?.tenantId;
    }
    return count;
  };
}

async function remindersFor(
  { book, now, newId }: ReminderDeps,
  enrollment: Enrollment | undefined,
): Promise<readonly OutboxMessage[]> {
  if (enrollment === undefined) return [];
  const { tenantId, participants } = enrollment;
  const isInvited = openInvitation(enrollment) !== undefined;
  const invitation = isInvited ? await book.invitation(tenantId) : undefined;
  if (stallOf(enrollment, invitation, now()) === undefined) return [];
  const reminded = await book.reminded(tenantId);
  return participants.flatMap(({ personId }) => {
    const mine = reminded.get(personId) ?? [];
    const due = dueReminder({ enrollment, invitation, reminded: mine, now: now() });
    if (due === undefined) return [];
    const { subject, milestone, number, values } = due;
    const event = { source: REMINDER_SOURCE, id: `${enrollment.id}/${milestone}/${number}` };
    const at = now().toISOString();
    return [
      outboxMessageFor(newId(), { tenantId, userId: personId }, { event, subject, values, at }),
    ];
  });
}
