// One HTTP request to the connector and its answer: bounded in time and size, never repeated.

import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { proxyFault, proxyRefusal } from '../../../services/http/outgoing.ts';
import { errorCode } from '../../monitoring/log.ts';
import type { ConnectorWay } from './connector-connections.ts';
import type { ConnectorHost } from './connector-host.ts';

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

export type Method = 'POST' | 'PUT' | 'DELETE';

export interface ConnectorCall {
  readonly host: ConnectorHost;
  readonly path: string;
  readonly method: Method;
  readonly body: Buffer;
  readonly authorization: string | undefined;
  readonly timeoutMs: number;
}

const LONGEST_ANSWER = 64 * 1024;

/** In: its way out; the requests under way, to which this one is added. Never rejects. */
export function exchange(
  { agent, proxy }: ConnectorWay,
  open: Set<ClientRequest>,
  call: ConnectorCall,
): Promise<ConnectorAnswer> {
  return new Promise((resolve) => {
    const { isSecure, hostname, port } = call.host;
    let written = false;
    let answered = false;
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
      if (answered) return;
      settle({ kind: 'unanswered', code: proxyFault(proxy, error) ?? codeOf(error), written });
    });
    request.on('response', (response) => {
      answered = true;
      answerOf(response, proxyRefusal(proxy, response.statusCode ?? 0), settle);
    });
    request.end(call.body);
  });
}

function headersOf({ body, authorization }: ConnectorCall): Record<string, string | number> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.byteLength,
    accept: 'application/json',
    'user-agent': 'Microsoft-BotFramework/3.1 lotse',
    ...(authorization === undefined ? {} : { authorization }),
  };
}

/** The status is the answer: a body that breaks off, stalls or swells does not unsay it. */
function answerOf(
  response: IncomingMessage,
  refusal: string | undefined,
  settle: (answer: ConnectorAnswer) => void,
): void {
  if (refusal !== undefined) {
    // The proxy's words are no answer of the connector's.
    response.resume();
    settle({ kind: 'unanswered', code: refusal, written: false });
    return;
  }
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

/** An error that carries a code and no words. */
export function coded(code: string): Error {
  return Object.assign(new Error(), { code });
}

function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : errorCode(error);
}
