// Partner Center: its renewed token, what is asked when, and webhook events by their key.

import { sql, type Kysely } from 'kysely';
import { runStatements } from './run-statements.ts';

export function createPartnerCenterTables(database: Kysely<unknown>): Promise<void> {
  return runStatements(database, STATEMENTS);
}

const STATEMENTS = [
  sql`create table partner_center_tokens (
    tenant_id text not null,
    client_id text not null,
    sealed text not null,
    origin text not null,
    updated_at bigint not null,
    constraint partner_center_tokens_key primary key (tenant_id, client_id)
  )`,
  sql`create table partner_center_polls (
    tenant_id text not null,
    milestone text not null,
    due_at bigint not null,
    failures integer not null,
    learnt text not null,
    constraint partner_center_polls_key primary key (tenant_id, milestone)
  )`,
  sql`create index partner_center_polls_due on partner_center_polls (due_at)`,
  sql`create table partner_center_events (
    tenant_id text not null,
    id text not null,
    name text not null,
    customer_id text,
    changed_at bigint not null,
    received_at bigint not null,
    due_at bigint,
    failures integer not null,
    constraint partner_center_events_key primary key (tenant_id, id)
  )`,
  sql`create index partner_center_events_due on partner_center_events (due_at) where due_at is not null`,
];
