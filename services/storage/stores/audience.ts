// Whom a subject means: the company's enrollment and the people to tell, as far as they have been met.

import { sql } from 'kysely';
import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { Subject } from '../../events/event-intake.ts';
import { audienceKey, type EventAudience } from '../../events/inbox.ts';
import type { Recipient } from '../../notifications/notification.ts';
import type { Database } from '../database/database.ts';
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
      const people = enrollment ? participantsOf(enrollment) : [];
      return { tenantId: enrollment?.tenantId, enrollment, people };
    }
  }
}

/** Everybody who takes part; before there is an enrollment, everybody of the company who was met. */
async function tenantPlace(database: Database, tenantId: string): Promise<EventAudience> {
  const enrollment = await enrollmentBy(database, 'tenant_id', tenantId);
  if (enrollment !== undefined) {
    return { tenantId: enrollment.tenantId, enrollment, people: participantsOf(enrollment) };
  }
  const rows = await database
    .selectFrom('contacts')
    .select(['tenant_id', 'person_id'])
    .where(sql`lower(tenant_id)`, '=', tenantId.toLowerCase())
    .orderBy('person_id')
    .execute();
  const people = rows.map(recipientOf);
  return { tenantId: people[0]?.tenantId, enrollment: undefined, people };
}

/** A guest has one contact per tenant: where they wrote last is where they read. */
async function personPlace(database: Database, userId: string): Promise<EventAudience> {
  const row = await database
    .selectFrom('contacts')
    .select(['tenant_id', 'person_id'])
    .where(sql`lower(person_id)`, '=', userId.toLowerCase())
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { tenantId: undefined, enrollment: undefined, people: [] };
  const person = recipientOf(row);
  const enrollment = await enrollmentBy(database, 'tenant_id', person.tenantId);
  return { tenantId: person.tenantId, enrollment, people: [person] };
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

function participantsOf({ tenantId, participants }: Enrollment): readonly Recipient[] {
  return participants.map(({ personId }) => ({ tenantId, userId: personId }));
}

function recipientOf(row: { readonly tenant_id: string; readonly person_id: string }): Recipient {
  return { tenantId: row.tenant_id, userId: row.person_id };
}
