// Whether anything waits for a person: asked at every turn, so it is two short statements, of some 15 µs on SQLite; mostly the answer is no.

import { sql, type Compilable } from 'kysely';
import { audienceKey } from '../../events/inbox.ts';
import type { Recipient } from '../../notifications/notification.ts';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/statement.ts';

type Whom = Recipient &
  Readonly<{
    tenantKey: string;
    userKey: string;
    accountKey: string;
    enrollmentKey: string;
    since: number;
  }>;

/** Out: tells whether something that came since then is kept for somebody, or could not reach them. */
export function createWaitingIn(
  database: Database,
): (person: Recipient, since: number) => Promise<boolean> {
  const keysOf = prepared(database, keysQuery);
  const find = prepared(database, waitingQuery);
  return async ({ tenantId, userId }, since) => {
    const tenantKey = audienceKey({ kind: 'tenant', tenantId });
    const userKey = audienceKey({ kind: 'user', userId });
    // Two statements: distributed over several servers, a company's tables and the events do not lie together.
    const { rows: found } = await keysOf({ tenantId, userId });
    const keys = found.map(({ key }) => key);
    const enrollmentKey = keys.find((key) => key.startsWith(ENROLLMENT)) ?? '';
    const accounts = keys.filter((key) => key !== enrollmentKey && key !== userKey);
    const whom = { tenantId, userId, tenantKey, userKey, enrollmentKey, since };
    for (const accountKey of accounts.length === 0 ? [userKey] : accounts) {
      const { rows } = await find({ ...whom, accountKey });
      if (rows.length > 0) return true;
    }
    return false;
  };
}

const ENROLLMENT = 'enrollment/';

/** The keys are put together here as `placeKey` does it. */
function keysQuery(
  database: Database,
  { tenantId, userId }: Recipient,
): Compilable<{ key: string }> {
  const query = sql<{ key: string }>`select 'enrollment/' || id as key from enrollments
      where tenant_id = ${tenantId}
    union all select 'user/' || lower(account_id) from identities
      where tenant_id = ${tenantId} and person_id = ${userId}`;
  return { compile: () => query.compile(database) };
}

/** What waits for an enrollment counts only where there is one: its key is "" otherwise. */
function waitingQuery(database: Database, whom: Whom): Compilable {
  const { tenantId, userId, tenantKey, userKey, accountKey, enrollmentKey, since } = whom;
  const query = sql`select 1 as found where
    exists (select 1 from outbox where tenant_id = ${tenantId} and person_id = ${userId}
      and state = 'unreachable' and created_at > ${since})
    or exists (select 1 from events
      where awaits_people in (${tenantKey}, ${userKey}, ${accountKey}, ${enrollmentKey})
      and received_at > ${since})
    or (${enrollmentKey} <> '' and exists (select 1 from events
      where awaits_enrollment in (${tenantKey}, ${userKey}, ${accountKey}, ${enrollmentKey})
      and received_at > ${since}))`;
  return { compile: () => query.compile(database) };
}
