// Reads a request's JSON body, refusing before it costs anything: type, size, then syntax.

import rawBody from 'raw-body';
import type { Request } from 'restify';
import type { ProblemDetails } from './answer.ts';
import { shapeFault } from './json-shape.ts';

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: ProblemDetails };

export type ByteBody =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly problem: ProblemDetails };

const LIMIT_KIB = 256;
/** Of an activity; Teams' own have some hundred. */
const MOST_VALUES = 10_000;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/u;

/** Reads the body. Out: the parsed value, or the problem to answer with; it does not throw. */
export async function readJson(request: Request): Promise<JsonBody> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!JSON_TYPE.test(type)) return refused(415, 'The content type must be application/json.');
  const body = await readBytes(request, LIMIT_KIB * 1024);
  return body.ok ? parseJson(body.bytes, MOST_VALUES) : body;
}

/**
 * Reads the body as it is. In: the most bytes it may have.
 * Out: the bytes (an upload that breaks off counts as what came), or the problem to answer with.
 */
export async function readBytes(request: Request, limit: number): Promise<ByteBody> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return refused(415, 'The body must come without content encoding.');
  const length = request.headers['content-length'] ?? null;
  try {
    return { ok: true, bytes: await rawBody(request, { length, limit }) };
  } catch (error) {
    // Let the rest run into the void, or a client that is still sending never reads the answer.
    request.resume();
    const tooLarge = (error as { type?: unknown }).type === 'entity.too.large';
    if (!tooLarge) return { ok: true, bytes: Buffer.of() };
    return refused(413, `The body must be at most ${inWords(limit)}.`);
  }
}

/**
 * In: bytes, and how many values they may hold.
 * Out: the value they are JSON of, of a shape that is safe to walk, or the problem to answer with.
 */
export function parseJson(body: Buffer, mostValues: number): JsonBody {
  try {
    const value: unknown = JSON.parse(UTF_8.decode(body));
    const fault = shapeFault(value, mostValues);
    return fault === undefined ? { ok: true, value } : refused(400, `The body ${fault}.`);
  } catch {
    return refused(400, 'The body must be valid JSON in UTF-8.');
  }
}

function inWords(bytes: number): string {
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes / 1_000_000} MB`;
}

function refused(status: number, detail: string): { ok: false; problem: ProblemDetails } {
  return { ok: false, problem: { status, detail } };
}
