// Contacts in the database.

import type { Selectable } from 'kysely';
import { ALL_KINDS, type Contact, type Contacts } from '../../contacts/contacts.ts';
import { LANGUAGES } from '../../texts/languages.ts';
import type { Database } from '../database/database.ts';
import type { ContactsTable } from '../database/schema.ts';
import { prepared } from '../database/statement.ts';
import { identityMap } from '../transactions/ambient-transaction.ts';

/** The contacts of a database. In: the database and the clock. Within a turn a contact is read once. */
export function createContactsIn(database: Database, now: () => Date): Contacts {
  const rowOf = prepared(database, rowQuery);
  return {
    async find(tenantId, personId) {
      const memory = identityMap();
      const key = memoryKey(tenantId, personId);
      const remembered = memory?.find('contacts', key);
      if (remembered !== undefined) return remembered.value as Contact | undefined;
      const { rows } = await rowOf({ tenantId, personId });
      const found = rows[0] && contactOf(rows[0]);
      memory?.set('contacts', key, found);
      return found;
    },
    async save(contact) {
      const row = rowFor(contact, now().getTime());
      await database
        .insertInto('contacts')
        .values(row)
        .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet(row))
        .execute();
      identityMap()?.set('contacts', memoryKey(contact.tenantId, contact.personId), contact);
    },
    async remove(tenantId, personId) {
      await database
        .deleteFrom('contacts')
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .execute();
      identityMap()?.set('contacts', memoryKey(tenantId, personId), undefined);
    },
  };
}

function memoryKey(tenantId: string, personId: string): string {
  return `${tenantId}\n${personId}`;
}

interface Who {
  readonly tenantId: string;
  readonly personId: string;
}

function rowQuery(database: Database, { tenantId, personId }: Who) {
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
  try {
    const kinds: unknown = JSON.parse(text);
    return Array.isArray(kinds) ? kinds.map(String) : [ALL_KINDS];
  } catch {
    return [ALL_KINDS];
  }
}
