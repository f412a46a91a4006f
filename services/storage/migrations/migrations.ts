// Numbered changes of the tables, in order; each runs once. A number is never used twice and never changed after a release.

import type { Kysely, Migration, MigrationProvider } from 'kysely';
import { announcingTables } from './announcing-tables.ts';
import { tenantKeys } from './tenant-keys.ts';
import { partnerCenterTables } from './partner-center-tables.ts';
import { turnTables } from './turn-tables.ts';
import { mailboxTables } from './mailbox-tables.ts';

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first-tables': { up: firstTables },
  '0002-questions': { up: questionTables },
  '0003-announcing': { up: announcingTables },
  '0004-tenant-keys': { up: tenantKeys },
  '0005-turns': { up: turnTables },
  '0008-partner-center': { up: partnerCenterTables },
  '0009-mailboxes': { up: mailboxTables },
};

/** Hands the migrations to Kysely's migrator. */
export const migrations: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...MIGRATIONS }),
};

async function firstTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('enrollments')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createTable('contacts')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('language', 'text')
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text')
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('muted', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('contacts_key', ['tenant_id', 'person_id'])
    .execute();
  await documentTables(database);
}

async function documentTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('documents')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('etag', 'integer', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await database.schema
    .createTable('records_aside')
    .addColumn('number', 'text', (column) => column.primaryKey())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('set_aside_at', 'bigint', (column) => column.notNull())
    .execute();
}

async function questionTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('questions')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('topics', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'text', (column) => column.notNull())
    .execute();
  await database.schema
    .createTable('ratings')
    .addColumn('topic', 'text', (column) => column.primaryKey())
    .addColumn('helpful', 'integer', (column) => column.notNull())
    .addColumn('not_helpful', 'integer', (column) => column.notNull())
    .execute();
}
