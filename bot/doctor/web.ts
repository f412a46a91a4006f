// One HTTP request for a check: bounded in time and size, its answer as data, no answer as a code.

import { errorCode } from '../monitoring/log.ts';

export interface WebRequest {
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly token?: string;
  /** POST although there is no form. */
  readonly post?: true;
}

export type WebResponse =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly text: string;
      /** Undefined when it is no JSON. */
      readonly json: unknown;
      /** The server's own clock. */
      readonly date: Date | undefined;
    }
  | { readonly kind: 'silence'; readonly code: string };

/** Asks once. Never rejects. */
export type Web = (asked: WebRequest) => Promise<WebResponse>;

const LARGEST = 1024 * 1024;

/** In: ends every request under way. */
export function createWeb(signal: AbortSignal): Web {
  return async ({ url, form, token, post }) => {
    try {
      const response = await fetch(url, {
        method: form !== undefined || post ? 'POST' : 'GET',
        body: form === undefined ? null : new URLSearchParams(form),
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        redirect: 'manual',
        signal,
      });
      const text = await textOf(response);
      const date = dateOf(response.headers.get('date'));
      return { kind: 'reply', status: response.status, text, json: parsed(text), date };
    } catch (error) {
      return { kind: 'silence', code: codeOf(error) };
    }
  };
}

/** What is longer than any good answer is cut off, and then no JSON. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LARGEST) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function dateOf(header: string | null): Date | undefined {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** fetch says "TypeError"; what happened stands in its cause. */
function codeOf(error: unknown): string {
  const { cause } = (error ?? {}) as { cause?: unknown };
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^\w{1,40}$/u.test(code) ? code : errorCode(error);
}
