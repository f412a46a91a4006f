// Fills a database with companies: each an enrollment, a contact and a conversation's state. Keys are spread evenly, as
// random ones are, but come in order, so that a million rows take seconds.

import { sql, type RawBuilder } from 'kysely';
import enrollment from './enrollment.json' with { type: 'json' };
import type { Database } from '../services/storage/database/database.ts';
import { isPostgres } from '../services/storage/database/postgres.ts';

const SPREAD = 4_294_967_295;
const ID = '00000000-0000-4000-8000-000000000b07';
/** What a conversation in the form keeps. */
const STATE = JSON.stringify({
  dialogs: { dialogStack: [{ id: 'root', state: { dialogs: { dialogStack: [] } } }] },
  welcomed: true,
  livingCard: '1700000000000',
  lastTopic: 'partnerid',
});
/** As Teams makes it. */
const ADDRESS = JSON.stringify({
  bot: { id: `28:${ID}`, name: 'Lotse' },
  user: { id: `29:1${'a'.repeat(90)}`, aadObjectId: ID },
  conversation: { id: `a:1${'b'.repeat(110)}`, conversationType: 'personal', tenantId: ID },
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
});
const CONVERSATION = `msteams/conversations/a:1${'b'.repeat(80)}`;

export const FILLED_TABLES = ['contacts', 'enrollments', 'documents'] as const;

/** In: an empty database of ours, and how many companies. */
export async function fill(database: Database, size: number): Promise<void> {
  for (const table of FILLED_TABLES) await fillTable(database, table, size);
  await sql`analyze`.execute(database);
}

/** In: a database, one of its empty tables, and how many companies. */
export async function fillTable(
  database: Database,
  table: (typeof FILLED_TABLES)[number],
  size: number,
): Promise<void> {
  const record = JSON.stringify(enrollment);
  const at = sql.lit(Date.now());
  const [numbers, key] = isPostgres(database) ? inPostgres(size) : inSqlite(size);
  const statements = {
    enrollments: sql`insert into enrollments (tenant_id, id, version, data, updated_at)
      ${numbers} select ${key}, 'e' || ${key}, 1, ${sql.lit(record)}, ${at} from numbers`,
    contacts: sql`insert into contacts
      (tenant_id, person_id, name, locale, time_zone, address, muted, updated_at)
      ${numbers} select ${key}, ${key}, 'Jürgen Großmann', 'de-DE', 'Europe/Berlin',
        ${sql.lit(ADDRESS)}, '[]', ${at} from numbers`,
    documents: sql`insert into documents (key, etag, data, updated_at)
      ${numbers} select ${sql.lit(CONVERSATION)} || ${key}, 1, ${sql.lit(STATE)}, ${at} from numbers`,
  };
  await statements[table].execute(database);
}

/** The id of a company and of its person. In: which one of how many. */
export function keyOf(at: number, size: number): string {
  const spread = (at * Math.floor(SPREAD / size)).toString(16).padStart(8, '0');
  return `${spread}-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;
}

type Series = readonly [RawBuilder<unknown>, RawBuilder<unknown>];

function inSqlite(size: number): Series {
  const step = sql.lit(Math.floor(SPREAD / size));
  return [
    sql`with recursive numbers(n) as
      (select 0 union all select n + 1 from numbers where n + 1 < ${sql.lit(size)})`,
    sql`printf('%08x-0000-4000-8000-%012x', n * ${step}, n)`,
  ];
}

function inPostgres(size: number): Series {
  const step = sql.lit(Math.floor(SPREAD / size));
  return [
    sql`with numbers(n) as (select generate_series(0::bigint, ${sql.lit(size - 1)}))`,
    sql`(lpad(to_hex(n * ${step}), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))`,
  ];
}
