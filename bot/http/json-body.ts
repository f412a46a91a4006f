// Reads a request's JSON body, refusing before it costs anything: type, size, syntax, then its shape: not too deep, not too
// much, no names of the language itself.

import rawBody from 'raw-body';
import type { Request } from 'restify';
import type { RefusedRequest } from './answer.ts';
import { codingFault } from './content-coding.ts';
import { isJsonMediaType } from './media-type.ts';

export type JsonBody = { readonly ok: true; readonly value: unknown } | RefusedRequest;
export type ByteBody = { readonly ok: true; readonly bytes: Buffer } | RefusedRequest;

/** So many levels no activity and no event has; recursion over more would be a way to end the process. */
const DEEPEST = 40;
const LONGEST_NAME = 256;
const LIMIT_KIB = 256;
/** Of an activity; Teams' own have some hundred. */
const MOST_VALUES = 10_000;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the body. Out: the parsed value, or the problem to answer with; it does not throw. */
export async function readJson(request: Request): Promise<JsonBody> {
  if (!isJsonMediaType(request.headers['content-type'])) {
    return refused(415, 'The content type must be application/json.');
  }
  const body = await readBytes(request, LIMIT_KIB * 1024);
  return body.ok ? parseJson(body.bytes, MOST_VALUES) : body;
}

/**
 * Reads the body as it is. In: the most bytes it may have.
 * Out: the bytes (an upload that breaks off counts as what came), or the problem to answer with.
 */
export async function readBytes(request: Request, limit: number): Promise<ByteBody> {
  const wrapped = codingFault(request.headers['content-encoding']);
  if (wrapped !== undefined) return wrapped;
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

/** In: parsed JSON, and how many values it may hold. Out: what is wrong with it; undefined when nothing is. */
export function shapeFault(value: unknown, mostValues: number): string | undefined {
  let level: readonly unknown[] = [value];
  let count = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    count += level.length;
    if (count > mostValues) return `must not hold more than ${mostValues} values`;
    const containers = level.filter(isContainer);
    const isTooDeep = depth > DEEPEST && containers.length > 0;
    if (isTooDeep) return `must not be nested deeper than ${DEEPEST} levels`;
    if (containers.some(hasBadName)) return 'has a field name that is reserved or too long';
    level = containers.flatMap((container): readonly unknown[] => Object.values(container));
  }
  return undefined;
}

function inWords(bytes: number): string {
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes / 1_000_000} MB`;
}

function refused(status: number, detail: string): RefusedRequest {
  return { ok: false, problem: { status, detail } };
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function hasBadName(container: object): boolean {
  if (Array.isArray(container)) return false;
  return Object.keys(container).some((name) => name.length > LONGEST_NAME) || isPoison(container);
}

/** A copy by assignment would change objects that have nothing to do with the request. */
function isPoison(container: object): boolean {
  if (Object.hasOwn(container, '__proto__')) return true;
  const made = Object.getOwnPropertyDescriptor(container, 'constructor')?.value as unknown;
  return isContainer(made) && Object.hasOwn(made, 'prototype');
}
