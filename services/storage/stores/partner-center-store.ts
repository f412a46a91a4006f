// The Partner Center door's memory in the database: the sealed refresh token, the polls, the webhook events.

import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { ClientCredential, ClientIdentity } from '../../http/client-credential.ts';
import { hintsShape, type Hints, type HintsOf } from '../../partner-center/polling/hints.ts';
import type { DueEvent, DuePoll, PollStore } from '../../partner-center/polling/poll-store.ts';
import type { RefreshTokens } from '../../partner-center/client/rest-token.ts';
import { fingerprint, seal, unseal } from '../../partner-center/seal.ts';
import { POLL_TOPICS } from '../../partner-center/polling/topics.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/engine.ts';
import { enrollmentIn, jsonIn } from './stored-json.ts';

/** With the first refresh token, from the environment. */
type Credentials = ClientIdentity & { readonly tenantId: string; readonly refreshToken: string };
type Key = Pick<DuePoll, 'tenantId' | 'watch'>;

/** The refresh tokens of one application (decision 0030). In: the database, its credentials, the clock. */
export function createRefreshTokensIn(
  database: Database,
  { tenantId, clientId, credential, refreshToken }: Credentials,
  now: () => Date,
): RefreshTokens {
  const secret = sealingSecret(credential) ?? refreshToken;
  const belongsTo = `${tenantId}/${clientId}`;
  const origin = fingerprint(refreshToken);
  return {
    async read() {
      const row = await database
        .selectFrom('partner_center_tokens')
        .select(['sealed', 'origin'])
        .where('tenant_id', '=', tenantId)
        .where('client_id', '=', clientId)
        .executeTakeFirst();
      const kept = row?.origin === origin ? unseal(row.sealed, secret, belongsTo) : undefined;
      return kept === undefined || kept === refreshToken ? [refreshToken] : [kept, refreshToken];
    },
    async keep(token) {
      const sealed = seal(token, secret, belongsTo);
      const values = { sealed, origin, updated_at: now().getTime() };
      await database
        .insertInto('partner_center_tokens')
        .values({ tenant_id: tenantId, client_id: clientId, ...values })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'client_id']).doUpdateSet(values))
        .execute();
    },
  };
}

/** What the database alone does not know; an app with a federated credential has only its first refresh token. */
function sealingSecret(credential: ClientCredential): string | undefined {
  if (credential.kind === 'secret') return credential.secret;
  return credential.kind === 'certificate' ? credential.privateKey : undefined;
}

/** The book of polls and webhook events. In: the database, and whose webhooks these are. */
export function createPollStoreIn(database: Database, ownTenantId: string): PollStore {
  return {
    changed: (since, after, limit) => changed(database, since, after, limit),
    async watch(tenantId, watches, dueAt) {
      if (watches.length === 0) return;
      const first = { tenant_id: tenantId, due_at: dueAt, failures: 0, learnt: '{}' };
      await database
        .insertInto('partner_center_polls')
        .values(watches.map((milestone) => ({ ...first, milestone })))
        .onConflict((conflict) => conflict.columns(['tenant_id', 'milestone']).doNothing())
        .execute();
    },
    due: (...lease) => inTransaction(database, (transaction) => claimPolls(transaction, lease)),
    async settle(poll, { dueAt, failures, learnt }) {
      await ofPoll(database, poll)
        .set({ due_at: dueAt, failures, learnt: JSON.stringify(learnt) })
        .execute();
    },
    async drop({ tenantId, watch }) {
      await database
        .deleteFrom('partner_center_polls')
        .where('tenant_id', '=', tenantId)
        .where('milestone', '=', watch)
        .execute();
    },
    ...webhookEventsIn(database, ownTenantId),
  };
}

/** What was learnt of companies, for the cards. */
export function createHintsIn(database: Database): HintsOf {
  return async (tenantId) => {
    const rows = await database
      .selectFrom('partner_center_polls')
      .select('learnt')
      .where('tenant_id', '=', tenantId)
      .execute();
    return Object.assign({}, ...rows.map((row) => hintsIn(row.learnt))) as Hints;
  };
}

function webhookEventsIn(
  database: Database,
  ownTenantId: string,
): Pick<PollStore, 'receive' | 'dueEvents' | 'settleEvent' | 'forget'> {
  return {
    async receive({ key, name, changedAt, customerId }, at) {
      const row = { name, customer_id: customerId ?? null, changed_at: changedAt, received_at: at };
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('partner_center_events')
        .values({ tenant_id: ownTenantId, id: key, ...row, due_at: at, failures: 0 })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    dueEvents: (...lease) =>
      inTransaction(database, (transaction) => claimEvents(transaction, ownTenantId, lease)),
    async settleEvent(key, dueAt, failures) {
      await database
        .updateTable('partner_center_events')
        .set({ due_at: dueAt, failures, ...(dueAt === null && { customer_id: null }) })
        .where('tenant_id', '=', ownTenantId)
        .where('id', '=', key)
        .execute();
    },
    async forget(before) {
      await database
        .deleteFrom('partner_center_events')
        .where('tenant_id', '=', ownTenantId)
        .where('due_at', 'is', null)
        .where('received_at', '<', before)
        .execute();
    },
  };
}

type Lease = readonly [at: number, leaseEnd: number, limit: number];

async function claimPolls(database: Database, [at, leaseEnd, limit]: Lease): Promise<DuePoll[]> {
  const rows = await database
    .selectFrom('partner_center_polls')
    .select(['tenant_id', 'milestone', 'due_at', 'failures', 'learnt'])
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  const claimed: DuePoll[] = [];
  for (const row of rows) {
    const watch = POLL_TOPICS.find((one) => one === row.milestone);
    if (watch === undefined) continue;
    const poll = { tenantId: row.tenant_id, watch };
    const { numUpdatedRows } = await ofPoll(database, poll)
      .set({ due_at: leaseEnd })
      .where('due_at', '=', row.due_at)
      .executeTakeFirstOrThrow();
    const { failures } = row;
    if (numUpdatedRows > 0n) claimed.push({ ...poll, failures, learnt: hintsIn(row.learnt) });
  }
  return claimed;
}

async function claimEvents(
  database: Database,
  ownTenantId: string,
  [at, leaseEnd, limit]: Lease,
): Promise<DueEvent[]> {
  const rows = await database
    .selectFrom('partner_center_events')
    .selectAll()
    .where('tenant_id', '=', ownTenantId)
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  const claimed: DueEvent[] = [];
  for (const { id, name, due_at, failures, changed_at, customer_id } of rows) {
    const { numUpdatedRows } = await database
      .updateTable('partner_center_events')
      .set({ due_at: leaseEnd })
      .where('tenant_id', '=', ownTenantId)
      .where('id', '=', id)
      .where('due_at', '=', due_at)
      .executeTakeFirst();
    const customerId = customer_id ?? undefined;
    const event = { key: id, name, changedAt: changed_at, customerId };
    if (numUpdatedRows > 0n) claimed.push({ event, failures });
  }
  return claimed;
}

function ofPoll(database: Database, { tenantId, watch }: Key) {
  return database
    .updateTable('partner_center_polls')
    .where('tenant_id', '=', tenantId)
    .where('milestone', '=', watch);
}

async function changed(
  database: Database,
  since: number,
  after: string,
  limit: number,
): Promise<readonly Enrollment[]> {
  const rows = await database
    .selectFrom('enrollments')
    .select('data')
    .where('updated_at', '>=', since)
    .where('tenant_id', '>', after)
    .orderBy('tenant_id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ data }) => enrollmentIn(data) ?? []);
}

function hintsIn(text: string): Hints {
  return hintsShape.safeParse(jsonIn(text)).data ?? {};
}
