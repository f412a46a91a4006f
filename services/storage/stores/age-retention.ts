// Enrollments, people and the state of chats go by age, where the operator has set one. What anybody still waits for stays.

import { StoreError } from '../../enrollment/enrollments.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { createDocumentsIn, removeDocumentsBefore } from './documents-store.ts';
import { createEnrollmentsIn } from './enrollments-store.ts';
import { enrollmentIn, jsonIn } from './stored-json.ts';
import { forgetPerson } from './forget-person.ts';

/** Days without activity after which something goes; undefined: never. */
export interface RetentionPeriods {
  readonly enrollmentDays: number | undefined;
  readonly contactDays: number | undefined;
}

/** What a look removed; `held`: the clock is not to be trusted yet, so nothing was. */
export interface RetentionOutcome {
  readonly enrollments: number;
  readonly contacts: number;
  readonly held: boolean;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const PAGE = 200;
const CLOCK = 'retention/clock';
/** Looks come more often than this; a longer gap is a clock that jumped, or a bot that was off. */
const LONGEST_GAP_MS = 2 * DAY_MS;
const DISTRUST_MS = 3 * DAY_MS;
const WAITING = ['queued', 'sending'];

/** Removes what is older than its period, page by page, each company and person in a transaction of its own. */
export async function removeAged(
  database: Database,
  now: Date,
  { enrollmentDays, contactDays }: RetentionPeriods,
): Promise<RetentionOutcome> {
  if (!(await isClockTrusted(database, now))) return { enrollments: 0, contacts: 0, held: true };
  const before = (days: number): number => now.getTime() - days * DAY_MS;
  const enrollments =
    enrollmentDays === undefined
      ? 0
      : await removeEnrollments(database, now, before(enrollmentDays));
  if (contactDays === undefined) return { enrollments, contacts: 0, held: false };
  const contacts = await removeContacts(database, now, before(contactDays));
  await removeDocumentsBefore(database, before(contactDays), PAGE);
  return { enrollments, contacts, held: false };
}

/** After a jump of the clock, in either direction, nothing is removed for three days: time to set it right. */
async function isClockTrusted(database: Database, now: Date): Promise<boolean> {
  const documents = createDocumentsIn(database, () => now);
  const at = now.getTime();
  const known = (await documents.read([CLOCK])).get(CLOCK);
  const { seenAt = at, heldUntil = 0 } = (jsonIn(known?.data ?? '{}') ?? {}) as RetentionClock;
  const hasJumped = at - seenAt > LONGEST_GAP_MS || seenAt - at > HOUR_MS;
  const until = hasJumped ? at + DISTRUST_MS : heldUntil;
  const data = JSON.stringify({ seenAt: at, heldUntil: until });
  await documents.write([{ key: CLOCK, data, expected: undefined }]);
  return at >= until;
}

interface RetentionClock {
  readonly seenAt?: number;
  readonly heldUntil?: number;
}

async function removeEnrollments(database: Database, now: Date, before: number): Promise<number> {
  let [removed, last] = [0, ''];
  for (;;) {
    const page = await database
      .selectFrom('enrollments')
      .select('tenant_id')
      .where('updated_at', '<', before)
      .where('tenant_id', '>', last)
      .orderBy('tenant_id')
      .limit(PAGE)
      .execute();
    for (const { tenant_id: tenantId } of page) {
      if (await removeEnrollment(database, now, { tenantId, before })) removed += 1;
    }
    if (page.length < PAGE) return removed;
    last = page.at(-1)?.tenant_id ?? '';
  }
}

interface AgedCompany {
  readonly tenantId: string;
  /** Epoch ms: younger activity keeps it. */
  readonly before: number;
}

/** Looks again inside of the transaction: somebody may have written in between. One that cannot be read stays for an operator. */
async function removeEnrollment(
  database: Database,
  now: Date,
  company: AgedCompany,
): Promise<boolean> {
  try {
    return await inTransaction(database, async (transaction) => {
      if (await isCompanyActive(transaction, company)) return false;
      await createEnrollmentsIn(transaction, () => now).change(company.tenantId, () => ({
        enrollment: null,
        outcome: undefined,
      }));
      await transaction
        .deleteFrom('records_aside')
        .where('key', '=', company.tenantId)
        .where('set_aside_at', '<', company.before)
        .execute();
      return true;
    });
  } catch (error) {
    if (error instanceof StoreError && error.code === 'record.unreadable') return false;
    throw error;
  }
}

/** Whether the record was written, somebody of the company was heard of or has read, or somebody is still to be told something. */
async function isCompanyActive(
  database: Database,
  { tenantId, before }: AgedCompany,
): Promise<boolean> {
  const aged = await database
    .selectFrom('enrollments')
    .select('data')
    .where('tenant_id', '=', tenantId)
    .where('updated_at', '<', before)
    .executeTakeFirst();
  if (aged === undefined) return true;
  const participants = enrollmentIn(aged.data)?.participants.map(({ personId }) => personId) ?? [];
  const heard = await database
    .selectFrom('contacts')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('updated_at', '>=', before)
    .execute();
  if (heard.some(({ person_id: id }) => participants.includes(id))) return true;
  return isAwaiting(database, { tenantId, before });
}

async function removeContacts(database: Database, now: Date, before: number): Promise<number> {
  let removed = 0;
  let last = { tenant_id: '', person_id: '' };
  for (;;) {
    const page = await database
      .selectFrom('contacts')
      .select(['tenant_id', 'person_id'])
      .where('updated_at', '<', before)
      .where((row) =>
        row.or([
          row('tenant_id', '>', last.tenant_id),
          row.and([row('tenant_id', '=', last.tenant_id), row('person_id', '>', last.person_id)]),
        ]),
      )
      .orderBy('tenant_id')
      .orderBy('person_id')
      .limit(PAGE)
      .execute();
    for (const { tenant_id: tenantId, person_id: personId } of page) {
      if (await removeContact(database, now, { tenantId, personId, before })) removed += 1;
    }
    if (page.length < PAGE) return removed;
    last = page.at(-1) ?? last;
  }
}

interface AgedPerson extends AgedCompany {
  readonly personId: string;
}

function removeContact(database: Database, now: Date, person: AgedPerson): Promise<boolean> {
  return inTransaction(database, async (transaction) => {
    if (await isPersonNeeded(transaction, person)) return false;
    await forgetPerson(transaction, now, person);
    return true;
  });
}

async function isPersonNeeded(database: Database, person: AgedPerson): Promise<boolean> {
  const { tenantId, personId, before } = person;
  const contact = await database
    .selectFrom('contacts')
    .select('address')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('updated_at', '<', before)
    .executeTakeFirst();
  if (contact === undefined) return true;
  const isReached = contact.address !== '';
  return (await isTakingPart(database, person, isReached)) || isAwaiting(database, person);
}

/** A participant stays as long as the enrollment does, or nobody would be told of it; unless nothing can reach them any more. */
async function isTakingPart(
  database: Database,
  { tenantId, personId }: AgedPerson,
  isReached: boolean,
): Promise<boolean> {
  const row = await database
    .selectFrom('enrollments')
    .select('data')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return false;
  const enrollment = enrollmentIn(row.data);
  // Nobody can say whose one is that cannot be read.
  if (enrollment === undefined) return true;
  const { participants } = enrollment;
  const isPart = participants.some((one) => one.personId === personId);
  return isPart && (isReached || participants.length === 1);
}

/** Whether a notification is on its way, or was read of late. Without a person: anybody's of the company. */
async function isAwaiting(
  database: Database,
  { tenantId, before, personId }: AgedCompany & { readonly personId?: string },
): Promise<boolean> {
  const found = await database
    .selectFrom('outbox')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
    .where((row) => row.or([row('state', 'in', WAITING), row('seen_at', '>=', before)]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
