// The tenant leads the keys of outbox and lanes, so that PostgreSQL's tables can be distributed by it (decision 21).

import { sql, type Kysely } from 'kysely';
import { isPostgres } from '../database/postgres.ts';

/** On SQLite only lanes: upserts name its key. The outbox's own keys are stricter there, and nobody distributes a file. */
const ON_SQLITE = [
  sql`create table lanes_of_tenants (
    lane text not null, tenant_id text not null, person_id text not null, priority integer not null,
    ready_at bigint, gate_at bigint not null, arrival_at bigint not null, failures integer not null,
    claimed_by text, primary key (tenant_id, lane))`,
  sql`insert into lanes_of_tenants (lane, tenant_id, person_id, priority, ready_at, gate_at, arrival_at, failures,
    claimed_by) select lane, tenant_id, person_id, priority, ready_at, gate_at, arrival_at, failures, claimed_by
    from lanes`,
  sql`drop table lanes`,
  sql`alter table lanes_of_tenants rename to lanes`,
  sql`create index lanes_ready on lanes (priority, ready_at) where ready_at is not null`,
  sql`create index lanes_lane on lanes (lane)`,
];

const ON_POSTGRES = [
  sql`alter table lanes drop constraint lanes_pkey, add primary key (tenant_id, lane)`,
  sql`create index lanes_lane on lanes (lane)`,
  sql`alter table outbox drop constraint outbox_pkey, drop constraint outbox_id_key,
    drop constraint outbox_key_key, add primary key (tenant_id, seq),
    add unique (tenant_id, id), add unique (tenant_id, key)`,
  sql`create index outbox_id on outbox (id)`,
  sql`create index outbox_seq on outbox (seq)`,
];

/** Migration 0004. All of it or nothing, on SQLite as well, where Kysely puts no transaction around a migration. */
export async function tenantKeys(database: Kysely<unknown>): Promise<void> {
  if (isPostgres(database)) return run(database, ON_POSTGRES);
  await database.transaction().execute((transaction) => run(transaction, ON_SQLITE));
}

async function run(database: Kysely<unknown>, statements: typeof ON_SQLITE): Promise<void> {
  for (const statement of statements) await statement.execute(database);
}
