// Whose people wrote to the bot last: whom a newcomer means when no tenant is named.

import type { Database } from '../database/database.ts';

/** Out: the tenant of the contact that was saved last; undefined when nobody was ever met. */
export async function latestTenantIn(database: Database): Promise<string | undefined> {
  const row = await database
    .selectFrom('contacts')
    .select('tenant_id')
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.tenant_id;
}
