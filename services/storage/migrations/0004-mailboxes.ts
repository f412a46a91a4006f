// Mailboxes that are watched, and mails that are to be read.

import { sql, type Kysely } from 'kysely';
import { runStatements } from './run-statements.ts';

export function createMailboxTables(database: Kysely<unknown>): Promise<void> {
  return runStatements(database, STATEMENTS);
}

const STATEMENTS = [
  sql`create table mail_subscriptions (
    tenant_id text not null,
    mailbox text not null,
    state text not null,
    subscription_id text,
    secret_hash text,
    expires_at bigint,
    renew_at bigint not null,
    reauthorize integer not null,
    sync_at bigint not null,
    delta_link text,
    since bigint not null,
    failures integer not null,
    fault text,
    claimed_until bigint not null,
    constraint mail_subscriptions_key primary key (tenant_id, mailbox)
  )`,
  sql`create index mail_subscriptions_id on mail_subscriptions (subscription_id)`,
  sql`create table mail_notices (
    tenant_id text not null,
    mailbox text not null,
    message_id text not null,
    state text not null,
    due_at bigint not null,
    attempts integer not null,
    created_at bigint not null,
    constraint mail_notices_key primary key (tenant_id, mailbox, message_id)
  )`,
  sql`create index mail_notices_due on mail_notices (state, due_at)`,
];
