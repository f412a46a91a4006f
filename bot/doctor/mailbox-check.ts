// The watched mailboxes: whether Microsoft Graph still has their subscriptions, until when, and whether it can reach us.

import { z } from 'zod';
import { openGraph } from '../cli/open.ts';
import { fetchToken } from './app-token.ts';
import { daysUntil } from '../monitoring/expiries.ts';
import { databaseUnready, isDatabaseReady } from './database-check.ts';
import {
  fault,
  off,
  ok,
  warning,
  type CheckResult,
  type Checks,
  type DoctorDeps,
  type WatchedMailbox,
} from './finding.ts';
import { graphIdentity, graphSecret, mailGraphApp } from './graph-apps.ts';
import { checkGraphApp } from './graph-check.ts';
import { checkSecret, graphToken, type GraphIdentity } from './secret-days.ts';
import { createWeb } from './web.ts';

export interface MailboxCheck {
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  readonly watches: readonly WatchedMailbox[];
  readonly app: GraphIdentity;
  /** Where Graph reaches this bot, without a path. */
  readonly notificationUrl: string;
  readonly now: () => Date;
}

const MOST = 20;
const HANDSHAKE = 'lotse doctor: ä+b';
/** They live for a week at the most and are renewed long before. */
const SOON_DAYS = 0.5;
const RENEW = 'The running bot renews it; is it running? Its log says why not: mailbox-failed.';
const SUBSCRIPTION = z.looseObject({ expirationDateTime: z.coerce.date() });

/** The mailboxes, the permission to read them, and the secret for it. */
export const mailboxChecks: Checks = (deps) => [
  { id: 'mailbox', look: (signal) => checkMailboxPart(deps, signal) },
];

/** Out: the handshake, then one finding per mailbox, numbered as `npm run mailbox -- list` lists them. */
export async function checkMailboxes(check: MailboxCheck): Promise<readonly CheckResult[]> {
  const { watches } = check;
  if (watches.length === 0) {
    const mend = 'Name one: npm run mailbox -- watch --tenant <id> --mailbox <address>';
    return [off('mailbox', 'Configured, but no mailbox is watched.', mend)];
  }
  const asked = watches.slice(0, MOST);
  const found = asked.map((watch, index) => checkWatch(check, watch, `mailbox.${index + 1}`));
  const rest = watches.length - asked.length;
  const left = rest > 0 ? [off('mailbox', `${rest} more were not asked for.`)] : [];
  return [...(await Promise.all([checkHandshake(check), ...found])), ...left];
}

async function checkMailboxPart(
  deps: DoctorDeps,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const { config, now } = deps;
  const app = graphIdentity(config);
  if (config.mailbox === undefined || app === undefined) {
    return [off('mailbox', 'Not configured: people report invitations by hand.')];
  }
  const names = {
    ...{ id: 'mailbox.secret', secretName: 'GRAPH_CLIENT_SECRET', now: now() },
    dateName: 'GRAPH_CLIENT_SECRET_EXPIRES',
  };
  const secret = await checkSecret(names, app.credential.kind, graphSecret(config), signal);
  if (!(await isDatabaseReady(deps))) return [databaseUnready('mailbox'), secret];
  const watches = await deps.watches();
  const tenantIds = watches.map(({ tenantId }) => tenantId);
  const { notificationUrl } = config.mailbox;
  const found = await Promise.all([
    checkMailboxes({ signal, watches, app, notificationUrl, now }),
    watches.length === 0 ? [] : checkGraphApp(mailGraphApp(app, tenantIds), signal),
  ]);
  return [...found.flat(), secret];
}

/** As Graph does it before it makes a subscription. From outside only Graph itself can tell. */
async function checkHandshake({ signal, notificationUrl }: MailboxCheck): Promise<CheckResult> {
  const id = 'mailbox.address';
  const url = new URL('/api/webhooks/graph', notificationUrl);
  url.searchParams.set('validationToken', HANDSHAKE);
  const reply = await createWeb(signal)({ url: url.href, method: 'POST' });
  if (reply.kind === 'reply' && reply.status === 200 && reply.text === HANDSHAKE) {
    return ok(
      id,
      'The bot answers the handshake, asked from this machine; that Microsoft gets through too shows when a subscription is made.',
    );
  }
  const code = reply.kind === 'silence' ? reply.code : String(reply.status);
  const mend =
    'Start the bot, and let GRAPH_NOTIFICATION_URL lead to it by https. A network that cannot reach itself from inside shows this too: then trust the subscriptions below.';
  return warning(id, `No handshake at GRAPH_NOTIFICATION_URL (${code}).`, mend);
}

async function checkWatch(
  { signal, app, now }: MailboxCheck,
  watch: WatchedMailbox,
  id: string,
): Promise<CheckResult> {
  const { tenantId, subscriptionId } = watch;
  if (subscriptionId === null) {
    const why = watch.fault === null ? 'not made yet' : `it cannot be made (${watch.fault})`;
    return fault(id, `No subscription in tenant ${tenantId}: ${why}.`, mendOf(watch.fault));
  }
  const token = await fetchToken(graphToken(app, tenantId), signal);
  if (token.kind !== 'token') return remembered(watch, id, now());
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}`;
  const call = { token: token.token, path, signal };
  const answer = await openGraph(app.graph).call(call, SUBSCRIPTION);
  if (answer.ok) {
    const { expirationDateTime: end } = answer.value;
    return ending(id, watch, { end, by: 'Microsoft Graph' }, now());
  }
  if (answer.status !== 404) return remembered(watch, id, now());
  return fault(id, 'Microsoft Graph has no such subscription any more.', RENEW);
}

function remembered(watch: WatchedMailbox, id: string, now: Date): CheckResult {
  if (watch.expiresAt === null) return off(id, 'When the subscription ends is not known.');
  return ending(id, watch, { end: new Date(watch.expiresAt), by: 'the database' }, now);
}

function ending(
  id: string,
  { fault: code }: WatchedMailbox,
  { end, by }: { readonly end: Date; readonly by: string },
  now: Date,
): CheckResult {
  const days = daysUntil(end, now);
  const what = `The subscription ends in ${days} days, as ${by} says`;
  if (days <= 0) return fault(id, `${what}: it is over.`, RENEW);
  if (code !== null) return fault(id, `${what}, but something is wrong (${code}).`, mendOf(code));
  return days <= SOON_DAYS ? warning(id, `${what}.`, RENEW) : ok(id, `${what}.`);
}

function mendOf(code: string | null): string {
  if (code === null || !/denied|40[13]/u.test(code)) return RENEW;
  return 'Check GRAPH_CLIENT_SECRET, the consent to Mail.Read in that tenant, and the scope of RBAC for Applications in Exchange.';
}
