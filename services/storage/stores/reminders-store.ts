// What reminding needs from the database.

import type { ReminderHistory } from '../../notifications/reminders/policy.ts';
import type { ReminderStore } from '../../notifications/reminders/remind.ts';
import type { InvitationOf, OpenInvitation } from '../../notifications/reminders/stalled.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { addMessages } from '../outbox/outbox-rows.ts';
import { enrollmentIn, jsonIn } from './stored-json.ts';

/** The book of a database. In: the database and the clock. */
export function createReminderStoreIn(database: Database, now: () => Date): ReminderStore {
  return {
    async page(after, limit) {
      const rows = await database
        .selectFrom('enrollments')
        .select(['tenant_id', 'data'])
        .where('tenant_id', '>', after)
        .orderBy('tenant_id')
        .limit(limit)
        .execute();
      return rows.map(({ tenant_id: tenantId, data }) => ({
        tenantId,
        enrollment: enrollmentIn(data),
      }));
    },
    async reminded(tenantId) {
      const rows = await database
        .selectFrom('outbox')
        .select(['person_id', 'subject', 'created_at'])
        .where('tenant_id', '=', tenantId)
        .where('subject', 'like', 'reminder.%')
        .execute();
      const found = new Map<string, ReminderHistory[]>();
      for (const { person_id: person, subject, created_at: at } of rows) {
        found.set(person, [...(found.get(person) ?? []), { subject, at: new Date(at) }]);
      }
      return found;
    },
    invitation: (tenantId) => newestInvitation(database, tenantId),
    add: (entries) =>
      inTransaction(database, (transaction) => addMessages(transaction, entries, now().getTime())),
  };
}

/** Port of the cards: the newest invitation of a provider, with its end where it is known. In: the database. */
export function createInvitationTermsIn(database: Database): InvitationOf {
  return (tenantId) => newestInvitation(database, tenantId);
}

async function newestInvitation(
  database: Database,
  tenantId: string,
): Promise<OpenInvitation | undefined> {
  const row = await database
    .selectFrom('outbox')
    .select('note_values')
    .where('tenant_id', '=', tenantId)
    .where((row) =>
      row.or([
        row('subject', '=', 'provider.invited'),
        // One from the mailbox counts once somebody has confirmed it; as JSON no other value can contain this.
        row.and([
          row('subject', '=', 'provider.invitationNoticed'),
          row('note_values', 'like', '%"confirmed":"true"%'),
        ]),
      ]),
    )
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const {
    source: _source,
    confirmed: _confirmed,
    ...values
  } = jsonIn(row.note_values) as Record<string, string>;
  const end = values['expiresAt'];
  return { values, expiresAt: end === undefined ? undefined : new Date(end) };
}
