// One request to the Bot Connector, kept alive, bounded in time, and never repeated in secret.
// The SDK's client sends up to four POSTs by itself, without a time limit [sdk-connector-retries].

import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Activity } from 'botbuilder';
import { errorCode } from '../../monitoring/log.ts';
import { hostsKnown, type ConnectorHost } from './connector-host.ts';
import { createKeepAliveLimit, type CloseExpired } from './punctual-agent.ts';
import type { AuthorizationHeader } from './connector-token.ts';

/** Where an activity goes; `activityId` names the one to replace or to delete, `replyToId` the one to answer. */
export interface Destination {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly activityId?: string | undefined;
  readonly replyToId?: string | undefined;
  readonly isDeletion?: boolean;
}

export type ConnectorAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | undefined;
      /** Parsed JSON; undefined when it was none, or broke off. */
      readonly body: unknown;
    }
  | {
      readonly kind: 'unanswered';
      /** A code, never a person's data. */
      readonly code: string;
      /** Whether the connector may have read the request all the same. */
      readonly written: boolean;
    };

export interface ConnectorClient {
  /** Posts, replaces or deletes an activity. In: where, and the activity or its JSON, as bytes of UTF-8. Never throws. */
  deliver(destination: Destination, activity: Partial<Activity> | Buffer): Promise<ConnectorAnswer>;
}

export interface ConnectorClientDeps {
  readonly authorize: AuthorizationHeader;
  readonly timeoutMs?: number | undefined;
  /** Breaks off what is under way, and begins nothing new. */
  readonly ending?: AbortSignal | undefined;
}

const TIMEOUT_MS = 10_000;
const SOCKETS = 64;
const LONGEST_ANSWER = 64 * 1024;
/** With no time of its own, node's agent does not heed the one that the other side names. */
const KEPT = { keepAlive: true, timeout: 60_000 };

/** A client whose connections are kept for the next request; idle ones hold no process up. */
export function createConnectorClient(parts: ConnectorClientDeps): ConnectorClient {
  const options = { ...KEPT, maxSockets: SOCKETS, maxFreeSockets: SOCKETS };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  const endLateOnes = {
    http: createKeepAliveLimit(agents.http),
    https: createKeepAliveLimit(agents.https),
  };
  const { authorize, timeoutMs = TIMEOUT_MS, ending } = parts;
  const open = new Set<ClientRequest>();
  const hostOf = hostsKnown();
  // One listener for all requests: thousands on one signal would cost more than the requests.
  ending?.addEventListener('abort', () => {
    for (const request of open) request.destroy(coded('stopped'));
  });
  return {
    async deliver(destination, activity) {
      try {
        const host = hostOf(destination.serviceUrl);
        const path = `${host.path}${pathOf(destination)}`;
        const asking = authorize();
        const authorization = asking && (await within(timeoutMs, asking));
        if (authorization !== undefined && !host.isSafeForToken) {
          return { kind: 'unanswered', code: 'insecure-address', written: false };
        }
        const method = methodOf(destination);
        const body = Buffer.isBuffer(activity) ? activity : Buffer.from(JSON.stringify(activity));
        if (ending?.aborted === true) {
          return { kind: 'unanswered', code: 'stopped', written: false };
        }
        const call = { host, path, method, body, authorization, timeoutMs };
        return await exchange({ agents, endLateOnes, open }, call);
      } catch (error) {
        return { kind: 'unanswered', code: errorCode(error), written: false };
      }
    },
  };
}

type Method = 'POST' | 'PUT' | 'DELETE';

interface Call {
  readonly host: ConnectorHost;
  readonly path: string;
  readonly method: Method;
  readonly body: Buffer;
  readonly authorization: string | undefined;
  readonly timeoutMs: number;
}

interface ConnectorConnection {
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly endLateOnes: { readonly http: CloseExpired; readonly https: CloseExpired };
  /** What is under way. */
  readonly open: Set<ClientRequest>;
}

function methodOf({ activityId, isDeletion = false }: Destination): Method {
  if (isDeletion) return 'DELETE';
  return activityId === undefined ? 'POST' : 'PUT';
}

function pathOf({ conversationId, activityId, replyToId }: Destination): string {
  const other = activityId ?? replyToId;
  const last = other === undefined ? '' : `/${encodeURIComponent(other)}`;
  return `/v3/conversations/${encodeURIComponent(conversationId)}/activities${last}`;
}

function exchange(
  { agents, endLateOnes, open }: ConnectorConnection,
  call: Call,
): Promise<ConnectorAnswer> {
  return new Promise((resolve) => {
    const { isSecure, hostname, port } = call.host;
    let written = false;
    let answered = false;
    const protocol = isSecure ? 'https' : 'http';
    endLateOnes[protocol]();
    const agent = agents[protocol];
    const { method, path } = call;
    const options = { agent, hostname, port, method, path, headers: headersOf(call) };
    const request = (isSecure ? requestHttps : requestHttp)(options);
    const timer = setTimeout(() => {
      request.destroy(coded('timeout'));
    }, call.timeoutMs);
    open.add(request);

    function settle(answer: ConnectorAnswer): void {
      clearTimeout(timer);
      open.delete(request);
      resolve(answer);
    }

    request.on('socket', (socket) => {
      if (!socket.connecting) written = true;
      else socket.once(isSecure ? 'secureConnect' : 'connect', () => (written = true));
    });
    request.on('error', (error) => {
      if (!answered) settle({ kind: 'unanswered', code: codeOf(error), written });
    });
    request.on('response', (response) => {
      answered = true;
      answerOf(response, settle);
    });
    request.end(call.body);
  });
}

async function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(coded('token-timeout'));
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function headersOf({ body, authorization }: Call): Record<string, string | number> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.byteLength,
    accept: 'application/json',
    'user-agent': 'Microsoft-BotFramework/3.1 lotse',
    ...(authorization === undefined ? {} : { authorization }),
  };
}

/** The status is the answer: a body that breaks off, stalls or swells does not unsay it. */
function answerOf(response: IncomingMessage, settle: (answer: ConnectorAnswer) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.byteLength;
    if (length <= LONGEST_ANSWER) chunks.push(chunk);
    else response.destroy();
  });
  // Comes after the end, and after whatever broke the body off.
  response.on('close', () => {
    settle({
      kind: 'answered',
      status: response.statusCode ?? 0,
      retryAfter: response.headers['retry-after'],
      body: response.complete ? parsed(Buffer.concat(chunks).toString('utf8')) : undefined,
    });
  });
  response.on('error', () => undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function coded(code: string): Error {
  return Object.assign(new Error(), { code });
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : errorCode(error);
}
