// Everything that is kept of one person, table by table. A table that is added must be named here, or nothing compiles.

import { sql } from 'kysely';
import { audienceKey } from '../../events/inbox.ts';
import type { PersonExport, PersonQuery } from '../../privacy/person-export.ts';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { chatAddressIn, chatKeysOf } from '../stores/own-chats.ts';
import { jsonIn } from '../stores/stored-json.ts';
import { enrollmentSeenBy } from './enrollment-export.ts';

/** A person while their rows are looked for. */
interface SoughtPerson {
  readonly database: Database;
  /** As they are written in the tables. */
  readonly ids: readonly string[];
  /** Empty: not limited. */
  readonly tenantIds: readonly string[];
  /** Keys under which the state of their own chats is. */
  readonly chats: readonly string[];
}

type StoredRow = Readonly<Record<string, unknown>>;
type RowsOf = (person: SoughtPerson, table: string) => Promise<readonly StoredRow[]>;

const NOT_KEPT_HERE = [
  'Sign-in: tokens are kept by the Bot Framework token service only; nothing of them is stored here.',
  'Open questions and ratings: they are kept without person and tenant, so nobody can say whose they are.',
  'The chat itself is kept by Microsoft Teams.',
];
const SECRET = /token|secret|password/iu;
/** Nothing in them is anybody's. */
const NOBODYS: RowsOf = () => Promise.resolve([]);

/** How each table is searched for a person. */
export const PERSONAL_ROWS: Readonly<Record<keyof Tables, RowsOf>> = {
  contacts: byPerson,
  identities: byPerson,
  enrollments,
  outbox: byPerson,
  lanes: byPerson,
  turns: byPerson,
  events,
  documents: byChat,
  records_aside: recordsAside,
  mail_subscriptions: byMailbox,
  mail_notices: byMailbox,
  questions: NOBODYS,
  ratings: NOBODYS,
  tenant_rates: NOBODYS,
  partner_center_tokens: NOBODYS,
  partner_center_polls: NOBODYS,
  partner_center_events: NOBODYS,
  clock_marks: NOBODYS,
};

/** In: whom, and the time. Out: undefined when nothing is kept of them. */
export async function exportPerson(
  database: Database,
  query: PersonQuery,
  now: Date,
): Promise<PersonExport | undefined> {
  const person = await sought(database, query);
  const data: Record<string, readonly unknown[]> = {};
  for (const [table, rowsOf] of Object.entries(PERSONAL_ROWS)) {
    const rows = await rowsOf(person, table);
    if (rows.length > 0) data[table] = rows.map(readable);
  }
  const tenantIds = new Set(Object.values(data).flat().flatMap(tenantOf));
  if (Object.keys(data).length === 0) return undefined;
  const { ids } = person;
  const notKeptHere = NOT_KEPT_HERE;
  return { exportedAt: now.toISOString(), ids, tenantIds: [...tenantIds], data, notKeptHere };
}

/** Under every id that was joined to one of these. The address of a chat names an id too, and the chat. */
async function sought(database: Database, query: PersonQuery): Promise<SoughtPerson> {
  const tenantIds =
    query.tenantId === undefined ? [] : [query.tenantId, query.tenantId.toLowerCase()];
  const given = [...query.ids, ...query.ids.map((id) => id.toLowerCase())];
  // From an account to its person, and from there to their other accounts.
  const persons = await joinedIds(database, given, tenantIds);
  const ids = await joinedIds(database, persons, tenantIds);
  const rows = await database
    .selectFrom('contacts')
    .select(['person_id', 'address'])
    .where(
      sql`lower(person_id)`,
      'in',
      ids.map((id) => id.toLowerCase()),
    )
    .$if(tenantIds.length > 0, (contacts) => contacts.where('tenant_id', 'in', tenantIds))
    .execute();
  const addresses = rows.map(({ address }) => chatAddressIn(address));
  const others = addresses.flatMap(({ user }) => [user?.id, user?.aadObjectId]);
  const known = [...ids, ...rows.map((row) => row.person_id), ...others];
  const chats = addresses.flatMap(chatKeysOf);
  return { database, ids: [...new Set(known.filter(isFilled))], tenantIds, chats };
}

async function joinedIds(
  database: Database,
  ids: readonly string[],
  tenantIds: readonly string[],
): Promise<readonly string[]> {
  const pairs = await database
    .selectFrom('identities')
    .select(['account_id', 'person_id'])
    .where((row) => row.or([row('account_id', 'in', ids), row('person_id', 'in', ids)]))
    .$if(tenantIds.length > 0, (found) => found.where('tenant_id', 'in', tenantIds))
    .execute();
  return [...new Set([...ids, ...pairs.flatMap((pair) => [pair.account_id, pair.person_id])])];
}

function isFilled(id: string | null | undefined): id is string {
  return typeof id === 'string' && id !== '';
}

function byPerson(
  { database, ids, tenantIds }: SoughtPerson,
  table: string,
): Promise<readonly StoredRow[]> {
  return database
    .selectFrom(table as 'lanes')
    .selectAll()
    .where('person_id', 'in', [...ids])
    .$if(tenantIds.length > 0, (query) => query.where('tenant_id', 'in', [...tenantIds]))
    .execute();
}

async function byMailbox(
  { database, ids }: SoughtPerson,
  table: string,
): Promise<readonly StoredRow[]> {
  const rows: readonly StoredRow[] = await database
    .selectFrom(table as 'mail_notices')
    .selectAll()
    .where('mailbox', 'in', [...ids])
    .execute();
  return rows.map(({ secret_hash: _hash, delta_link: _link, ...row }) => row);
}

/** The state of their own chats, under the chat's key. */
async function byChat(
  { database, chats }: SoughtPerson,
  table: string,
): Promise<readonly StoredRow[]> {
  if (chats.length === 0) return [];
  return database
    .selectFrom(table as 'records_aside')
    .selectAll()
    .where('key', 'in', [...chats])
    .execute();
}

/** By the text, and then by what it says: an id may stand within another. */
async function enrollments(person: SoughtPerson): Promise<readonly StoredRow[]> {
  const { database, ids, tenantIds } = person;
  const rows = await database
    .selectFrom('enrollments')
    .selectAll()
    .where((row) =>
      row.or(ids.map((id) => row('data', 'like', `%${JSON.stringify(id).slice(1, -1)}%`))),
    )
    .$if(tenantIds.length > 0, (query) => query.where('tenant_id', 'in', [...tenantIds]))
    .execute();
  return rows.flatMap((row) => enrollmentSeenBy(row, ids));
}

function events({ database, ids }: SoughtPerson): Promise<readonly StoredRow[]> {
  const keys = ids.map((userId) => audienceKey({ kind: 'user', userId }));
  return database
    .selectFrom('events')
    .selectAll()
    .where((row) =>
      row.or([
        row(
          sql`lower(subject)`,
          'in',
          ids.map((id) => `user/${id.toLowerCase()}`),
        ),
        row('awaits_people', 'in', keys),
      ]),
    )
    .execute();
}

async function recordsAside(person: SoughtPerson, table: string): Promise<readonly StoredRow[]> {
  const { database, ids } = person;
  const named = await database
    .selectFrom('records_aside')
    .selectAll()
    .where('origin', 'like', 'enroll%')
    .where((row) => row.or(ids.map((id) => row('data', 'like', `%"${id}"%`))))
    .execute();
  return [...(await byChat(person, table)), ...named];
}

function tenantOf(row: unknown): readonly string[] {
  const { tenant_id: tenantId } = row as { readonly tenant_id?: unknown };
  return typeof tenantId === 'string' ? [tenantId] : [];
}

/** A row with its JSON read, and without what opens doors. */
function readable(row: StoredRow): unknown {
  const fields = Object.entries(row).map(([name, value]) => [name, parsed(value)]);
  return JSON.parse(JSON.stringify(Object.fromEntries(fields)), (name, value: unknown) =>
    SECRET.test(name) && typeof value === 'string' ? '[left out]' : value,
  );
}

function parsed(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || !/^[{[]/u.test(value)) return value;
  return jsonIn(value) ?? value;
}
