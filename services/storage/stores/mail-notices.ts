// Mails to be read, one row each. A row that is done with stays a while, so that no mail is read twice.

import type { Mailbox, MailNotice } from '../../mailbox/mailboxes.ts';
import type { Database } from '../database/database.ts';
import { chunks } from '../database/engine.ts';

/** Longer than reading a mail may take, with its token. */
const LEASE_MS = 60_000;
const KEEP_MS = 30 * 24 * 60 * 60_000;

/** Out: how many were not there yet. */
export async function addNotices(
  database: Database,
  notices: readonly (Mailbox & { readonly messageId: string })[],
  at: number,
): Promise<number> {
  let added = 0n;
  for (const chunk of chunks(notices)) {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('mail_notices')
      .values(
        chunk.map(({ tenantId, mailbox, messageId }) => ({
          tenant_id: tenantId,
          mailbox,
          message_id: messageId,
          state: 'queued',
          due_at: at,
          attempts: 0,
          created_at: at,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    added += numInsertedOrUpdatedRows ?? 0n;
  }
  return Number(added);
}

/** Takes out what is due, the oldest first. A process that dies gives it back by time. */
export async function claimNotices(
  database: Database,
  most: number,
  at: number,
): Promise<readonly MailNotice[]> {
  const due = await database
    .selectFrom('mail_notices')
    .selectAll()
    .where('state', '=', 'queued')
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(most)
    .execute();
  const taken: MailNotice[] = [];
  for (const row of due) {
    const { numUpdatedRows } = await database
      .updateTable('mail_notices')
      .set({ due_at: at + LEASE_MS, attempts: row.attempts + 1 })
      .where('tenant_id', '=', row.tenant_id)
      .where('mailbox', '=', row.mailbox)
      .where('message_id', '=', row.message_id)
      .where('due_at', '=', row.due_at)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) continue;
    taken.push({
      tenantId: row.tenant_id,
      mailbox: row.mailbox,
      messageId: row.message_id,
      attempts: row.attempts,
      arrivedAt: row.created_at,
    });
  }
  return taken;
}

/** In: when to try again, or null. */
export async function settleNotice(
  database: Database,
  { tenantId, mailbox, messageId }: MailNotice,
  again: number | null,
): Promise<void> {
  await database
    .updateTable('mail_notices')
    .set(again === null ? { state: 'done' } : { due_at: again })
    .where('tenant_id', '=', tenantId)
    .where('mailbox', '=', mailbox)
    .where('message_id', '=', messageId)
    .execute();
}

/** Out: rows removed. */
export async function forgetNotices(database: Database, at: number): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('mail_notices')
    .where('state', '=', 'done')
    .where('created_at', '<', at - KEEP_MS)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
