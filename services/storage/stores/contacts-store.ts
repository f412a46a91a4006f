// Contacts in the database.

import { sql, type Selectable } from 'kysely';
import { ALL_KINDS, type Contact, type Contacts } from '../../contacts/contacts.ts';
import { LANGUAGES } from '../../texts/languages.ts';
import type { Database } from '../database/database.ts';
import { padded } from '../database/engine.ts';
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
        const { tenantId: tenant_id, personId: person_id } = contact;
        const rest = columnsOf(contact, now().getTime());
        await put(database, { tenant_id, person_id, ...rest });
        wrote({ ...contact, keptAt: rest.updated_at });
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

/** A contact that was read together with something else: the turn need not read it again. */
export async function keepRead(
  database: Database,
  { tenantId, personId }: Pick<Contact, 'tenantId' | 'personId'>,
  row: Selectable<ContactsTable> | undefined,
): Promise<void> {
  const rows = cachedRows<Contact | undefined>(database, 'contacts');
  await rows.read(keyOf(tenantId, personId), () => Promise.resolve(row && contactOf(row)));
}

/** Ids that are one person's, and since when the person is known. */
export interface MergedContacts {
  /** The account's id, and other spellings of the directory's. */
  readonly ids: readonly string[];
  readonly metAt: number | undefined;
}

/** Makes one contact of all that an account and its person are kept as. The newest is right, but what was turned off stays off. */
export async function mergeContacts(
  database: Database,
  person: { readonly tenantId: string; readonly accountId: string; readonly objectId: string },
): Promise<MergedContacts> {
  const { tenantId, accountId, objectId } = person;
  const rows = await rowsOf(database, person);
  const ids = rows.map(({ person_id: id }) => id).filter((id) => id !== objectId);
  const [newest] = rows;
  if (newest !== undefined && ids.length > 0) {
    await cachedRows(database, 'contacts').writeAny(async () => {
      await removeRows(database, tenantId, ids);
      await put(database, { ...mergedRow(rows, newest), person_id: objectId });
    });
  }
  return { ids: [...new Set([accountId, ...ids])], metAt: rows.at(-1)?.updated_at };
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

/** The newest first. */
function rowsOf(
  database: Database,
  { tenantId, accountId, objectId }: Parameters<typeof mergeContacts>[1],
): Promise<Selectable<ContactsTable>[]> {
  return database
    .selectFrom('contacts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where((row) =>
      row.or([row('person_id', '=', accountId), row(sql`lower(person_id)`, '=', objectId)]),
    )
    .orderBy('updated_at', 'desc')
    .execute();
}

function mergedRow(
  rows: readonly Selectable<ContactsTable>[],
  newest: Selectable<ContactsTable>,
): ContactsTable {
  const newestOf = <T>(values: readonly T[]): T | undefined =>
    values.find((value) => value !== null && value !== '');
  return {
    ...newest,
    name: newestOf(rows.map(({ name }) => name)) ?? '',
    locale: newestOf(rows.map(({ locale }) => locale)) ?? '',
    language: newestOf(rows.map(({ language }) => language)) ?? null,
    time_zone: newestOf(rows.map((row) => row.time_zone)) ?? null,
    muted: JSON.stringify([...new Set(rows.flatMap(({ muted }) => kindsIn(muted)))]),
  };
}

async function removeRows(
  database: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<void> {
  await database
    .deleteFrom('contacts')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', padded(ids))
    .execute();
}

/** Never sets the key: Citus refuses a statement that sets what a table is distributed by, even to what it is. */
async function put(database: Database, row: ContactsTable): Promise<void> {
  const { tenant_id: _tenant, person_id: _person, ...values } = row;
  await database
    .insertInto('contacts')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet(values))
    .execute();
}

/** Moves times after a moment back, after a clock that was set: whom somebody met last is asked by them. */
export function moveContactsBack(
  database: Database,
  { by, after }: { readonly by: number; readonly after: number },
): Promise<void> {
  return cachedRows(database, 'contacts').writeAny(async () => {
    await database
      .updateTable('contacts')
      .set((row) => ({ updated_at: row('updated_at', '-', by) }))
      .where('updated_at', '>', after)
      .execute();
  });
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

function columnsOf(contact: Contact, at: number): Omit<ContactsTable, 'tenant_id' | 'person_id'> {
  return {
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
    keptAt: row.updated_at,
  };
}

/** A list that cannot be read counts as "all off": silence is the smaller harm. */
export function kindsIn(text: string): readonly string[] {
  const kinds = jsonIn(text);
  return Array.isArray(kinds) ? kinds.map(String) : [ALL_KINDS];
}
