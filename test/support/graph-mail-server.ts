// Plays the mail part of Microsoft Graph over real HTTP: tokens, subscriptions, messages, delta, and what it tells by itself.
// It validates our addresses before it makes a subscription, gives less time than asked for, and fails when told to.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Message } from '@microsoft/microsoft-graph-types';
import {
  errorOf,
  graphAnswer,
  living,
  type GraphReply,
  type GraphState,
  type GraphSubscription,
  type GraphWorld,
} from './graph-mail-answers.ts';

/** What a request is answered with instead; `stall` = never. */
export interface Trouble {
  readonly on: RegExp;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly stall?: true;
  times: number;
}

export interface GraphAsked {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface GraphMailServer {
  readonly url: string;
  readonly asked: readonly GraphAsked[];
  readonly subscriptions: Map<string, GraphSubscription>;
  /** Fails the next requests whose "METHOD path" fits. */
  trouble(trouble: Omit<Trouble, 'times'> & { readonly times?: number }): void;
  /** Ends all trouble. */
  calm(): void;
  /** Puts a mail into the inbox; whoever has subscribed is told unless `silent`. Out: statuses of what was answered. */
  receive(message: Message & { readonly id: string }, silent?: boolean): Promise<readonly number[]>;
  /** Tells a subscription's lifecycle address. */
  lifecycle(id: string, event: string): Promise<number>;
  /** Forgets every link for comparing: 410 from now on. */
  forgetLinks(): void;
  /** The bodies it would send for a message, for tests that change them. */
  noticesOf(messageId: string): readonly object[];
  close(): Promise<void>;
}

interface State extends GraphState {
  readonly asked: GraphAsked[];
  readonly troubles: Trouble[];
}

/** Starts it on a free port of 127.0.0.1. The test closes it. */
export async function startGraphMailServer(world: GraphWorld): Promise<GraphMailServer> {
  const state: State = {
    minutes: 4_230,
    pageSize: 2,
    ...world,
    asked: [],
    subscriptions: new Map(),
    inbox: [],
    troubles: [],
    tokens: new Map(),
    epoch: 0,
  };
  const server = createServer((request, response) => {
    void serve(state, request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: state.asked,
    subscriptions: state.subscriptions,
    trouble: (trouble) => void state.troubles.push({ times: 1, ...trouble }),
    calm: () => void state.troubles.splice(0),
    async receive(message, silent = false) {
      state.inbox.push(message);
      if (silent) return [];
      const alive = living(state);
      return Promise.all(
        alive.map((one) => post(state, one.notificationUrl, [noticeOf(one, message.id)])),
      );
    },
    lifecycle: (id, event) => tellLifecycle(state, id, event),
    forgetLinks: () => void (state.epoch += 1),
    noticesOf: (messageId) => living(state).map((one) => noticeOf(one, messageId)),
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

async function serve(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', headers } = request;
  const url = new URL(request.url ?? '/', `http://${headers.host ?? ''}`);
  const call = { method, url, body: await text(request), headers };
  const path = `${method} ${decodeURIComponent(url.pathname)}`;
  const trouble = state.troubles.find(({ on, times }) => times > 0 && on.test(path));
  if (trouble) trouble.times -= 1;
  if (trouble?.stall) return;
  const reply = trouble ? troubled(trouble) : await graphAnswer(state, call);
  state.asked.push({ method, path, status: reply.status, headers });
  send(response, reply);
}

function send(response: ServerResponse, { status, headers, body }: GraphReply): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/html' : 'application/json; odata.metadata=minimal';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

function troubled({ status = 500, headers = {}, body }: Trouble): GraphReply {
  return { status, headers, body: body ?? errorOf('serviceNotAvailable') };
}

function noticeOf(subscription: GraphSubscription, messageId: string): object {
  const [, user] = /^users\/([^/]+)\//u.exec(subscription.resource) ?? [];
  const path = `Users/${user ?? ''}/Messages/${messageId}`;
  return {
    id: randomUUID(),
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: subscription.expirationDateTime,
    changeType: 'created',
    resource: path,
    resourceData: {
      '@odata.type': '#Microsoft.Graph.Message',
      '@odata.id': path,
      '@odata.etag': 'W/"CQAAABYAAAA"',
      id: messageId,
    },
    clientState: subscription.clientState,
    tenantId: null,
  };
}

async function tellLifecycle(state: State, id: string, event: string): Promise<number> {
  const found = state.subscriptions.get(id);
  if (found === undefined) throw new Error(`no subscription ${id}`);
  if (event === 'subscriptionRemoved') state.subscriptions.delete(id);
  const { clientState, expirationDateTime: end } = found;
  const told = {
    lifecycleEvent: event,
    subscriptionId: id,
    subscriptionExpirationDateTime: end,
    clientState,
  };
  return post(state, found.lifecycleNotificationUrl, [told]);
}

async function post({ reach }: State, url: string, value: readonly object[]): Promise<number> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value }),
  };
  return fetch(reach(url), request).then(
    ({ status }) => status,
    () => 0,
  );
}
