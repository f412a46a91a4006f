// A refusal of Partner Center: code, transient or not, time to wait [api-errors] [api-throttling].

import { noAnswer, type NoAnswer } from '../partner-center.ts';
import { jsonOf, type HttpAnswer } from '../../http/bounded-request.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { errorShape } from './rest-shapes.ts';

export interface Failure {
  readonly status: number;
  /** Microsoft's own, else the status. */
  readonly code: string;
  readonly isPassing: boolean;
  readonly waitMs: number | undefined;
}

const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
/** Whatever the status: this tenant may not ask that [api-for-providers]. */
const DENIED: ReadonlySet<string> = new Set(['1002', '900308', '900329']);
const SAFE_CODE = /^[\w.-]{1,40}$/u;
const SECONDS = /(?:again )?in (\d{1,6}) seconds?/iu;
const LONGEST_WAIT_MS = 24 * 60 * 60_000;
/** When it asks for a pause but does not say how long. */
const PAUSE_MS = 60_000;

/** In: an answer that is no success, and the time. */
export function readFailure(reply: HttpAnswer, now: Date): Failure {
  const { status, headers } = reply;
  const told = errorShape.safeParse(jsonOf(reply));
  const { code, message } = told.success ? told.data : {};
  const named = String(code ?? status);
  return {
    status,
    code: SAFE_CODE.test(named) ? named : String(status),
    isPassing: PASSING.has(status),
    waitMs: waitIn(retryAfterMs(headers['retry-after'], now), message),
  };
}

/** What a failure means for the one who asked. In: it, and the time in epoch milliseconds. */
export function verdictOf({ status, code, isPassing, waitMs }: Failure, at: number): NoAnswer {
  if (status === 401 || status === 403 || DENIED.has(code)) return noAnswer('unavailable', code);
  if (status === 429) return noAnswer('throttled', code, at + (waitMs ?? PAUSE_MS));
  return isPassing
    ? noAnswer('outage', code, waitMs === undefined ? undefined : at + waitMs)
    : noAnswer('refused', code);
}

/** The longer of what the header and the body's words say. */
function waitIn(headerMs: number | undefined, message = ''): number | undefined {
  const seconds = SECONDS.exec(message)?.[1];
  if (headerMs === undefined && seconds === undefined) return undefined;
  return Math.min(Math.max(headerMs ?? 0, Number(seconds ?? 0) * 1_000), LONGEST_WAIT_MS);
}
