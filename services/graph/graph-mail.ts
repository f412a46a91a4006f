// The mailbox port over Graph v1.0 [mailbox-reading]. One request per call (decision 0032).

import { z } from 'zod';
import { requestBounded, type BoundedRequest } from '../mailbox/bounded-request.ts';
import { deltaShape, messageShape, subscriptionShape } from './graph-mail-shapes.ts';
import { createGraphTokens } from './graph-mail-token.ts';
import type { MailAnswer, Mailbox, GraphCredentials, MailGraph } from '../mailbox/mailboxes.ts';

export interface GraphMailDeps {
  readonly credentials: GraphCredentials;
  /** Public address of this bot, without path. */
  readonly notificationUrl: string;
  readonly now: () => Date;
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined;
}

type MailCall = Pick<BoundedRequest, 'method'> & {
  /** Below /v1.0, or a whole link that Graph gave. */
  readonly path: string;
  readonly body?: object;
  readonly prefer?: string;
};

type Request = <T>(tenantId: string, call: MailCall, shape: z.ZodType<T>) => Promise<MailAnswer<T>>;

const NOTHING = z.unknown().transform(() => undefined);
const SELECT = 'from,sender,subject,receivedDateTime,body,internetMessageHeaders';
/** Ids that stay when a mail is moved to another folder. Links need the HTML body. */
const SAME_ID = 'IdType="ImmutableId"';
const PAGE = 'odata.maxpagesize=100';
export const NOTIFICATIONS = '/api/webhooks/graph';
export const LIFECYCLE = '/api/webhooks/graph/lifecycle';

/** In: credentials, where notifications are to come, the clock. */
export function createGraphMail({ notificationUrl, ...deps }: GraphMailDeps): MailGraph {
  const request = createRequest(deps);
  return {
    subscribe: (box, asked) =>
      request(box.tenantId, subscribing(box, asked, notificationUrl), subscriptionShape),
    renew: ({ tenantId }, id, until) =>
      request(
        tenantId,
        {
          method: 'PATCH',
          path: subscription(id),
          body: { expirationDateTime: new Date(until).toISOString() },
        },
        subscriptionShape,
      ),
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
  const tokens = createGraphTokens(credentials, now);
  const { origin } = new URL(credentials.baseUrl);

  async function once<T>(
    token: string,
    { method, path, body, prefer }: MailCall,
    shape: z.ZodType<T>,
  ): Promise<MailAnswer<T>> {
    const url = path.startsWith('/') ? `${origin}/v1.0${path}` : path;
    // A link from an answer must not lead the token anywhere else.
    if (URL.parse(url)?.origin !== origin) {
      return { ok: false, kind: 'failed', code: 'foreign-link' };
    }
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(prefer === undefined ? {} : { prefer }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    return requestBounded(
      { url, method, headers, signal, body: body && JSON.stringify(body) },
      shape,
    );
  }

  return async (tenantId, call, shape) => {
    const first = await tokens.take(tenantId);
    if (!first.ok) return first;
    const answer = await once(first.value, call, shape);
    if (answer.ok || !answer.code.startsWith('401')) return answer;
    tokens.drop(tenantId, first.value);
    const second = await tokens.take(tenantId);
    return second.ok ? once(second.value, call, shape) : second;
  };
}
