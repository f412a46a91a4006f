// Invitations that people were told of: looked up by the note's delivery, and marked once somebody has said what they are.

import type { Invitations } from '../../mailbox/mailboxes.ts';
import { type Recipient, categoryOf } from '../../notifications/notification.ts';
import type { OutboxTable } from '../database/notifications-schema.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';

const SUBJECT = 'provider.invitationNoticed';

/** The invitations of a database. */
export function createInvitationsIn(database: Database): Invitations {
  return {
    async find(to, deliveryId) {
      const row = await rowOf(database, to, deliveryId);
      if (row === undefined) return undefined;
      const values = JSON.parse(row.note_values) as Record<string, string>;
      return { deliveryId, subject: SUBJECT, kind: categoryOf(SUBJECT), values, at: row.at };
    },
    settle: (to, deliveryId, confirmed) =>
      inTransaction(database, async (transaction) => {
        const row = await rowOf(transaction, to, deliveryId);
        if (row === undefined) return;
        const { confirmed: _before, ...values } = JSON.parse(row.note_values) as InvitationValues;
        const noteValues = JSON.stringify(confirmed ? { ...values, confirmed: 'true' } : values);
        await transaction
          .updateTable('outbox')
          .set({ note_values: noteValues })
          .where('event_id', '=', row.event_id)
          .where('event_source', '=', row.event_source)
          .where('tenant_id', '=', to.tenantId)
          .execute();
      }),
  };
}

type InvitationValues = Readonly<Record<string, string>>;

function rowOf(
  database: Database,
  { tenantId, userId }: Recipient,
  deliveryId: string,
): Promise<Pick<OutboxTable, 'note_values' | 'at' | 'event_id' | 'event_source'> | undefined> {
  return database
    .selectFrom('outbox')
    .select(['note_values', 'at', 'event_id', 'event_source'])
    .where('id', '=', deliveryId)
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', userId)
    .where('subject', '=', SUBJECT)
    .executeTakeFirst();
}
