// Microsoft Graph over HTTP: one bounded call, its answer checked, and every refusal as a value.

import {
  HTTPMessageHandler,
  type Middleware,
  ResponseType,
  RetryHandler,
  RetryHandlerOptions,
  Client,
} from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import type { Gap } from './directory.ts';

export interface GraphSettings {
  /** Without version and path, for example https://graph.microsoft.com. */
  readonly baseUrl: string;
  /** How long a call may take in all, repeats included. */
  readonly timeoutMs?: number;
  /** The longest Retry-After that is waited for, in seconds. */
  readonly longestWaitS?: number;
}

/** In whose name, and until when. */
export interface GraphCaller {
  readonly token: string;
  /** Ends a call before its own time is up. */
  readonly signal?: AbortSignal;
}

export interface GraphCall extends GraphCaller {
  /** Below the version, with its query. */
  readonly path: string;
  /** Without a body it is a GET, else a POST. */
  readonly body?: object;
}

export type GraphAnswer<T> = { readonly ok: true; readonly value: T } | GraphRefusal;

export interface GraphRefusal {
  readonly ok: false;
  readonly why: Gap | 'refused';
  /** 0 when nothing was answered. */
  readonly status: number;
  /** Graph's own code, fit for a log. */
  readonly code: string;
}

export interface Graph {
  /** Calls once, or again within bounds when it is told to wait a little. Never rejects. */
  call<T>(call: GraphCall, shape: z.ZodType<T>): Promise<GraphAnswer<T>>;
  /** The path of a page's nextLink; undefined when it leads to another host. */
  pathOf(nextLink: string): string | undefined;
}

const VERSION = 'v1.0';
const TIMEOUT_MS = 8000;
/** Whoever asks for a longer wait than this is answered later, by the question. */
const LONGEST_WAIT_S = 2;
const MOST_REPEATS = 2;
const DELAY_S = 1;
/** Up to 999 entries a page. */
const MOST_PAGES = 5;
const UNREADABLE: GraphRefusal = { ok: false, why: 'unreadable', status: 200, code: 'unreadable' };

/** A Graph under a base address. */
export function createGraph(settings: GraphSettings): Graph {
  const { baseUrl, timeoutMs = TIMEOUT_MS, longestWaitS = LONGEST_WAIT_S } = settings;
  const client = Client.initWithMiddleware({
    baseUrl: `${baseUrl.replace(/\/+$/u, '')}/`,
    defaultVersion: VERSION,
    middleware: chain(new RetryHandler(boundedRetry(longestWaitS)), new HTTPMessageHandler()),
  });
  const root = new URL(`${VERSION}/`, `${baseUrl.replace(/\/+$/u, '')}/`);

  async function send({ token, path, body, signal }: GraphCall): Promise<unknown> {
    const inTime = AbortSignal.timeout(timeoutMs);
    const request = client
      .api(path)
      // The SDK's own authentication adds a token to https only, so no test server would ever see one.
      .header('Authorization', `Bearer ${token}`)
      .responseType(ResponseType.TEXT)
      .options({
        signal: signal === undefined ? inTime : AbortSignal.any([signal, inTime]),
        redirect: 'error',
      });
    const text: unknown = await (body === undefined ? request.get() : request.post(body));
    return typeof text === 'string' && text !== '' ? (JSON.parse(text) as unknown) : undefined;
  }

  return {
    async call(call, shape) {
      try {
        const parsed = shape.safeParse(await send(call));
        return parsed.success ? { ok: true, value: parsed.data } : UNREADABLE;
      } catch (error) {
        return error instanceof SyntaxError ? UNREADABLE : refusalIn(error);
      }
    },
    pathOf(nextLink) {
      if (!URL.canParse(nextLink)) return undefined;
      const { origin, pathname, search } = new URL(nextLink);
      const inside = origin === root.origin && pathname.startsWith(root.pathname);
      return inside ? `/${pathname.slice(root.pathname.length)}${search}` : undefined;
    },
  };
}

/** Follows a list from page to page, within bounds. Out: what was read; why it ends early, if it does. */
export async function readPages<T>(
  graph: Graph,
  call: GraphCall,
  item: z.ZodType<T>,
): Promise<{ readonly items: readonly T[]; readonly refusal: GraphRefusal | undefined }> {
  const shape = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() });
  const items: T[] = [];
  let path: string | undefined = call.path;
  for (let count = 0; count < MOST_PAGES && path !== undefined; count += 1) {
    const answer = await graph.call({ ...call, path }, shape);
    if (!answer.ok) return { items, refusal: answer };
    items.push(...answer.value.value);
    const next = answer.value['@odata.nextLink'];
    if (next === undefined) return { items, refusal: undefined };
    path = graph.pathOf(next);
  }
  return { items, refusal: UNREADABLE };
}

function chain(first: RetryHandler, last: Middleware): Middleware {
  first.setNext(last);
  return first;
}

/** The SDK waits as long as it is told, up to three minutes: nobody in a chat waits that long. */
function boundedRetry(longestWaitS: number): RetryHandlerOptions {
  return new RetryHandlerOptions(DELAY_S, MOST_REPEATS, (...given) => {
    const [, , , options, response] = given;
    const wait = response.headers.get('Retry-After');
    const repeatable = options?.method !== 'POST' || response.status === 429;
    return repeatable && (wait === null || Number(wait) <= longestWaitS);
  });
}

const graphError = z.object({
  statusCode: z.number().catch(0),
  code: z.string().nullish().catch(undefined),
  body: z.unknown(),
});
const errorBody = z.object({ error: z.object({ code: z.string() }) });

/** With a text answer the SDK does not read the error itself: it hands the body on as it is. */
function refusalIn(error: unknown): GraphRefusal {
  const parsed = graphError.safeParse(error);
  if (!parsed.success) return { ok: false, why: 'unavailable', status: 0, code: 'unknown' };
  const { statusCode, code, body } = parsed.data;
  const status = Math.max(statusCode, 0);
  return { ok: false, why: whyOf(status), status, code: plainCode(codeIn(body) ?? code) };
}

function codeIn(body: unknown): string | undefined {
  if (typeof body !== 'string') return undefined;
  try {
    return errorBody.safeParse(JSON.parse(body)).data?.error.code;
  } catch {
    return undefined;
  }
}

function whyOf(status: number): Gap | 'refused' {
  if (status === 401) return 'expired';
  if (status === 403) return 'notPermitted';
  if (status === 429) return 'throttled';
  return status === 0 || status >= 500 ? 'unavailable' : 'refused';
}

function plainCode(code: string | null | undefined): string {
  return (code ?? '').replace(/[^\w.]/gu, '').slice(0, 60) || 'unknown';
}
