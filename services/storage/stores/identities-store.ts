// Identities in the database: which account is which person, and what is kept under a person's ids brought together.
// A person who is known costs a turn no statement of its own: who they are is read together with their contact.

import type { Selectable } from 'kysely';
import type { Identities, PersonIds } from '../../contacts/identities.ts';
import { StoreError } from '../../enrollment/enrollments.ts';
import { withPersonAs } from '../../enrollment/one-participant.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { isPostgres } from '../database/postgres.ts';
import type { ContactsTable } from '../database/schema.ts';
import { prepared, type Statement } from '../database/statement.ts';
import { moveNotes } from '../outbox/move-notes.ts';
import { lockUntilEnd } from '../transactions/advisory-locks.ts';
import { cachedRows, type CachedRows } from '../transactions/cached-rows.ts';
import { keepRead, mergeContacts } from './contacts-store.ts';
import { createEnrollmentsIn } from './enrollments-store.ts';
import { renameTurns } from './turns-store.ts';

/** What is known of an account. */
interface AccountKnown {
  /** The person it was joined to. */
  readonly joined: string | undefined;
  /** Whether that is who is asked for, and their contact is under that id and none under the account's. */
  readonly isWhole: boolean;
}

interface IdentityContext {
  readonly database: Database;
  readonly now: () => Date;
  readonly rows: CachedRows<AccountKnown>;
  readonly readPerson: Statement<PersonKey, PersonRow>;
}

/** An account seen together with an id of the directory. */
type Pairing = PersonIds & { readonly objectId: string };
type PersonKey = Omit<PersonIds, 'objectId'> & { readonly personId: string };
type PersonRow = Selectable<ContactsTable> & { readonly joined: string | null };

/** The identities of a database. In: the database and the clock. Within a turn an account is looked up once. */
export function createIdentitiesIn(database: Database, now: () => Date): Identities {
  const rows = cachedRows<AccountKnown>(database, 'identities');
  const context = { database, now, rows, readPerson: prepared(database, personQuery) };
  return {
    async meet(ids) {
      if (!isAccount(ids)) return personIdOf(ids);
      const known = await knownOf(context, ids);
      const personId = personIdOf(ids, known.joined);
      if (known.joined === undefined && ids.objectId === undefined) return alone(context, ids);
      // An account that was another person's before: whoever has it now is not they.
      const isTheirs = known.joined === undefined || known.joined === personId;
      return known.isWhole || !isTheirs ? personId : join(context, ids, personId);
    },
    async find(ids) {
      if (ids.objectId !== undefined || !isAccount(ids)) return personIdOf(ids);
      return personIdOf(ids, (await knownOf(context, ids)).joined);
    },
    async idsOf(tenantId, personId) {
      const accounts = await database
        .selectFrom('identities')
        .select('account_id')
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .execute();
      return [personId, ...accounts.map(({ account_id: id }) => id)];
    },
    async forget(tenantId, personId) {
      await rows.writeAny(() =>
        database
          .deleteFrom('identities')
          .where('tenant_id', '=', tenantId)
          .where('person_id', '=', personId)
          .execute(),
      );
    },
  };
}

function isAccount({ accountId, objectId }: PersonIds): boolean {
  return accountId !== '' && accountId !== objectId;
}

function personIdOf({ objectId, accountId }: PersonIds, joined?: string): string {
  return objectId ?? joined ?? accountId;
}

function keyOf({ tenantId, accountId }: Pick<PersonIds, 'tenantId' | 'accountId'>): string {
  return `${tenantId}\n${accountId}`;
}

function knownOf(context: IdentityContext, ids: PersonIds): Promise<AccountKnown> {
  return context.rows.read(keyOf(ids), () => load(context, ids));
}

async function load(
  { database, readPerson }: IdentityContext,
  ids: PersonIds,
): Promise<AccountKnown> {
  const { tenantId, accountId, objectId } = ids;
  const { rows } = await readPerson({ tenantId, accountId, personId: objectId ?? accountId });
  const [row] = rows;
  const joined = row === undefined ? await joinedTo(database, ids) : (row.joined ?? undefined);
  const personId = personIdOf(ids, joined);
  const own = rows.find(({ person_id: id }) => id === personId);
  await keepRead(database, { tenantId, personId }, own);
  const isStray = rows.some(({ person_id: id }) => id === accountId && id !== personId);
  return { joined, isWhole: joined === personId && own !== undefined && !isStray };
}

/** The contacts under the ids of an activity, and under the one that the account was joined to. */
function personQuery(database: Database, { tenantId, accountId, personId }: PersonKey) {
  const joined = database
    .selectFrom('identities as i')
    .select('i.person_id')
    .where('i.tenant_id', '=', tenantId)
    .where('i.account_id', '=', accountId);
  return database
    .selectFrom('contacts as c')
    .selectAll('c')
    .select(joined.as('joined'))
    .where('c.tenant_id', '=', tenantId)
    .where((row) =>
      row('c.person_id', 'in', [
        row.val(accountId),
        row.val(personId),
        row.fn.coalesce(joined, row.val(accountId)),
      ]),
    );
}

async function joinedTo(
  database: Database,
  { tenantId, accountId }: PersonIds,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('identities')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.person_id;
}

/**
 * Whoever is known by their account alone. Another replica may be joining it at this moment: what this turn is about to keep
 * would be left behind, so each waits for the other.
 */
async function alone(context: IdentityContext, ids: PersonIds): Promise<string> {
  const { database, rows } = context;
  if (!isPostgres(database)) return ids.accountId;
  await lockUntilEnd(database, `identity\n${keyOf(ids)}`, 'shared');
  const joined = await joinedTo(database, ids);
  if (joined === undefined) return ids.accountId;
  await rows.writeAny(() => Promise.resolve());
  await knownOf(context, ids);
  return joined;
}

/** Out: the id of the directory. All or nothing, and once: of two at the same time the second finds it done. */
function join(context: IdentityContext, ids: PersonIds, objectId: string): Promise<string> {
  return inTransaction(context.database, async (transaction) => {
    if (isPostgres(transaction)) {
      await lockUntilEnd(transaction, `identity\n${keyOf(ids)}`, 'exclusive');
    }
    const owner = await joinedTo(transaction, ids);
    const isTheirs = owner === undefined || owner === objectId;
    const bring = (): Promise<void> => bringTogether(context, transaction, { ...ids, objectId });
    if (isTheirs) await context.rows.write(keyOf(ids), bring);
    return objectId;
  });
}

async function bringTogether(
  context: IdentityContext,
  database: Database,
  pairing: Pairing,
): Promise<void> {
  const { tenantId, accountId, objectId } = pairing;
  const merged = await mergeContacts(database, pairing);
  await database
    .insertInto('identities')
    .values({
      tenant_id: tenantId,
      account_id: accountId,
      person_id: objectId,
      met_at: merged.metAt ?? context.now().getTime(),
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'account_id']).doNothing())
    .execute();
  for (const from of merged.ids) {
    await renameTurns(database, tenantId, { from, to: objectId });
    await moveNotes(database, tenantId, { from, to: objectId });
  }
  await renameParticipant(database, context.now, { tenantId, ids: merged.ids, objectId });
}

/** One that cannot be read is set aside elsewhere. */
async function renameParticipant(
  database: Database,
  now: () => Date,
  person: { readonly tenantId: string; readonly ids: readonly string[]; readonly objectId: string },
): Promise<void> {
  const { tenantId, ids, objectId } = person;
  if (!(await isNamed(database, tenantId, ids))) return;
  try {
    await createEnrollmentsIn(database, now).change(tenantId, (current) => {
      const after = current && withPersonAs(current, ids, objectId);
      return { enrollment: after === current ? undefined : after, outcome: undefined };
    });
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'record.unreadable') throw error;
  }
}

/** Read anew: what the turn has read before may be older than the lock. A change would lock the record for whoever is new. */
async function isNamed(
  database: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<boolean> {
  const row = await database
    .selectFrom('enrollments')
    .select('data')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return ids.some((id) => row?.data.includes(JSON.stringify(id)));
}
