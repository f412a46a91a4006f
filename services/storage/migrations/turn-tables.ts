// The table of turns. The tenant leads both keys, so that the table can be distributed by it.

import type { Kysely } from 'kysely';

/** Migration 0005. */
export async function turnTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('turns')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('asked', 'text', (column) => column.notNull())
    .addColumn('local_time', 'text', (column) => column.notNull())
    .addColumn('channel_time', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('answered_at', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('sent', 'integer', (column) => column.notNull())
    .addColumn('replies', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('turns_key', ['tenant_id', 'conversation', 'activity_id'])
    .execute();
  await database.schema
    .createIndex('turns_latest')
    .on('turns')
    .columns(['tenant_id', 'conversation', 'received_at'])
    .execute();
  await database.schema.createIndex('turns_age').on('turns').column('received_at').execute();
}
