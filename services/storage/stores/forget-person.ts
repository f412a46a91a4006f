// A person is forgotten in every table that knows them, under every id: the contact, what was queued, their turns, the state of
// their own chats, their part in an enrollment. Their own wish and their age come through here alike.

import { leave } from '../../enrollment/enrollment.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { erasePerson } from './acknowledgements-store.ts';
import { createContactsIn } from './contacts-store.ts';
import { createDocumentsIn } from './documents-store.ts';
import { createEnrollmentsIn } from './enrollments-store.ts';
import { createIdentitiesIn } from './identities-store.ts';
import { chatAddressIn, chatKeysOf } from './own-chats.ts';
import { createTurnsIn } from './turns-store.ts';

/** Whom: the id under which everything of them is kept. */
export interface ForgottenPerson {
  readonly tenantId: string;
  readonly personId: string;
}

/**
 * All or nothing. Out: whether the company's enrollment stays for others; it goes with its last participant. Throws `StoreError`
 * "record.unreadable" when nobody can say who takes part; then nothing was forgotten.
 */
export function forgetPerson(
  database: Database,
  now: Date,
  { tenantId, personId }: ForgottenPerson,
): Promise<boolean> {
  return inTransaction(database, async (transaction) => {
    const identities = createIdentitiesIn(transaction, () => now);
    const ids = await identities.idsOf(tenantId, personId);
    for (const id of ids) await forgetId(transaction, now, { tenantId, personId: id });
    await identities.forget(tenantId, personId);
    return createEnrollmentsIn(transaction, () => now).change(tenantId, (current) => {
      const left = ids.reduce((rest, id) => rest && leave(rest, id), current);
      return { enrollment: left ?? null, outcome: left !== undefined };
    });
  });
}

/** The address tells which chats are theirs, so the contact goes last. */
async function forgetId(
  transaction: Database,
  now: Date,
  { tenantId, personId }: ForgottenPerson,
): Promise<void> {
  const contacts = createContactsIn(transaction, () => now);
  const contact = await contacts.find(tenantId, personId);
  const chats = contact === undefined ? [] : chatKeysOf(chatAddressIn(contact.address));
  await forgetChats(transaction, now, chats);
  await erasePerson(transaction, { tenantId, userId: personId });
  await createTurnsIn(transaction).erase(tenantId, personId);
  await contacts.remove(tenantId, personId);
}

/** Also what could not be read of them and was kept aside. */
async function forgetChats(
  transaction: Database,
  now: Date,
  chats: readonly string[],
): Promise<void> {
  if (chats.length === 0) return;
  await createDocumentsIn(transaction, () => now).remove(chats);
  await transaction.deleteFrom('records_aside').where('key', 'in', chats).execute();
}
