// One HTTP request for a check: its answer as data, no answer as a code.

import { jsonOf, requestBounded, textOf } from '../../services/http/bounded-request.ts';

type WebResponse =
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

/** Asks once, by GET unless told. Never rejects. */
export type Web = (asked: {
  readonly url: string;
  readonly method?: 'POST';
}) => Promise<WebResponse>;

/** What is longer is no good answer to anything that is asked here. */
const MOST_BYTES = 1024 * 1024;
const TIMEOUT_MS = 60_000;

/** In: ends every request under way. */
export function createWeb(signal: AbortSignal): Web {
  return async (asked) => {
    const bounds = { timeoutMs: TIMEOUT_MS, mostBytes: MOST_BYTES, signal };
    const outcome = await requestBounded({ ...asked, ...bounds });
    if (outcome.kind !== 'answered' && outcome.kind !== 'tooLarge') {
      return { kind: 'silence', code: outcome.code };
    }
    const read = outcome.kind === 'answered' ? outcome : { body: Buffer.alloc(0) };
    const { status, headers } = outcome;
    const [text, json] = [textOf(read), jsonOf(read)];
    return { kind: 'reply', status, text, json, date: dateOf(headers.date) };
  };
}

function dateOf(header: string | undefined): Date | undefined {
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}
