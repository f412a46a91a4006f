// A refusal of Partner Center: code, transient or not, time to wait [api-errors] [api-throttling].

import { noAnswer, type NoAnswer } from '../partner-center.ts';
import type { RestResponse } from './rest-send.ts';
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
const MOST_SECONDS = 24 * 60 * 60;
/** When it asks for a pause but does not say how long. */
const PAUSE_MS = 60_000;

/** In: an answer that is no success. */
export function readFailure(reply: Extract<RestResponse, { kind: 'reply' }>): Failure {
  const { status, retryAfter, json } = reply;
  const told = errorShape.safeParse(json);
  const { code, message } = told.success ? told.data : {};
  const named = String(code ?? status);
  return {
    status,
    code: SAFE_CODE.test(named) ? named : String(status),
    isPassing: PASSING.has(status),
    waitMs: secondsOf(retryAfter, message),
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
function secondsOf(header: string | null, message = ''): number | undefined {
  const said = [header ?? '', SECONDS.exec(message)?.[1] ?? '']
    .filter((text) => /^\d{1,6}$/u.test(text))
    .map(Number);
  if (said.length === 0) return undefined;
  return Math.min(Math.max(...said), MOST_SECONDS) * 1000;
}
