// The tables of events and announcements. Only live rows are in the indexes that claiming uses: history costs nothing.

import { sql, type Kysely } from 'kysely';
import { isPostgres } from '../database/postgres.ts';

/** Migration 0003. The sequence number is SQLite's; on PostgreSQL the column is an identity. */
export async function announcingTables(database: Kysely<unknown>): Promise<void> {
  await eventTables(database);
  await outboxTable(database);
  await laneTables(database);
  await indexes(database);
}

async function eventTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('events')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('awaits_people', 'text')
    .addColumn('awaits_enrollment', 'text')
    .addColumn('kept', 'text')
    .addPrimaryKeyConstraint('events_key', ['source', 'id'])
    .execute();
}

async function outboxTable(database: Kysely<unknown>): Promise<void> {
  const table = database.schema.createTable('outbox');
  const numbered = isPostgres(database)
    ? table.addColumn('seq', 'bigint', (it) => it.generatedByDefaultAsIdentity().primaryKey())
    : table.addColumn('seq', 'integer', (it) => it.primaryKey().autoIncrement());
  await numbered
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('event_source', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('note_values', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('priority', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('copies', 'integer', (column) => column.notNull())
    .addColumn('first_attempt_at', 'bigint')
    .addColumn('claimed_by', 'text')
    .addColumn('last_error', 'text')
    .addColumn('sent_at', 'bigint')
    .addColumn('seen_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
}

async function laneTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('lanes')
    .addColumn('lane', 'text', (column) => column.primaryKey())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('priority', 'integer', (column) => column.notNull())
    .addColumn('ready_at', 'bigint')
    .addColumn('gate_at', 'bigint', (column) => column.notNull())
    .addColumn('arrival_at', 'bigint', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('claimed_by', 'text')
    .execute();
  await database.schema
    .createTable('tenant_rates')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('arrival_at', 'bigint', (column) => column.notNull())
    .execute();
}

async function indexes(database: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create index outbox_live on outbox (lane, due_at) where state in ('queued', 'sending')`,
    sql`create index lanes_ready on lanes (priority, ready_at) where ready_at is not null`,
    sql`create index outbox_event on outbox (event_id, event_source)`,
    sql`create index outbox_state on outbox (state, seq)`,
    sql`create index outbox_person on outbox (tenant_id, person_id, subject)`,
    sql`create index outbox_age on outbox (created_at)`,
    sql`create index events_age on events (received_at)`,
    sql`create index events_people on events (awaits_people) where awaits_people is not null`,
    sql`create index events_enrollment on events (awaits_enrollment) where awaits_enrollment is not null`,
    sql`create index contacts_person on contacts (lower(person_id))`,
    sql`create index contacts_tenant on contacts (lower(tenant_id))`,
    sql`create index enrollments_tenant on enrollments (lower(tenant_id))`,
    sql`create index enrollments_id on enrollments (id)`,
  ];
  for (const statement of statements) await statement.execute(database);
}
