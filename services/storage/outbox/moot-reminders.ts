// Reminders that waited, for the morning or for their turn, until nothing was stalled any more: nobody wants those.

import { nextStep } from '../../enrollment/next-step.ts';
import { STALLS } from '../../notifications/reminders/stalled.ts';
import type { Database } from '../database/database.ts';
import { padded } from '../database/engine.ts';
import { enrollmentIn, jsonIn } from '../stores/stored-json.ts';
import type { OutboxRow } from './outbox-rows.ts';

type ReminderRow = Pick<OutboxRow, 'id' | 'tenant_id' | 'subject' | 'note_values'>;

const REMINDER = 'reminder.';

/** In: rows of the outbox. Out: by id, why a reminder among them has no reason any more. No reminders, no query. */
export async function mootReminders(
  database: Database,
  rows: readonly ReminderRow[],
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const reminders = rows.filter(({ subject }) => subject.startsWith(REMINDER));
  if (reminders.length === 0) return new Map();
  const tenants = [...new Set(reminders.map(({ tenant_id: tenantId }) => tenantId))];
  const found = await database
    .selectFrom('enrollments')
    .select(['tenant_id', 'data'])
    .where('tenant_id', 'in', padded(tenants))
    .execute();
  const enrollments = new Map(found.map(({ tenant_id: tenantId, data }) => [tenantId, data]));
  return new Map(
    reminders.flatMap((row) => {
      const why = reasonAgainst(row, enrollments.get(row.tenant_id), now);
      return why === undefined ? [] : [[row.id, why] as const];
    }),
  );
}

function reasonAgainst(row: ReminderRow, data: string | undefined, now: Date): string | undefined {
  if (data === undefined) return 'the enrollment was discarded';
  const enrollment = enrollmentIn(data);
  const stall = STALLS.find(({ subject }) => subject === row.subject);
  if (enrollment === undefined || stall === undefined) return undefined;
  // The reminder itself says what was known of the invitation when it was made.
  const values = (jsonIn(row.note_values) ?? {}) as Record<string, string>;
  const end = values['expiresAt'];
  const invitation = { values, expiresAt: end === undefined ? undefined : new Date(end) };
  const { kind } = nextStep(enrollment, now, invitation);
  return stall.kinds.includes(kind) ? undefined : 'it is not stalled any more';
}
