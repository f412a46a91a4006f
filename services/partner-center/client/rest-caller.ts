// One call of Partner Center: headers, token, bounded retries, and its answer read [api-headers].

import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { Availability } from '../polling/availability.ts';
import {
  answer,
  noAnswer,
  type PartnerCenterAnswer,
  type PartnerCenterCall,
  type NoAnswer,
} from '../partner-center.ts';
import {
  jsonOf,
  requestBounded,
  type HttpFailure,
  type HttpOutcome,
} from '../../http/bounded-request.ts';
import { backoffMs, halfJitter } from '../../http/retry-after.ts';
import { readFailure, verdictOf, type Failure } from './rest-failure.ts';
import type { TokenKind, Tokens } from './rest-token.ts';

export interface RestCall<T> {
  readonly call: PartnerCenterCall;
  readonly as: TokenKind;
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** After the base address, with its query. */
  readonly path: string;
  readonly body?: object | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The shape a good answer must have. */
  readonly shape: z.ZodType<T>;
  /** Codes of refusals that are answers. */
  readonly codes?: Readonly<Record<string, T>> | undefined;
  /** Ends all of it, repeats and further pages too. */
  readonly budget?: AbortSignal | undefined;
}

export interface RestCallerDeps {
  readonly baseUrl: string;
  readonly tokens: Tokens;
  readonly availability: Availability;
  readonly now: () => Date;
  readonly random: () => number;
  readonly newId: () => string;
  readonly timeoutMs: number;
  /** Waits between repeats; node's timer unless told. */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
  readonly heard: (call: PartnerCenterCall, outcome: NoAnswer | 'answered') => void;
}

/** Asks. Out: the answer, or why there is none. Throws only what keeping a renewed token throws. */
export type RestCaller = <T>(asking: RestCall<T>) => Promise<PartnerCenterAnswer<T>>;

const TRIES = 3;
const BACKOFF = { firstMs: 1_000, longestMs: 5_000 };
/** What asks for a longer pause is asked again another time. */
const LONGEST_WAIT_MS = 5_000;
const LARGEST_BYTES = 4 * 1024 * 1024;
/** For one question with its repeats and pages. */
const BUDGET_MS = 60_000;

/** Makes the caller. In: where to, with which tokens, and the world. */
export function createRestCaller(deps: RestCallerDeps): RestCaller {
  return async (asking) => {
    const known = deps.availability.silenceOf(asking.call);
    if (known) return known;
    const outcome = await tries(deps, asking, asking.budget ?? AbortSignal.timeout(BUDGET_MS));
    const told = outcome.kind === 'answer' ? 'answered' : outcome;
    deps.availability.learn(asking.call, told);
    deps.heard(asking.call, told);
    return outcome;
  };
}

async function tries<T>(
  deps: RestCallerDeps,
  asking: RestCall<T>,
  budget: AbortSignal,
): Promise<PartnerCenterAnswer<T>> {
  const correlationId = deps.newId();
  let requestId = deps.newId();
  let last: NoAnswer = noAnswer('outage', 'timeout');
  for (let number = 1; number <= TRIES && !budget.aborted; number += 1) {
    const token = await deps.tokens.get(asking.as);
    if (token.kind === 'silence') return token;
    const ids = { 'ms-requestid': requestId, 'ms-correlationid': correlationId };
    const authorized = { authorization: `Bearer ${token.value.token}`, ...ids };
    const reply = await once(deps, asking, authorized, budget);
    const step = next(deps, asking, reply, { isFresh: token.value.isFresh, number });
    if ('done' in step) return step.done;
    last = step.last;
    // After an answer it is another request; without one it may be the same [api-headers].
    if (reply.kind === 'answered') requestId = deps.newId();
    if (number < TRIES) await waitFor(deps, step.waitMs);
  }
  return last;
}

async function waitFor({ wait = pause }: RestCallerDeps, ms: number): Promise<void> {
  if (ms > 0) await wait(ms);
}

type AttemptStep<T> =
  { readonly done: PartnerCenterAnswer<T> } | { readonly last: NoAnswer; readonly waitMs: number };

function next<T>(
  deps: RestCallerDeps,
  asking: RestCall<T>,
  reply: HttpOutcome,
  { isFresh, number }: { readonly isFresh: boolean; readonly number: number },
): AttemptStep<T> {
  const backoff = halfJitter(backoffMs(number - 1, BACKOFF), deps.random());
  if (reply.kind !== 'answered') return { last: silenceOf(reply), waitMs: backoff };
  if (isGood(reply.status)) return { done: read(asking, jsonOf(reply)) };
  const failure = readFailure(reply, deps.now());
  const known = reply.status === 400 ? asking.codes?.[failure.code] : undefined;
  if (known !== undefined) return { done: answer(known) };
  if (reply.status === 401 && !isFresh) {
    // It may have been taken back before its time: one try with a new one.
    deps.tokens.drop(asking.as);
    return { last: noAnswer('unavailable', failure.code), waitMs: 0 };
  }
  return afterFailure(failure, deps.now().getTime(), backoff);
}

/** A time that the caller set is a timeout as well. */
function silenceOf({ kind }: HttpFailure): NoAnswer {
  if (kind === 'tooLarge') return noAnswer('outage', kind);
  return noAnswer('outage', kind === 'unreachable' ? 'network' : 'timeout');
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

function afterFailure(failure: Failure, at: number, backoff: number): AttemptStep<never> {
  const last = verdictOf(failure, at);
  const waitMs = Math.max(failure.waitMs ?? 0, backoff);
  const mayRepeat = failure.isPassing && waitMs <= LONGEST_WAIT_MS;
  return mayRepeat ? { last, waitMs } : { done: last };
}

function read<T>({ shape }: RestCall<T>, json: unknown): PartnerCenterAnswer<T> {
  if (json === undefined) return noAnswer('badAnswer', 'notJson');
  const parsed = shape.safeParse(json);
  return parsed.success ? answer(parsed.data) : noAnswer('badAnswer', 'wrongShape');
}

function once<T>(
  { baseUrl, timeoutMs }: RestCallerDeps,
  { method = 'GET', path, body, headers }: RestCall<T>,
  authorized: Readonly<Record<string, string>>,
  budget: AbortSignal,
): Promise<HttpOutcome> {
  return requestBounded({
    url: `${baseUrl}${path}`,
    method,
    headers: {
      accept: 'application/json',
      ...authorized,
      'ms-contract-version': 'v1',
      'x-locale': 'en-US',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    timeoutMs,
    mostBytes: LARGEST_BYTES,
    signal: budget,
  });
}
