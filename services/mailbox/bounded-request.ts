// One HTTP request whose answer has to be JSON of a shape, in bounded time and size. What went wrong comes back as a code.

import type { z } from 'zod';
import { errorShape } from '../graph/graph-mail-shapes.ts';
import type { MailAnswer, MailRefusal } from './mailboxes.ts';

export interface BoundedRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Ends it early, when the process stops. */
  readonly signal?: AbortSignal | undefined;
}

export const TIMEOUT_MS = 10_000;
const LARGEST_BYTES = 5 * 1024 * 1024;
const LONGEST_WAIT_MS = 60 * 60_000;
const CODE = /^[\w.]{1,64}$/u;

/** Sends it once. In: the shape of a good answer's body; an empty body counts as undefined. It never throws. */
export async function requestBounded<T>(
  { url, method, headers, body, signal }: BoundedRequest,
  shape: z.ZodType<T>,
  timeoutMs = TIMEOUT_MS,
): Promise<MailAnswer<T>> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      body: body ?? null,
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
    });
    const text = await boundedText(response);
    if (text === undefined) return failed('too-large');
    return response.ok ? read(response, text, shape) : refusalOf(response, text);
  } catch (error) {
    return failed((error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable');
  }
}

function failed(code: string): MailRefusal {
  return { ok: false, kind: 'failed', code };
}

function read<T>(response: Response, text: string, shape: z.ZodType<T>): MailAnswer<T> {
  const type = response.headers.get('content-type') ?? '';
  if (text !== '' && !/^application\/(?:[\w.-]+\+)?json\b/iu.test(type)) return failed('not-json');
  const value = text === '' ? { value: undefined } : parsed(text);
  if (value === undefined) return failed('broken-json');
  const read = shape.safeParse(value.value);
  return read.success ? { ok: true, value: read.data } : failed('wrong-shape');
}

const KINDS: Readonly<Record<number, MailRefusal['kind']>> = {
  401: 'denied',
  403: 'denied',
  404: 'gone',
  410: 'expired',
  429: 'throttled',
};

function refusalOf({ status, headers }: Response, text: string): MailRefusal {
  const retryAfterMs = retryAfter(headers.get('retry-after'));
  const usual = status >= 500 ? 'failed' : 'refused';
  const kind = KINDS[status] ?? usual;
  const isBusy = status === 503 && retryAfterMs !== undefined;
  return { ok: false, kind: isBusy ? 'throttled' : kind, code: codeOf(status, text), retryAfterMs };
}

/** The status, and Graph's own word for it where it is one. */
function codeOf(status: number, text: string): string {
  const told = errorShape.safeParse(parsed(text)?.value).data?.error.code;
  return told !== undefined && CODE.test(told) ? `${status}.${told}` : String(status);
}

/** Graph gives seconds. Out: milliseconds, bounded. */
function retryAfter(header: string | null): number | undefined {
  if (header === null || !/^\d+$/u.test(header)) return undefined;
  return Math.min(Number(header) * 1000, LONGEST_WAIT_MS);
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Out: undefined when there is more than is reasonable; the rest is not read. */
async function boundedText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body = (response.body ?? []) as AsyncIterable<Uint8Array>;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > LARGEST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
