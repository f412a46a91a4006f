// The watched mailboxes: whether Microsoft Graph still has their subscriptions, until when, and whether it can reach us.

import { z } from 'zod';
import { openGraph } from '../cli/open.ts';
import { fetchToken } from './app-token.ts';
import { daysUntil } from '../monitoring/expiries.ts';
import { fault, type CheckResult, off, ok, warning } from './finding.ts';
import { graphToken, type SecretQuery } from './secret-days.ts';
import { createWeb } from './web.ts';

/** What is remembered of a watched mailbox; its address is nobody's business here. */
export interface WatchedMailbox {
  readonly tenantId: string;
  readonly subscriptionId: string | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number | null;
  /** Code of what is wrong now. */
  readonly fault: string | null;
}

export interface MailboxCheck {
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  readonly watches: readonly WatchedMailbox[];
  readonly app: Omit<SecretQuery, 'told' | 'tenantId'>;
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
  const token = await fetchToken(graphToken({ ...app, tenantId }), signal);
  if (token.kind !== 'token') return remembered(watch, id, now());
  const path = `/subscriptions/${encodeURIComponent(subscriptionId)}`;
  const call = { token: token.token, path, signal };
  const answer = await openGraph(app.graph).call(call, SUBSCRIPTION);
  if (answer.ok) {
    const { expirationDateTime: end } = answer.value;
    return ending(id, { end, by: 'Microsoft Graph', fault: watch.fault }, now());
  }
  if (answer.status !== 404) return remembered(watch, id, now());
  return fault(id, 'Microsoft Graph has no such subscription any more.', RENEW);
}

function remembered(
  { expiresAt, fault: code }: WatchedMailbox,
  id: string,
  now: Date,
): CheckResult {
  if (expiresAt === null) return off(id, 'When the subscription ends is not known.');
  return ending(id, { end: new Date(expiresAt), by: 'the database', fault: code }, now);
}

function ending(
  id: string,
  { end, by, fault: code }: { end: Date; by: string; fault: string | null },
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
