// Plays the Bot Connector over real HTTP: takes what the bot sends, keeps it in order, refuses when told to.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Activity, ChannelAccount, ConversationParameters } from 'botbuilder';

export type SendMethod = 'POST' | 'PUT' | 'DELETE';

/** One request of the bot about an activity. */
export interface Sent {
  readonly method: SendMethod;
  readonly conversationId: string;
  readonly activityId: string;
  /** Empty for a DELETE. */
  readonly activity: Partial<Activity>;
  readonly authorization: string | undefined;
  /** What it was answered with. */
  readonly status: number;
}

export interface Refusal {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakeConnector {
  /** What activities carry as serviceUrl. */
  readonly url: string;
  /** Every request about an activity, refused ones too, in order. */
  readonly received: readonly Sent[];
  /** What came through to this conversation, in order. */
  sentTo(conversationId: string): readonly Sent[];
  /** The conversations that the bot opened by itself. */
  readonly opened: readonly Partial<ConversationParameters>[];
  /** Refuses the next requests, whatever they are about. */
  refuseNext(count: number, refusal: Refusal): void;
  /** Makes a person known to GET …/members. */
  meet(conversationId: string, member: ChannelAccount): void;
  close(): Promise<void>;
}

interface State {
  readonly received: Sent[];
  readonly opened: Partial<ConversationParameters>[];
  readonly refusals: Refusal[];
  readonly members: Map<string, ChannelAccount[]>;
  lastId: number;
}

interface Call {
  readonly method: string;
  /** After /v3/conversations, decoded. */
  readonly path: readonly string[];
  readonly body: object;
  readonly authorization: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Starts it on a free port of 127.0.0.1. The test closes it. */
export async function startFakeConnector(): Promise<FakeConnector> {
  const state: State = { received: [], opened: [], refusals: [], members: new Map(), lastId: 0 };
  const server = createServer((request, response) => {
    void serve(state, request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received: state.received,
    opened: state.opened,
    sentTo: (id) =>
      state.received.filter((sent) => sent.conversationId === id && sent.status < 300),
    refuseNext: (count, refusal) => {
      state.refusals.push(...Array.from({ length: count }, () => refusal));
    },
    meet: (id, member) => {
      state.members.set(id, [...(state.members.get(id) ?? []), member]);
    },
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
  const call = await readCall(request);
  const refusal = state.refusals.shift();
  const { status, body } = refusal ? refuse(state, call, refusal) : answer(state, call);
  response.writeHead(status, { 'content-type': 'application/json', ...refusal?.headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [root, ...path] = pathname.split('/').filter(Boolean).slice(1).map(decodeURIComponent);
  assert.equal(root, 'conversations', `the bot called ${pathname}, which no connector has`);
  const hasBody =
    request.headers['content-length'] !== undefined || 'transfer-encoding' in request.headers;
  const body = (hasBody ? await json(request) : {}) as object;
  const { authorization } = request.headers;
  return { method: request.method ?? '', path, body, authorization };
}

function refuse(state: State, call: Call, { status, body }: Refusal): Answer {
  if (call.path[1] === 'activities') keep(state, call, status);
  return { status, body: body ?? { error: { code: 'Refused', message: 'by the fake connector' } } };
}

function answer(state: State, call: Call): Answer {
  const { method, path } = call;
  if (path.length === 0 && method === 'POST') return open(state, call.body);
  if (path[1] === 'activities' && method !== 'GET') {
    return { status: method === 'POST' ? 201 : 200, body: keep(state, call) };
  }
  if (method === 'GET') return tellMembers(state, path);
  return { status: 404, body: { error: { code: 'NotFound', message: path.join('/') } } };
}

function keep(state: State, call: Call, status = 200): { id: string } {
  const [conversationId = '', , id] = call.path;
  const method = call.method as SendMethod;
  const activityId = method === 'POST' || id === undefined ? newId(state) : id;
  const { body: activity, authorization } = call;
  state.received.push({ method, conversationId, activityId, activity, authorization, status });
  return { id: activityId };
}

function open(state: State, parameters: Partial<ConversationParameters>): Answer {
  state.opened.push(parameters);
  return { status: 201, body: { id: `a:opened-${newId(state)}`, activityId: newId(state) } };
}

function tellMembers(state: State, [conversationId = '', kind, id]: readonly string[]): Answer {
  const members = state.members.get(conversationId) ?? [];
  if (kind === 'pagedmembers') return { status: 200, body: { members } };
  if (kind !== 'members') return { status: 404 };
  if (id === undefined) return { status: 200, body: members };
  const member = members.find((one) => one.id === id || one.aadObjectId === id);
  return member
    ? { status: 200, body: member }
    : { status: 404, body: { error: { code: 'MemberNotFound' } } };
}

function newId(state: State): string {
  state.lastId += 1;
  return String(1_700_000_000_000 + state.lastId);
}
