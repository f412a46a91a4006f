// Microsoft Graph by Microsoft's client, with a middleware chain of our own: every call of Graph in this house goes through here.

import { Client, ResponseType, type GraphRequest } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { retryAfterMs } from '../http/retry-after.ts';
import type { Gap } from './directory.ts';
import type { Graph, GraphAnswer, GraphCall, GraphRefusal } from './graph.ts';
import { createBoundedRetry, createBoundedSending } from './graph-middleware.ts';

export interface GraphSettings {
  /** Without version and path, for example https://graph.microsoft.com. */
  readonly baseUrl: string;
  /** How long a call may take in all, repeats included. */
  readonly timeoutMs?: number;
  /** The longest Retry-After that is waited for, in seconds. */
  readonly longestWaitS?: number;
  /** 0 for who counts requests, or has a patience of their own. */
  readonly mostRepeats?: number;
}

const VERSION = 'v1.0';
const TIMEOUT_MS = 8000;
/** Whoever asks for a longer wait than this is answered later, by the question. */
const LONGEST_WAIT_S = 2;
const MOST_REPEATS = 2;
/** Up to 999 entries a page. */
const MOST_PAGES = 5;

/** A Graph under a base address. */
export function createGraph(settings: GraphSettings): Graph {
  const { timeoutMs = TIMEOUT_MS, longestWaitS = LONGEST_WAIT_S } = settings;
  const { mostRepeats = MOST_REPEATS } = settings;
  const baseUrl = `${settings.baseUrl.replace(/\/+$/u, '')}/`;
  const bounds = { mostRepeats, longestWaitMs: longestWaitS * 1_000 };
  const client = Client.initWithMiddleware({
    baseUrl,
    defaultVersion: VERSION,
    middleware: createBoundedRetry(createBoundedSending(timeoutMs), bounds),
  });
  const root = new URL(`${VERSION}/`, baseUrl);

  function requestOf({ token, path, prefer, signal }: GraphCall): GraphRequest {
    const inTime = AbortSignal.timeout(timeoutMs);
    const request = client
      .api(path)
      // The SDK's own authentication adds a token to https only, so no test server would ever see one.
      .header('Authorization', `Bearer ${token}`)
      .header('Accept', 'application/json')
      // The response as it is: the SDK's reading of it would lose status and headers.
      .responseType(ResponseType.RAW)
      .options({ signal: signal === undefined ? inTime : AbortSignal.any([signal, inTime]) });
    return prefer === undefined ? request : request.header('Prefer', prefer);
  }

  return {
    async call(call, shape) {
      try {
        return await readAnswer(await send(requestOf(call), call), shape);
      } catch (error) {
        const { code } = (error ?? {}) as { code?: unknown };
        return { ok: false, why: 'unavailable', status: 0, code: plainCode(code) };
      }
    },
    pathOf(link) {
      if (!URL.canParse(link)) return undefined;
      const { origin, pathname, search } = new URL(link);
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
  return { items, refusal: unreadable(200, 'unreadable') };
}

function send(request: GraphRequest, { method, body }: GraphCall): Promise<Response> {
  switch (method ?? (body === undefined ? 'GET' : 'POST')) {
    case 'GET':
      return request.get() as Promise<Response>;
    case 'POST':
      return request.post(body ?? '') as Promise<Response>;
    case 'PATCH':
      return request.patch(body) as Promise<Response>;
    case 'DELETE':
      return request.delete() as Promise<Response>;
  }
}

async function readAnswer<T>(response: Response, shape: z.ZodType<T>): Promise<GraphAnswer<T>> {
  const { status, headers } = response;
  const text = await response.text();
  if (!response.ok) {
    const wait = retryAfterMs(headers.get('retry-after'), new Date());
    const code = plainCode(errorBody.safeParse(jsonIn(text)?.value).data?.error.code);
    return { ok: false, why: whyOf(status), status, code, retryAfterMs: wait };
  }
  const parsed = text === '' ? { value: undefined } : jsonIn(text);
  if (parsed === undefined) return unreadable(status, 'not-json');
  const { success, data } = shape.safeParse(parsed.value);
  return success ? { ok: true, value: data } : unreadable(status, 'wrong-shape');
}

function unreadable(status: number, code: string): GraphRefusal {
  return { ok: false, why: 'unreadable', status, code };
}

const errorBody = z.object({ error: z.object({ code: z.string() }) });

function jsonIn(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function whyOf(status: number): Gap | 'refused' {
  if (status === 401) return 'expired';
  if (status === 403) return 'notPermitted';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'unavailable' : 'refused';
}

function plainCode(code: unknown): string {
  return (typeof code === 'string' ? code : '').replace(/[^\w.]/gu, '').slice(0, 60) || 'unknown';
}
