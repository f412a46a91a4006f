// Watched mailboxes in the database: what is due is claimed for five minutes, what came meanwhile is never overwritten.

import { sql, type RawBuilder, type UpdateObject } from 'kysely';
import type {
  Mailbox,
  Mailboxes,
  SubscribedMailbox,
  SubscriptionUpdate,
  MailSubscription,
} from '../../mailbox/mailboxes.ts';
import type { Database } from '../database/database.ts';
import { inTransaction, padded } from '../database/engine.ts';
import { addNotices, claimNotices, forgetNotices, settleNotice } from './mail-notices.ts';
import type { MailSubscriptionsTable, Tables } from '../database/schema.ts';

/** Longer than a mailbox may take: a few requests of ten seconds each. */
const LEASE_MS = 5 * 60_000;

/** The mailboxes of a database. In: the database and the clock. */
export function createMailboxesIn(database: Database, now: () => Date): Mailboxes {
  const time = (): number => now().getTime();
  return {
    watch: (box) => watch(database, box, time()),
    unwatch: (box) => unwatch(database, box, time()),
    list: () => list(database),
    async compareAll() {
      await database.updateTable('mail_subscriptions').set({ sync_at: time() }).execute();
    },
    claim: (most) => claim(database, most, time()),
    begin(box, { subscriptionId: subscription_id, secretHash, expiresAt: expires_at }) {
      return write(database, box, { subscription_id, secret_hash: secretHash, expires_at });
    },
    settle: (claimed, update) => settle(database, claimed, update),
    remove: (box) => remove(database, box),
    subscribed: (ids) => subscribed(database, ids),
    reauthorize: (id) => writeById(database, id, { reauthorize: 1 }),
    removed: (id) =>
      writeById(database, id, { subscription_id: null, renew_at: earlier('renew_at', time()) }),
    missed: (id) => writeById(database, id, { sync_at: earlier('sync_at', time()) }),
    add: (notices) => addNotices(database, notices, time()),
    claimNotices: (most) => claimNotices(database, most, time()),
    settleNotice: (notice, again) => settleNotice(database, notice, again),
    forget: () => forgetNotices(database, time()),
  };
}

/** A time that is due and differs from the one before, so that whoever is at it sees that it was changed. */
function earlier(column: 'renew_at' | 'sync_at', now: number): RawBuilder<number> {
  const before = sql.ref<number>(column);
  return sql<number>`case when ${before} < ${now} then ${before} - 1 else ${now - 1} end`;
}

async function list(database: Database): Promise<readonly MailSubscription[]> {
  const rows = await database
    .selectFrom('mail_subscriptions')
    .selectAll()
    .orderBy('tenant_id')
    .orderBy('mailbox')
    .execute();
  return rows.map(subscriptionOf);
}

async function subscribed(
  database: Database,
  ids: readonly string[],
): Promise<readonly SubscribedMailbox[]> {
  const rows = await database
    .selectFrom('mail_subscriptions')
    .select(['tenant_id', 'mailbox', 'subscription_id', 'secret_hash'])
    .where('subscription_id', 'in', padded(ids))
    .where('state', '=', 'watching')
    .execute();
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    mailbox: row.mailbox,
    subscriptionId: row.subscription_id ?? '',
    secretHash: row.secret_hash ?? '',
  }));
}

async function watch(database: Database, box: Mailbox, at: number): Promise<boolean> {
  const fresh = { subscription_id: null, secret_hash: null, expires_at: null, delta_link: null };
  const { tenantId, mailbox } = box;
  const added = await database
    .insertInto('mail_subscriptions')
    .values({
      tenant_id: tenantId,
      mailbox,
      state: 'watching',
      ...fresh,
      renew_at: at,
      reauthorize: 0,
      sync_at: at,
      since: at,
      failures: 0,
      fault: null,
      claimed_until: 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'mailbox'])
        .doUpdateSet({ state: 'watching', renew_at: at, sync_at: at })
        .where('mail_subscriptions.state', '=', 'leaving'),
    )
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function unwatch(database: Database, box: Mailbox, at: number): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('mail_subscriptions')
    .set({ state: 'leaving', renew_at: at })
    .where('tenant_id', '=', box.tenantId)
    .where('mailbox', '=', box.mailbox)
    .where('state', '=', 'watching')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function claim(database: Database, most: number, at: number): Promise<MailSubscription[]> {
  const due = await database
    .selectFrom('mail_subscriptions')
    .selectAll()
    .where('claimed_until', '<=', at)
    .where((row) =>
      row.or([
        row('renew_at', '<=', at),
        row.and([row('sync_at', '<=', at), row('state', '=', 'watching')]),
        row('reauthorize', '=', 1),
      ]),
    )
    .orderBy('renew_at')
    .limit(most)
    .execute();
  const claimed: MailSubscription[] = [];
  for (const row of due) {
    const { numUpdatedRows } = await database
      .updateTable('mail_subscriptions')
      .set({ claimed_until: at + LEASE_MS })
      .where('tenant_id', '=', row.tenant_id)
      .where('mailbox', '=', row.mailbox)
      .where('claimed_until', '=', row.claimed_until)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) claimed.push(subscriptionOf(row));
  }
  return claimed;
}

/** A time that a notification changed since the claim stays as the notification left it. */
function settle(
  database: Database,
  claimed: MailSubscription,
  update: SubscriptionUpdate,
): Promise<void> {
  return inTransaction(database, async (transaction) => {
    await write(transaction, claimed, {
      claimed_until: 0,
      delta_link: update.deltaLink,
      since: update.since,
      failures: update.failures,
      fault: update.fault,
      expires_at: update.expiresAt,
      reauthorize: claimed.reauthorize && update.reauthorize === false ? 0 : undefined,
    });
    await move(transaction, claimed, 'renew_at', update.renewAt);
    await move(transaction, claimed, 'sync_at', update.syncAt);
  });
}

async function move(
  database: Database,
  claimed: MailSubscription,
  column: 'renew_at' | 'sync_at',
  to: number | undefined,
): Promise<void> {
  if (to === undefined) return;
  const seen = column === 'renew_at' ? claimed.renewAt : claimed.syncAt;
  await database
    .updateTable('mail_subscriptions')
    .set(column === 'renew_at' ? { renew_at: to } : { sync_at: to })
    .where('tenant_id', '=', claimed.tenantId)
    .where('mailbox', '=', claimed.mailbox)
    .where(column, '=', seen)
    .execute();
}

async function write(
  database: Database,
  { tenantId, mailbox }: Mailbox,
  columns: UpdateObject<Tables, 'mail_subscriptions'>,
): Promise<void> {
  await database
    .updateTable('mail_subscriptions')
    .set(columns)
    .where('tenant_id', '=', tenantId)
    .where('mailbox', '=', mailbox)
    .execute();
}

async function writeById(
  database: Database,
  subscriptionId: string,
  columns: UpdateObject<Tables, 'mail_subscriptions'>,
): Promise<void> {
  await database
    .updateTable('mail_subscriptions')
    .set(columns)
    .where('subscription_id', '=', subscriptionId)
    .execute();
}

function remove(database: Database, { tenantId, mailbox }: Mailbox): Promise<void> {
  return inTransaction(database, async (transaction) => {
    for (const table of ['mail_subscriptions', 'mail_notices'] as const) {
      await transaction
        .deleteFrom(table)
        .where('tenant_id', '=', tenantId)
        .where('mailbox', '=', mailbox)
        .execute();
    }
  });
}

function subscriptionOf(row: MailSubscriptionsTable): MailSubscription {
  return {
    tenantId: row.tenant_id,
    mailbox: row.mailbox,
    state: row.state === 'leaving' ? 'leaving' : 'watching',
    subscriptionId: row.subscription_id,
    secretHash: row.secret_hash,
    expiresAt: row.expires_at,
    renewAt: row.renew_at,
    reauthorize: row.reauthorize === 1,
    syncAt: row.sync_at,
    deltaLink: row.delta_link,
    since: row.since,
    failures: row.failures,
    fault: row.fault,
  };
}
