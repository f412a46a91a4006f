// The tables of the Partner Center door: the renewed token, what is asked when, and webhook events by their key.

import { sql, type Kysely } from 'kysely';

/** Migration 0008. */
export async function partnerCenterTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('partner_center_tokens')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('partner_center_tokens_key', ['tenant_id', 'client_id'])
    .execute();
  await database.schema
    .createTable('partner_center_polls')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('milestone', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('learnt', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('partner_center_polls_key', ['tenant_id', 'milestone'])
    .execute();
  await database.schema
    .createTable('partner_center_events')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text')
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('partner_center_events_key', ['tenant_id', 'id'])
    .execute();
  await sql`create index partner_center_polls_due on partner_center_polls (due_at)`.execute(
    database,
  );
  await sql`create index partner_center_events_due on partner_center_events (due_at)
    where due_at is not null`.execute(database);
}

/** The tables as Kysely sees them. Times are epoch milliseconds. */
export interface PartnerCenterTables {
  partner_center_tokens: {
    /** Whose credentials they are: the provider's. */
    tenant_id: string;
    client_id: string;
    /** The newest refresh token, sealed under the client secret. */
    sealed: string;
    /** Mark of the token in the environment it descends from; another one there ends it. */
    origin: string;
    updated_at: number;
  };
  partner_center_polls: {
    tenant_id: string;
    milestone: string;
    due_at: number;
    failures: number;
    /** What was learnt beside the facts, as JSON (partner-center/hints.ts). */
    learnt: string;
  };
  partner_center_events: {
    /** The provider's, to whom they were sent. */
    tenant_id: string;
    id: string;
    name: string;
    /** Null once it is worked off. */
    customer_id: string | null;
    changed_at: number;
    received_at: number;
    /** Null: done. */
    due_at: number | null;
    failures: number;
  };
}
