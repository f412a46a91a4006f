// Lanes that were filled under an account while somebody else joined it to its person: their notes go to that person's lane.

import type { Recipient } from '../../notifications/notification.ts';
import type { LanesTable } from '../database/notifications-schema.ts';
import type { Database } from '../database/database.ts';
import { padded } from '../database/engine.ts';
import { moveNotes } from './move-notes.ts';

type Lane = Pick<LanesTable, 'tenant_id' | 'person_id'>;

/** How the directory writes ids; whoever is known by one was joined, or needs not be. */
const OBJECT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12,13}$/u;

/** In: a transaction, and lanes. Out: the same without those that were moved. Accounts none, no query. */
export async function withoutStrays<T extends Lane>(
  database: Database,
  lanes: readonly T[],
): Promise<readonly T[]> {
  const accounts = lanes.filter(({ person_id: id }) => !OBJECT_ID.test(id));
  if (accounts.length === 0) return lanes;
  const joined = await personsOf(database, accounts);
  const isStray = (lane: T): boolean => joined.has(keyOf(lane));
  for (const lane of accounts.filter(isStray)) {
    const { tenant_id: tenantId, person_id: from } = lane;
    await moveNotes(database, tenantId, { from, to: joined.get(keyOf(lane)) ?? from });
  }
  return lanes.filter((lane) => !isStray(lane));
}

/** Recipients under the one id of each, nobody twice. Accounts none, no query. */
export async function withoutAccounts(
  database: Database,
  people: readonly Recipient[],
): Promise<readonly Recipient[]> {
  const lanes = people.map(({ tenantId, userId }) => ({ tenant_id: tenantId, person_id: userId }));
  const joined = await personsOf(database, lanes);
  if (joined.size === 0) return people;
  const known = lanes.map(
    (lane) => [lane.tenant_id, joined.get(keyOf(lane)) ?? lane.person_id] as const,
  );
  const once = new Map(known.map((one) => [one.join('\n'), one]));
  return [...once.values()].map(([tenantId, userId]) => ({ tenantId, userId }));
}

/** Out: the persons to whom accounts among these were joined, by `keyOf`. Accounts none, no query. */
async function personsOf(
  database: Database,
  people: readonly Lane[],
): Promise<ReadonlyMap<string, string>> {
  const accounts = people.filter(({ person_id: id }) => !OBJECT_ID.test(id));
  if (accounts.length === 0) return new Map();
  const rows = await database
    .selectFrom('identities')
    .select(['tenant_id', 'account_id', 'person_id'])
    .where('tenant_id', 'in', padded([...new Set(accounts.map((one) => one.tenant_id))]))
    .where('account_id', 'in', padded(accounts.map((one) => one.person_id)))
    .execute();
  return new Map(
    rows.map(({ tenant_id, account_id, person_id }) => [
      keyOf({ tenant_id, person_id: account_id }),
      person_id,
    ]),
  );
}

function keyOf({ tenant_id: tenantId, person_id: personId }: Lane): string {
  return `${tenantId}\n${personId}`;
}
