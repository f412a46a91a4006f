// One HTTP request, bounded in time and size. It follows no redirect, repeats nothing, and its outcome is a value. It goes
// through the proxy that the environment names (outgoing.ts).

import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { createPool, hasProxy, proxyFault, proxyRefusal, type WayOut } from './outgoing.ts';

export interface BoundedRequest {
  readonly url: string;
  /** GET unless told. */
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Buffer | undefined;
  /** For all of it, the body too. */
  readonly timeoutMs: number;
  /** Largest body that is read; 5 MiB unless told. */
  readonly mostBytes?: number | undefined;
  /** Ends it before its time, for example when the process stops. */
  readonly signal?: AbortSignal | undefined;
  /** For hosts that a stranger may have named: a connection of its own, to addresses this allows. */
  readonly pinned?: PinnedConnection | undefined;
  /** Never through a proxy: for what only this machine can reach. */
  readonly isDirect?: boolean;
}

export interface PinnedConnection {
  /** Resolves the host at the connection, so that its address cannot change after it was looked at. A proxy does it itself. */
  readonly lookup: LookupFunction;
  /** PEM of the authorities that may vouch for the host. */
  readonly ca: string[];
}

export interface HttpAnswer {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** `stopped`: the signal ended it. `code` is node's (ECONNREFUSED), or the proxy's (PROXY_407), fit for a log. */
export type HttpFailure =
  | { readonly kind: 'timeout' | 'stopped' | 'unreachable'; readonly code: string }
  /** The status and headers came, the body was too large and is not kept. */
  | (Omit<HttpAnswer, 'kind' | 'body'> & { readonly kind: 'tooLarge'; readonly code: string });

export type HttpOutcome = HttpAnswer | HttpFailure;

const MOST_BYTES = 5 * 1024 * 1024;
/** As node's global agent; the time is also how long a proxy may take for a tunnel. */
const POOL = createPool({ keepAlive: true, scheduling: 'lifo', timeout: 10_000 });

/** Sends it once. Never rejects: also what is no address, or no valid header, is `unreachable`. */
export async function requestBounded(asked: BoundedRequest): Promise<HttpOutcome> {
  const inTime = AbortSignal.timeout(asked.timeoutMs);
  const { signal: stop } = asked;
  const signal = stop === undefined ? inTime : AbortSignal.any([inTime, stop]);
  const way = wayOf(asked);
  try {
    const response = await send(asked, signal, way);
    return refusalOf(response, way) ?? (await readBody(response, asked.mostBytes ?? MOST_BYTES));
  } catch (error) {
    if (stop?.aborted === true) return { kind: 'stopped', code: 'stopped' };
    if (inTime.aborted) return { kind: 'timeout', code: 'timeout' };
    return unreachable(error, way);
  }
}

/** The body as text; .NET services put a byte order mark before it. */
export function textOf({ body }: Pick<HttpAnswer, 'body'>): string {
  return body.toString('utf8').replace(/^\uFEFF/u, '');
}

/** The body as JSON; undefined when it is none. */
export function jsonOf(answer: Pick<HttpAnswer, 'body'>): unknown {
  try {
    return JSON.parse(textOf(answer)) as unknown;
  } catch {
    return undefined;
  }
}

/** Out: undefined for node's own way, where there is no proxy. */
function wayOf({ url, isDirect = false }: BoundedRequest): WayOut | undefined {
  const target = hasProxy() ? URL.parse(url) : null;
  if (target === null) return undefined;
  return isDirect ? POOL.direct(target) : POOL.wayTo(target);
}

/** Out: undefined when the host has answered, and not the proxy. */
function refusalOf(response: IncomingMessage, way: WayOut | undefined): HttpFailure | undefined {
  const code = proxyRefusal(way?.proxy, response.statusCode ?? 0);
  if (code === undefined) return undefined;
  response.resume();
  return { kind: 'unreachable', code };
}

function unreachable(error: unknown, way: WayOut | undefined): HttpFailure {
  return { kind: 'unreachable', code: proxyFault(way?.proxy, error) ?? codeOf(error) };
}

function send(
  asked: BoundedRequest,
  signal: AbortSignal,
  way: WayOut | undefined,
): Promise<IncomingMessage> {
  const { method = 'GET', headers, body, pinned } = asked;
  return new Promise((resolve, reject) => {
    const url = new URL(asked.url);
    const length = body !== undefined && { 'content-length': Buffer.byteLength(body) };
    const connection = connectionOf(pinned, way);
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      { method, headers: { ...length, ...headers }, signal, ...connection },
      resolve,
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** A pinned one is nobody else's, but for the proxy's, whose certificate for the host must be proved all the same. */
function connectionOf(pinned: PinnedConnection | undefined, way: WayOut | undefined): object {
  if (pinned === undefined) return way === undefined ? {} : { agent: way.agent };
  if (way?.proxy === undefined) return { ...pinned, agent: false };
  return { ca: pinned.ca, agent: way.agent };
}

async function readBody(response: IncomingMessage, mostBytes: number): Promise<HttpOutcome> {
  const { statusCode: status = 0, headers } = response;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response) {
    pieces.push(piece as Buffer);
    size += (piece as Buffer).length;
    // Leaving the loop destroys the response: the rest is not read.
    if (size > mostBytes) return { kind: 'tooLarge', code: 'tooLarge', status, headers };
  }
  return { kind: 'answered', status, headers, body: Buffer.concat(pieces) };
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^\w{1,60}$/u.test(code) ? code : 'unreachable';
}
