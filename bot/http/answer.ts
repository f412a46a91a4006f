// How a route answers: JSON, or a problem (RFC 9457) whose detail says what would be right.

import { STATUS_CODES } from 'node:http';
import type { Response } from 'restify';

export interface ProblemDetails {
  readonly status: number;
  readonly detail: string;
  /** What is wrong where, when it can be told. */
  readonly errors?: readonly FieldFault[] | undefined;
  /** Headers that belong to this answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a reader of requests gives for one that is not as it must be. */
export interface RefusedRequest {
  readonly ok: false;
  readonly problem: ProblemDetails;
}

export interface FieldFault {
  /** JSON pointer of the faulty field in the body, as `/data/status`; empty for the whole. */
  readonly pointer?: string;
  /** Position in a batch. */
  readonly index?: number;
  /** Instead: name of the faulty query parameter. */
  readonly parameter?: string;
  readonly detail: string;
}

/**
 * On every answer: nothing is guessed, kept, framed or run. HSTS is for whoever ends TLS; from here it would also bind
 * the host's other ports.
 */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const;

/** Answers with JSON; without a body the answer is empty. */
export function sendJson(response: Response, status: number, body?: unknown): void {
  if (body === undefined) response.sendRaw(status, '', { 'content-length': '0' });
  else send(response, status, { type: 'application/json', body });
}

/** Answers with a problem. `about:blank` is the RFC's type for "no more than the status says". */
export function sendProblem(response: Response, problemDetails: ProblemDetails): void {
  const { status, detail, errors, headers = {} } = problemDetails;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail, errors };
  send(response, status, { type: 'application/problem+json', body: problem });
}

function send(response: Response, status: number, content: { type: string; body: unknown }): void {
  const text = JSON.stringify(content.body);
  const length = String(Buffer.byteLength(text));
  response.sendRaw(status, text, { 'content-type': content.type, 'content-length': length });
}
