// The mailbox port over Graph v1.0 [mailbox-reading]. One request per call (decision 0032).

import { z } from 'zod';
import type { TokenRefusal } from '../http/token-request.ts';
import type {
  GraphCredentials,
  MailAnswer,
  Mailbox,
  MailGraph,
  MailRefusal,
} from '../mailbox/mailboxes.ts';
import type { GraphCall, GraphRefusal } from './graph.ts';
import { createGraph } from './graph-client.ts';
import { createGraphTokens } from './graph-tokens.ts';
import { deltaShape, messageShape, subscriptionShape } from './graph-mail-shapes.ts';

export interface GraphMailDeps {
  readonly credentials: GraphCredentials;
  /** Public address of this bot, without path. */
  readonly notificationUrl: string;
  readonly now: () => Date;
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined;
}

/** `path`: below /v1.0, or a whole link that Graph gave. */
type MailCall = Omit<GraphCall, 'token' | 'signal'>;

type Request = <T>(tenantId: string, call: MailCall, shape: z.ZodType<T>) => Promise<MailAnswer<T>>;

const NOTHING = z.unknown().transform(() => undefined);
const SELECT = 'from,sender,subject,receivedDateTime,body,internetMessageHeaders';
/** Ids that stay when a mail is moved to another folder. Links need the HTML body. */
const SAME_ID = 'IdType="ImmutableId"';
const PAGE = 'odata.maxpagesize=100';
const TIMEOUT_MS = 10_000;
const LONGEST_WAIT_MS = 60 * 60_000;
export const NOTIFICATIONS = '/api/webhooks/graph';
export const LIFECYCLE = '/api/webhooks/graph/lifecycle';

/** In: credentials, where notifications are to come, the clock. */
export function createGraphMail({ notificationUrl, ...deps }: GraphMailDeps): MailGraph {
  const request = createRequest(deps);
  return {
    subscribe: (box, asked) =>
      request(box.tenantId, subscribing(box, asked, notificationUrl), subscriptionShape),
    renew({ tenantId }, id, until) {
      const body = { expirationDateTime: new Date(until).toISOString() };
      const call = { method: 'PATCH', path: subscription(id), body } as const;
      return request(tenantId, call, subscriptionShape);
    },
    reauthorize: ({ tenantId }, id) =>
      request(tenantId, { method: 'POST', path: `${subscription(id)}/reauthorize` }, NOTHING),
    unsubscribe: ({ tenantId }, id) =>
      request(tenantId, { method: 'DELETE', path: subscription(id) }, NOTHING),
    changes: (box, from) => request(box.tenantId, comparing(box, from), deltaShape),
    read: (box, messageId) => request(box.tenantId, reading(box, messageId), messageShape),
  };
}

function subscribing(
  { mailbox }: Mailbox,
  { secret, until }: { readonly secret: string; readonly until: number },
  notificationUrl: string,
): MailCall {
  return {
    method: 'POST',
    path: '/subscriptions',
    prefer: SAME_ID,
    body: {
      changeType: 'created',
      notificationUrl: new URL(NOTIFICATIONS, notificationUrl).href,
      lifecycleNotificationUrl: new URL(LIFECYCLE, notificationUrl).href,
      resource: `users/${mailbox}/mailFolders('inbox')/messages`,
      expirationDateTime: new Date(until).toISOString(),
      clientState: secret,
      latestSupportedTlsVersion: 'v1_2',
    },
  };
}

function reading({ mailbox }: Mailbox, messageId: string): MailCall {
  return {
    method: 'GET',
    path: `/users/${encodeURIComponent(mailbox)}/messages/${encodeURIComponent(messageId)}?$select=${SELECT}`,
    prefer: `${SAME_ID}, outlook.body-content-type="html"`,
  };
}

function comparing(box: Mailbox, from: string | number): MailCall {
  return {
    method: 'GET',
    path: typeof from === 'string' ? from : firstChanges(box, from),
    prefer: `${SAME_ID}, ${PAGE}`,
  };
}

function subscription(id: string): string {
  return `/subscriptions/${encodeURIComponent(id)}`;
}

function firstChanges({ mailbox }: Mailbox, since: number): string {
  const user = encodeURIComponent(mailbox);
  const from = new Date(since).toISOString().replace(/\.\d+Z$/u, 'Z');
  return `/users/${user}/mailFolders('inbox')/messages/delta?changeType=created&$select=id&$filter=receivedDateTime+ge+${from}`;
}

/** A token that Graph does not take is asked for anew, once. */
function createRequest({
  credentials,
  now,
  signal,
}: Omit<GraphMailDeps, 'notificationUrl'>): Request {
  const bounds = { now, signal, timeoutMs: TIMEOUT_MS };
  const { baseUrl } = credentials;
  const graph = createGraph({ baseUrl, timeoutMs: TIMEOUT_MS, mostRepeats: 0 });
  const tokens = createGraphTokens(credentials, credentials, bounds);

  async function once<T>(
    token: string,
    call: MailCall,
    shape: z.ZodType<T>,
  ): Promise<MailAnswer<T>> {
    // A link from an answer must not lead the token anywhere else.
    const path = call.path.startsWith('/') ? call.path : graph.pathOf(call.path);
    if (path === undefined) return { ok: false, kind: 'failed', code: 'foreign-link' };
    const answer = await graph.call({ ...call, path, token, signal }, shape);
    return answer.ok ? answer : refusalOf(answer);
  }

  return async (tenantId, call, shape) => {
    const first = await tokens.take(tenantId);
    if (!first.ok) return tokenRefusal(first);
    const answer = await once(first.token, call, shape);
    if (answer.ok || !answer.code.startsWith('401')) return answer;
    tokens.drop(tenantId, first.token);
    const second = await tokens.take(tenantId);
    return second.ok ? once(second.token, call, shape) : tokenRefusal(second);
  };
}

const KINDS: Readonly<Record<number, MailRefusal['kind']>> = {
  401: 'denied',
  403: 'denied',
  404: 'gone',
  410: 'expired',
  429: 'throttled',
};

/** The status, and Graph's own word for it where it is one. */
function refusalOf(refusal: GraphRefusal): MailRefusal {
  const { why, status, code, retryAfterMs } = refusal;
  if (status === 0 || why === 'unreadable') return { ok: false, kind: 'failed', code };
  return {
    ok: false,
    kind: kindOf(refusal),
    code: code === 'unknown' ? String(status) : `${status}.${code}`,
    retryAfterMs: retryAfterMs && Math.min(retryAfterMs, LONGEST_WAIT_MS),
  };
}

function kindOf({ status, retryAfterMs }: GraphRefusal): MailRefusal['kind'] {
  if (status === 503 && retryAfterMs !== undefined) return 'throttled';
  return KINDS[status] ?? (status >= 400 && status < 500 ? 'refused' : 'failed');
}

/** What the token endpoint refuses is a matter of credentials and consent, whatever its status says. */
function tokenRefusal({ kind, status, code, retryAfterMs }: TokenRefusal): MailRefusal {
  if (kind === 'noAnswer' && status < 400) return { ok: false, kind: 'failed', code };
  const told = { ok: false, why: 'refused', status, code: 'unknown', retryAfterMs } as const;
  const refusal = refusalOf(told);
  return refusal.kind === 'refused' ? { ...refusal, kind: 'denied' } : refusal;
}
