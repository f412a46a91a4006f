// What the Graph client's requests go through: repeats within bounds, then one request bounded in time and size, without redirects.

import { setTimeout as pause } from 'node:timers/promises';
import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { type BoundedRequest, type HttpAnswer, requestBounded } from '../http/bounded-request.ts';
import { backoffMs, retryAfterMs } from '../http/retry-after.ts';

export interface RetryBounds {
  /** 0 for one request per call. */
  readonly mostRepeats: number;
  /** The longest Retry-After that is waited for. */
  readonly longestWaitMs: number;
}

/** Throttled, unavailable, or too slow for a gateway: as the SDK's own handler has it. */
const REPEATED: readonly number[] = [429, 503, 504];
const BACKOFF = { firstMs: 1_000, longestMs: 5_000 };
/** A Response of these must not be given a body. */
const NO_BODY: readonly number[] = [204, 205, 304];

/** Repeats what is safe to repeat. In: what comes after it. It ends with the request's own signal. */
export function createBoundedRetry(
  next: Middleware,
  { mostRepeats, longestWaitMs }: RetryBounds,
): Middleware {
  return {
    async execute(context) {
      await next.execute(context);
      for (let repeats = 0; repeats < mostRepeats && isRepeatable(context); repeats += 1) {
        const asked = retryAfterMs(context.response?.headers.get('retry-after'), new Date());
        if (asked !== undefined && asked > longestWaitMs) return;
        await pause(asked ?? backoffMs(repeats, BACKOFF), undefined, signalOf(context));
        await next.execute(context);
      }
    },
  };
}

/** Sends by the bounded request. What is not answered is thrown, with the code as the error's name. */
export function createBoundedSending(timeoutMs: number): Middleware {
  return {
    async execute(context) {
      const outcome = await requestBounded({ ...requestOf(context), timeoutMs });
      if (outcome.kind !== 'answered') {
        throw Object.assign(new Error(outcome.code), { name: outcome.code });
      }
      context.response = responseOf(outcome);
    },
  };
}

/** A POST that failed in another way than by being throttled may have been carried out. */
function isRepeatable({ options, response }: Context): boolean {
  const status = response?.status ?? 0;
  return REPEATED.includes(status) && (options?.method !== 'POST' || status === 429);
}

/** In: what the client made: an address, and a body that is text. */
function requestOf(context: Context): Omit<BoundedRequest, 'timeoutMs'> {
  const { options } = context;
  const url: unknown = context.request;
  const body: unknown = options?.body;
  return {
    url: String(url),
    method: options?.method,
    headers: Object.fromEntries(new Headers(options?.headers)),
    body: typeof body === 'string' ? body : undefined,
    ...signalOf(context),
  };
}

function responseOf({ status, headers, body }: HttpAnswer): Response {
  const isEmpty = body.length === 0 || NO_BODY.includes(status);
  return new Response(isEmpty ? null : new Uint8Array(body), {
    status,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
  });
}

function signalOf({ options }: Context): { readonly signal?: AbortSignal } {
  return options?.signal ? { signal: options.signal } : {};
}
