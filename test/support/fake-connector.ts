// Plays the Bot Connector over real HTTP: takes what the bot sends, keeps it in order, and fails the way it is programmed to.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, ChannelAccount, ConversationParameters } from 'botbuilder';

export type SendMethod = 'POST' | 'PUT' | 'DELETE';

/** One request of the bot about an activity. */
export interface Sent {
  readonly method: SendMethod;
  readonly conversationId: string;
  readonly activityId: string;
  /** Of the address; empty for what is no reply. */
  readonly replyToId: string;
  /** Empty for a DELETE. */
  readonly activity: Partial<Activity>;
  readonly authorization: string | undefined;
  /** What it was or will be answered with; 0 when it is answered with nothing. */
  readonly status: number;
}

export interface Refusal {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What becomes of one request; it is accepted at once where nothing else is said. */
export interface Fate extends Partial<Refusal> {
  /** How long the answer takes. */
  readonly delayMs?: number;
  /** The connection is reset in place of an answer (after the delay), or there is none for ever. */
  readonly silence?: 'reset' | 'stall';
  /** Called when the answer is sent or the connection reset. */
  readonly answered?: () => void;
}

/** In: a request about an activity. Out: what becomes of it. Each is asked once, in the order in which they come. */
export type Program = (request: Omit<Sent, 'status'>) => Fate;

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
  readonly program: Program;
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

type Answer = Fate & { readonly status: number };

/** Starts it on a free port of 127.0.0.1. In: its program; accepts everything when absent. The test closes it. */
export async function startFakeConnector(program: Program = () => ({})): Promise<FakeConnector> {
  const state: State = {
    ...{ received: [], opened: [], refusals: [], members: new Map(), lastId: 0 },
    program,
  };
  const server = createServer((request, response) => {
    // A bot that is killed breaks off in the middle of its request, which then was never sent.
    serve(state, request, response).catch((error: unknown) => {
      request.socket.destroy();
      if (error instanceof assert.AssertionError) throw error;
    });
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
  const { status, body, headers, ...fate } = refusal
    ? refuse(state, call, refusal)
    : answer(state, call);
  if (fate.delayMs !== undefined) await pause(fate.delayMs);
  fate.answered?.();
  if (fate.silence === 'stall') return;
  if (fate.silence === 'reset') {
    request.socket.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
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

function refuse(state: State, call: Call, { status, body, headers = {} }: Refusal): Answer {
  if (call.path[1] === 'activities') state.received.push({ ...requestIn(state, call), status });
  const usual = { error: { code: 'Refused', message: 'by the fake connector' } };
  return { status, headers, body: body ?? usual };
}

function answer(state: State, call: Call): Answer {
  const { method, path } = call;
  if (path.length === 0 && method === 'POST') return open(state, call.body);
  if (path[1] === 'activities' && method !== 'GET') return programmed(state, call);
  if (method === 'GET') return tellMembers(state, path);
  return { status: 404, body: { error: { code: 'NotFound', message: path.join('/') } } };
}

function programmed(state: State, call: Call): Answer {
  const request = requestIn(state, call);
  const { status = request.method === 'POST' ? 201 : 200, ...fate } = state.program(request);
  state.received.push({ ...request, status: fate.silence === undefined ? status : 0 });
  return { body: { id: request.activityId }, ...fate, status };
}

function requestIn(state: State, call: Call): Omit<Sent, 'status'> {
  const [conversationId = '', , id] = call.path;
  const method = call.method as SendMethod;
  const activityId = method === 'POST' || id === undefined ? newId(state) : id;
  const replyToId = method === 'POST' ? (id ?? '') : '';
  const { body: activity, authorization } = call;
  return { method, conversationId, activityId, replyToId, activity, authorization };
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
