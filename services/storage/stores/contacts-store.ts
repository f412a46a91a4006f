// Contacts in the database.

import type { Selectable } from 'kysely';
import { ALL_KINDS, type Contact, type Contacts } from '../../contacts/contacts.ts';
import { LANGUAGES } from '../../texts/languages.ts';
import type { Database } from '../database/database.ts';
import type { ContactsTable } from '../database/schema.ts';
import { prepared } from '../database/statement.ts';
import { cachedRows } from '../transactions/cached-rows.ts';
import { jsonIn } from './stored-json.ts';

/** The contacts of a database. In: the database and the clock. Within a turn a contact is read once. */
export function createContactsIn(database: Database, now: () => Date): Contacts {
  const rowOf = prepared(database, rowQuery);
  const rows = cachedRows<Contact | undefined>(database, 'contacts');
  return {
    find: (tenantId, personId) =>
      rows.read(keyOf(tenantId, personId), async () => {
        const [row] = (await rowOf({ tenantId, personId })).rows;
        return row && contactOf(row);
      }),
    save: (contact) =>
      rows.write(keyOf(contact.tenantId, contact.personId), async (wrote) => {
        const row = rowFor(contact, now().getTime());
        await database
          .insertInto('contacts')
          .values(row)
          .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet(row))
          .execute();
        wrote(contact);
      }),
    remove: (tenantId, personId) =>
      rows.write(keyOf(tenantId, personId), async (wrote) => {
        await database
          .deleteFrom('contacts')
          .where('tenant_id', '=', tenantId)
          .where('person_id', '=', personId)
          .execute();
        wrote(undefined);
      }),
  };
}

/** The tenant of the contact that was saved last: whom a newcomer means who names none; undefined before anybody was met. */
export async function latestTenantIn(database: Database): Promise<string | undefined> {
  const row = await database
    .selectFrom('contacts')
    .select('tenant_id')
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.tenant_id;
}

function keyOf(tenantId: string, personId: string): string {
  return `${tenantId}\n${personId}`;
}

function rowQuery(
  database: Database,
  { tenantId, personId }: Pick<Contact, 'tenantId' | 'personId'>,
) {
  return database
    .selectFrom('contacts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId);
}

function rowFor(contact: Contact, at: number): ContactsTable {
  return {
    tenant_id: contact.tenantId,
    person_id: contact.personId,
    name: contact.name,
    language: contact.language,
    locale: contact.locale,
    time_zone: contact.timeZone,
    address: contact.address,
    muted: JSON.stringify(contact.muted),
    updated_at: at,
  };
}

function contactOf(row: Selectable<ContactsTable>): Contact {
  return {
    tenantId: row.tenant_id,
    personId: row.person_id,
    name: row.name,
    language: LANGUAGES.find((language) => language === row.language) ?? null,
    locale: row.locale,
    timeZone: row.time_zone,
    address: row.address,
    muted: kindsIn(row.muted),
  };
}

/** A list that cannot be read counts as "all off": silence is the smaller harm. */
export function kindsIn(text: string): readonly string[] {
  const kinds = jsonIn(text);
  return Array.isArray(kinds) ? kinds.map(String) : [ALL_KINDS];
}
