// A person is forgotten in every table that knows them: the contact, what was queued, their turns, their part in an enrollment.

import { leave } from '../../enrollment/enrollment.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { erasePerson } from './acknowledgements-store.ts';
import { createContactsIn } from './contacts-store.ts';
import { createEnrollmentsIn } from './enrollments-store.ts';
import { createIdentitiesIn } from './identities-store.ts';
import { createTurnsIn } from './turns-store.ts';

/** In: the time, and whom: every id they are known by in a tenant. All or nothing. An enrollment goes with its last participant. */
export async function forgetPerson(
  database: Database,
  now: Date,
  { tenantId, ids }: { readonly tenantId: string; readonly ids: readonly string[] },
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const contacts = createContactsIn(transaction, () => now);
    const turns = createTurnsIn(transaction);
    const identities = createIdentitiesIn(transaction, () => now);
    for (const id of ids) {
      await contacts.remove(tenantId, id);
      await erasePerson(transaction, { tenantId, userId: id });
      await turns.erase(tenantId, id);
      await identities.forget(tenantId, id);
    }
    await createEnrollmentsIn(transaction, () => now).change(tenantId, (current) => {
      const left = ids.reduce((rest, id) => rest && leave(rest, id), current);
      return { enrollment: left ?? null, outcome: undefined };
    });
  });
}
