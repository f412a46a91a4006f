// Whether anything waits for a person: asked at every turn, so it is one statement, of some 15 µs on SQLite; mostly the answer is no.

import { sql, type Compilable } from 'kysely';
import { audienceKey } from '../../events/inbox.ts';
import type { Recipient } from '../../notifications/notification.ts';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/statement.ts';

type Whom = Recipient & Readonly<{ tenantKey: string; userKey: string; since: number }>;

/** Out: tells whether something that came since then is kept for somebody, or could not reach them. */
export function createWaitingIn(
  database: Database,
): (person: Recipient, since: number) => Promise<boolean> {
  const find = prepared(database, waitingQuery);
  return async ({ tenantId, userId }, since) => {
    const tenantKey = audienceKey({ kind: 'tenant', tenantId });
    const userKey = audienceKey({ kind: 'user', userId });
    const { rows } = await find({ tenantId, userId, tenantKey, userKey, since });
    return rows.length > 0;
  };
}

/** The enrollment's key is put together here as `placeKey` does it. */
function waitingQuery(database: Database, whom: Whom): Compilable {
  const { tenantId, userId, tenantKey, userKey, since } = whom;
  const own = sql`select 'enrollment/' || id from enrollments where tenant_id = ${tenantId}`;
  const accounts = sql`select 'user/' || lower(account_id) from identities
    where tenant_id = ${tenantId} and person_id = ${userId}`;
  const query = sql`select 1 as found where
    exists (select 1 from outbox where tenant_id = ${tenantId} and person_id = ${userId}
      and state = 'unreachable' and created_at > ${since})
    or exists (select 1 from events where awaits_people in (${tenantKey}, ${userKey})
      and received_at > ${since})
    or exists (select 1 from events where awaits_people in (${own}) and received_at > ${since})
    or exists (select 1 from events where awaits_people in (${accounts}) and received_at > ${since})
    or exists (select 1 from events where awaits_enrollment in (${own}) and received_at > ${since})
    or (exists (select 1 from events where awaits_enrollment in (${tenantKey}, ${userKey})
      and received_at > ${since})
      and exists (select 1 from enrollments where tenant_id = ${tenantId}))`;
  return { compile: () => query.compile(database) };
}
