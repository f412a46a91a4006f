// The event API from the outside, for the command line: one request, its key, and what is said when it fails.

import {
  type BoundedRequest,
  jsonOf,
  requestBounded,
} from '../../services/http/bounded-request.ts';
import type { EventKey } from '../config/variables.ts';
import { isLoopback } from '../config/loopback.ts';

export interface ApiCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
}

export interface ApiAnswer {
  readonly status: number;
  /** Parsed JSON; undefined when it is none. */
  readonly body: unknown;
}

export interface ApiTarget {
  /** Address of the bot, without path. */
  readonly url: string;
  /** The first is shown; none where the bot is anonymous and on this machine. */
  readonly keys: readonly EventKey[];
}

interface ApiProblem {
  readonly detail?: unknown;
  readonly errors?: readonly { readonly pointer?: string; readonly detail?: string }[];
}

const TIMEOUT_MS = 10_000;

/** Calls the bot. Out: its answer, or a sentence on why there is none. */
export async function callApi(
  { url, keys }: ApiTarget,
  call: ApiCall,
): Promise<ApiAnswer | string> {
  const target = URL.parse(call.path, url);
  if (!target) return `${url} is no address; it must be like http://127.0.0.1:3978.`;
  const secret = keys[0]?.secret;
  if (secret !== undefined && !isSafe(target)) {
    return `The key is not sent to ${target.host} without https://.`;
  }
  const outcome = await requestBounded(requestOf(target, call, secret));
  if (outcome.kind === 'answered' && !isRedirect(outcome.status)) {
    return { status: outcome.status, body: jsonOf(outcome) };
  }
  return `Nothing answers at ${target.origin}. Start the bot with npm run playground or npm start.`;
}

/** In: an answer that is no success. Out: lines that say what is wrong and what to do. */
export function refusalLines({ status, body }: ApiAnswer): readonly string[] {
  const { detail, errors = [] } = (body ?? {}) as ApiProblem;
  const told = typeof detail === 'string' ? detail : 'No reason was given.';
  const faults = errors.map((error) => `  ${error.pointer ?? ''} ${error.detail ?? ''}`.trimEnd());
  return [`Refused (${status}): ${told}`, ...faults];
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname);
}

/** A bot redirects nobody, so this is none. */
function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function requestOf(
  target: URL,
  { method, contentType, body }: ApiCall,
  secret: string | undefined,
): BoundedRequest {
  const headers = {
    ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
    ...(contentType !== undefined && { 'content-type': contentType }),
  };
  // A proxy knows another machine by that name.
  const isDirect = isLoopback(target.hostname);
  return { url: target.href, method, headers, body, timeoutMs: TIMEOUT_MS, isDirect };
}
