// Which account of the channel is which person of the directory. What contacts were kept with tells it for most of them.

import { sql, type Kysely } from 'kysely';
import type { Tables } from '../database/schema.ts';
import { runStatements } from './run-statements.ts';

/** Creates the table and joins what one stored address names together; the records themselves follow when the person is met. */
export async function createIdentityTable(database: Kysely<unknown>): Promise<void> {
  await runStatements(database, STATEMENTS);
  await joinStored(database);
}

const STATEMENTS = [
  sql`create table if not exists identities (
    tenant_id text not null,
    account_id text not null,
    person_id text not null,
    met_at bigint not null,
    constraint identities_key primary key (tenant_id, account_id)
  )`,
  sql`create index if not exists identities_person on identities (tenant_id, person_id)`,
  sql`create index if not exists identities_account on identities (account_id)`,
];

const PAGE = 500;

type StoredContact = Pick<Tables['contacts'], 'tenant_id' | 'person_id' | 'address' | 'updated_at'>;

/** Page by page; a start that was interrupted goes over them again. */
async function joinStored(database: Kysely<Tables>): Promise<void> {
  let last: StoredContact | undefined;
  do {
    const page = await pageAfter(database, last);
    const found = page.flatMap(identityIn);
    if (found.length > 0) {
      await database
        .insertInto('identities')
        .values(found)
        .onConflict((conflict) => conflict.columns(['tenant_id', 'account_id']).doNothing())
        .execute();
    }
    last = page.length === PAGE ? page.at(-1) : undefined;
  } while (last !== undefined);
}

function pageAfter(
  database: Kysely<Tables>,
  last: StoredContact | undefined,
): Promise<StoredContact[]> {
  return database
    .selectFrom('contacts')
    .select(['tenant_id', 'person_id', 'address', 'updated_at'])
    .$if(last !== undefined, (query) =>
      query.where(
        sql<boolean>`(tenant_id, person_id) > (${last?.tenant_id ?? ''}, ${last?.person_id ?? ''})`,
      ),
    )
    .orderBy('tenant_id')
    .orderBy('person_id')
    .limit(PAGE)
    .execute();
}

/** Only what the person was kept under is believed, and only as it is written today. */
function identityIn(contact: StoredContact): readonly Tables['identities'][] {
  const { id, aadObjectId } = userIn(contact.address);
  if (typeof id !== 'string' || id === '' || id === contact.person_id) return [];
  if (aadObjectId !== contact.person_id || aadObjectId !== aadObjectId.toLowerCase()) return [];
  const { tenant_id, person_id, updated_at: met_at } = contact;
  return [{ tenant_id, account_id: id, person_id, met_at }];
}

function userIn(address: string): { readonly id?: unknown; readonly aadObjectId?: unknown } {
  try {
    const { user } = JSON.parse(address) as { readonly user?: object | null };
    return user ?? {};
  } catch {
    return {};
  }
}
