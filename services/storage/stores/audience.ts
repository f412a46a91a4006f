// Whom a subject means: the company's enrollment and the people to tell, as far as they have been met.

import { sql } from 'kysely';
import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { Subject } from '../../events/event-intake.ts';
import { audienceKey, type EventAudience } from '../../events/inbox.ts';
import type { Recipient } from '../../notifications/notification.ts';
import type { Database } from '../database/database.ts';
import { withoutAccounts } from '../outbox/stray-lanes.ts';
import { enrollmentIn } from './stored-json.ts';

/** The places of subjects, each read once. In: a transaction. Out: never throws for a subject that was asked for. */
export async function audienceOf(
  database: Database,
  subjects: readonly Subject[],
): Promise<(subject: Subject) => EventAudience> {
  const places = new Map<string, EventAudience>();
  for (const subject of subjects) {
    const key = audienceKey(subject);
    if (!places.has(key)) places.set(key, await placeOf(database, subject));
  }
  return (subject) =>
    places.get(audienceKey(subject)) ?? { tenantId: undefined, enrollment: undefined, people: [] };
}

async function placeOf(database: Database, subject: Subject): Promise<EventAudience> {
  switch (subject.kind) {
    case 'tenant':
      return tenantPlace(database, subject.tenantId);
    case 'user':
      return personPlace(database, subject.userId);
    case 'enrollment': {
      const enrollment = await enrollmentBy(database, 'id', subject.id);
      const people = enrollment ? await participantsOf(database, enrollment) : [];
      return { tenantId: enrollment?.tenantId, enrollment, people };
    }
  }
}

/** Everybody who takes part; before there is an enrollment, everybody of the company who was met. */
async function tenantPlace(database: Database, tenantId: string): Promise<EventAudience> {
  const enrollment = await enrollmentBy(database, 'tenant_id', tenantId);
  if (enrollment !== undefined) {
    const people = await participantsOf(database, enrollment);
    return { tenantId: enrollment.tenantId, enrollment, people };
  }
  const rows = await database
    .selectFrom('contacts')
    .select(['tenant_id', 'person_id'])
    .where(sql`lower(tenant_id)`, '=', tenantId.toLowerCase())
    .orderBy('person_id')
    .execute();
  const people = await withoutAccounts(database, rows.map(recipientOf));
  return { tenantId: people[0]?.tenantId, enrollment: undefined, people };
}

/**
 * An id may be known in several tenants, as a guest's. It is theirs where it was met first: whoever brings it later from
 * elsewhere does not get what is meant for them.
 */
async function personPlace(database: Database, userId: string): Promise<EventAudience> {
  const person = (await firstMet(database, userId)) ?? (await ownerOf(database, userId));
  if (person === undefined) return { tenantId: undefined, enrollment: undefined, people: [] };
  const enrollment = await enrollmentBy(database, 'tenant_id', person.tenantId);
  const people = await withoutAccounts(database, [person]);
  return { tenantId: person.tenantId, enrollment, people };
}

async function firstMet(database: Database, userId: string): Promise<Recipient | undefined> {
  const rows = await database
    .selectFrom('contacts as c')
    .leftJoin('identities as i', (join) =>
      join.onRef('i.tenant_id', '=', 'c.tenant_id').onRef('i.person_id', '=', 'c.person_id'),
    )
    .select(['c.tenant_id', 'c.person_id', 'c.updated_at', 'i.met_at'])
    .where(sql`lower(c.person_id)`, '=', userId.toLowerCase())
    .orderBy('c.tenant_id')
    .execute();
  const [first] = rows
    .map((row) => ({ row, at: row.met_at ?? row.updated_at }))
    .sort((one, other) => one.at - other.at);
  return first && recipientOf(first.row);
}

/** Whose account it is. */
async function ownerOf(database: Database, accountId: string): Promise<Recipient | undefined> {
  const row = await database
    .selectFrom('identities')
    .select(['tenant_id', 'person_id'])
    .where('account_id', '=', accountId)
    .orderBy('met_at')
    .limit(1)
    .executeTakeFirst();
  return row && recipientOf(row);
}

/** Out: undefined also for one that cannot be read; its facts wait until it is mended or begun anew. */
async function enrollmentBy(
  database: Database,
  column: 'id' | 'tenant_id',
  value: string,
): Promise<Enrollment | undefined> {
  const wanted = column === 'id' ? sql`id` : sql`lower(tenant_id)`;
  const row = await database
    .selectFrom('enrollments')
    .select('data')
    .where(wanted, '=', column === 'id' ? value : value.toLowerCase())
    .limit(1)
    .executeTakeFirst();
  return row && enrollmentIn(row.data);
}

function participantsOf(
  database: Database,
  { tenantId, participants }: Enrollment,
): Promise<readonly Recipient[]> {
  const people = participants.map(({ personId }) => ({ tenantId, userId: personId }));
  return withoutAccounts(database, people);
}

function recipientOf(row: { readonly tenant_id: string; readonly person_id: string }): Recipient {
  return { tenantId: row.tenant_id, userId: row.person_id };
}
