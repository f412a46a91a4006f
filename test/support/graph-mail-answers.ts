// What the played Microsoft Graph answers: tokens, subscriptions, messages, delta, each in its documented shape.

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Message } from '@microsoft/microsoft-graph-types';

export interface GraphSubscription {
  readonly id: string;
  readonly resource: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string;
  readonly clientState: string;
  readonly changeType: string;
  expirationDateTime: string;
}

export interface GraphWorld {
  readonly now: () => Date;
  /** Where a public address truly is: the test's DNS. */
  readonly reach: (url: string) => string;
  /** The longest life of a subscription, in minutes. */
  readonly minutes?: number;
  readonly pageSize?: number;
}

export const GRAPH_APP = {
  id: '0b0b0b0b-0000-4000-8000-00000000aaaa',
  secret: 'graph-secret-of-tests',
};

export interface GraphState extends Required<GraphWorld> {
  readonly subscriptions: Map<string, GraphSubscription>;
  readonly inbox: (Message & { readonly id: string })[];
  readonly tokens: Map<string, number>;
  epoch: number;
}

export interface GraphCall {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

export interface GraphReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request, in order. */
export async function graphAnswer(state: GraphState, call: GraphCall): Promise<GraphReply> {
  const path = decodeURIComponent(call.url.pathname);
  if (path.endsWith('/oauth2/v2.0/token')) return token(state, call);
  if (!isLetIn(state, call)) {
    return { status: 401, body: errorOf('InvalidAuthenticationToken') };
  }
  if (path === '/v1.0/subscriptions' && call.method === 'POST') return subscribe(state, call);
  return path.startsWith('/v1.0/subscriptions/')
    ? change(state, call, path)
    : mail(state, call, path);
}

function isLetIn({ tokens, now }: GraphState, { headers }: GraphCall): boolean {
  const [, given = ''] = (headers.authorization ?? '').split(' ');
  return (tokens.get(given) ?? 0) > now().getTime();
}

function mail(state: GraphState, call: GraphCall, path: string): GraphReply {
  if (path.endsWith('/messages/delta')) return delta(state, call);
  const found = state.inbox.find((message) => path.endsWith(`/messages/${message.id}`));
  return found ? { status: 200, body: found } : { status: 404, body: errorOf('ErrorItemNotFound') };
}

function token(state: GraphState, { body }: GraphCall): GraphReply {
  const form = new URLSearchParams(body);
  const isRight =
    form.get('client_id') === GRAPH_APP.id &&
    form.get('client_secret') === GRAPH_APP.secret &&
    form.get('grant_type') === 'client_credentials';
  if (!isRight) return { status: 401, body: { error: 'invalid_client' } };
  const given = randomUUID();
  state.tokens.set(given, state.now().getTime() + 3_599_000);
  return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: given } };
}

async function subscribe(state: GraphState, { body }: GraphCall): Promise<GraphReply> {
  const asked = JSON.parse(body) as GraphSubscription;
  for (const url of [asked.notificationUrl, asked.lifecycleNotificationUrl]) {
    if (!(await isValidated(state, url))) {
      return { status: 400, body: errorOf('ValidationError') };
    }
  }
  const made = { ...asked, id: randomUUID(), expirationDateTime: shortened(state, asked) };
  state.subscriptions.set(made.id, made);
  return { status: 201, body: made };
}

/** As Graph does it: a POST with the token in the address, a plus for each blank. */
async function isValidated(state: GraphState, url: string): Promise<boolean> {
  const words = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const query = new URLSearchParams({ validationToken: words }).toString();
  const response = await fetch(`${state.reach(url)}?${query}`, { method: 'POST' }).catch(
    () => undefined,
  );
  const isPlain = response?.headers.get('content-type')?.startsWith('text/plain') === true;
  return response?.status === 200 && isPlain && (await response.text()) === words;
}

function change(state: GraphState, call: GraphCall, path: string): GraphReply {
  const [, , , id = '', more] = path.split('/');
  const found = living(state).find((one) => one.id === id);
  if (found === undefined) return { status: 404, body: errorOf('ResourceNotFound') };
  if (call.method === 'DELETE') state.subscriptions.delete(id);
  if (call.method !== 'PATCH') return { status: more === 'reauthorize' ? 200 : 204 };
  found.expirationDateTime = shortened(state, JSON.parse(call.body) as GraphSubscription);
  return { status: 200, body: found };
}

function shortened({ now, minutes }: GraphState, asked: GraphSubscription): string {
  const longest = now().getTime() + minutes * 60_000;
  return new Date(Math.min(longest, Date.parse(asked.expirationDateTime))).toISOString();
}

function delta(state: GraphState, { url }: GraphCall): GraphReply {
  const [epoch, from = '0'] = (url.searchParams.get('$deltatoken') ?? `${state.epoch}.0`).split(
    '.',
  );
  if (Number(epoch) !== state.epoch) return { status: 410, body: errorOf('syncStateNotFound') };
  const since =
    /ge (.+)$/u.exec(url.searchParams.get('$filter') ?? '')?.[1] ?? '1970-01-01T00:00:00Z';
  const start = Number(from);
  const page = state.inbox.slice(start, start + state.pageSize);
  const end = start + page.length;
  const link = new URL(url.pathname, url);
  link.searchParams.set('$deltatoken', `${state.epoch}.${end}`);
  const kind = end < state.inbox.length ? '@odata.nextLink' : '@odata.deltaLink';
  const fresh = page.filter((one) => Date.parse(one.receivedDateTime ?? '') >= Date.parse(since));
  return { status: 200, body: { value: fresh.map(({ id }) => ({ id })), [kind]: link.href } };
}

/** Subscriptions that have not ended. */
export function living({ subscriptions, now }: GraphState): readonly GraphSubscription[] {
  const at = now().toISOString();
  return [...subscriptions.values()].filter((one) => one.expirationDateTime > at);
}

/** As Graph says what went wrong. */
export function errorOf(code: string): object {
  return {
    error: { code, message: 'Said by the test server.', innerError: { date: '2026-11-23' } },
  };
}
