// The tables of watched mailboxes, as Kysely sees them and as migration 0009 makes them. Times are epoch milliseconds.

import type { Kysely } from 'kysely';

export interface MailSubscriptionsTable {
  tenant_id: string;
  mailbox: string;
  state: string;
  subscription_id: string | null;
  /** SHA-256 of what Graph repeats with every notification. */
  secret_hash: string | null;
  expires_at: number | null;
  renew_at: number;
  /** 0 or 1. */
  reauthorize: number;
  sync_at: number;
  delta_link: string | null;
  since: number;
  failures: number;
  fault: string | null;
  /** Until then somebody is at it. */
  claimed_until: number;
}

export interface MailNoticesTable {
  tenant_id: string;
  mailbox: string;
  message_id: string;
  /** `queued` or `done`. */
  state: string;
  due_at: number;
  attempts: number;
  created_at: number;
}

/** Migration 0009. */
export async function mailboxTables(database: Kysely<unknown>): Promise<void> {
  await subscriptionsTable(database);
  await noticesTable(database);
  await database.schema
    .createIndex('mail_subscriptions_id')
    .on('mail_subscriptions')
    .column('subscription_id')
    .execute();
  await database.schema
    .createIndex('mail_notices_due')
    .on('mail_notices')
    .columns(['state', 'due_at'])
    .execute();
}

async function subscriptionsTable(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('mail_subscriptions')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('mailbox', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('subscription_id', 'text')
    .addColumn('secret_hash', 'text')
    .addColumn('expires_at', 'bigint')
    .addColumn('renew_at', 'bigint', (column) => column.notNull())
    .addColumn('reauthorize', 'integer', (column) => column.notNull())
    .addColumn('sync_at', 'bigint', (column) => column.notNull())
    .addColumn('delta_link', 'text')
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('fault', 'text')
    .addColumn('claimed_until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_subscriptions_key', ['tenant_id', 'mailbox'])
    .execute();
}

async function noticesTable(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('mail_notices')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('mailbox', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_notices_key', ['tenant_id', 'mailbox', 'message_id'])
    .execute();
}
