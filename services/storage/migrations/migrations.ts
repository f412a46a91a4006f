// The migrations in order, one a file; each runs once. A number is never used twice and never changed after a release.

import type { Migration, MigrationProvider } from 'kysely';
import { createConversationTables } from './0001-conversations.ts';
import { createNotificationTables } from './0002-notifications.ts';
import { createPartnerCenterTables } from './0003-partner-center.ts';
import { createMailboxTables } from './0004-mailboxes.ts';
import { createIdentityTable } from './0005-identities.ts';
import { createClockTable } from './0007-clock.ts';

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-conversations': { up: createConversationTables },
  '0002-notifications': { up: createNotificationTables },
  '0003-partner-center': { up: createPartnerCenterTables },
  '0004-mailboxes': { up: createMailboxTables },
  '0005-identities': { up: createIdentityTable },
  '0007-clock': { up: createClockTable },
};

/** Hands the migrations to Kysely's migrator. */
export const migrations: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...MIGRATIONS }),
};
