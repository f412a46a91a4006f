// Reads a request's JSON body, refusing before it costs anything: type, size, then syntax.

import rawBody from 'raw-body';
import type { Request } from 'restify';
import type { Problem } from './answer.ts';

export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Problem };

const LIMIT_KIB = 256;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json$/u;

/** Reads the body. Out: the parsed value, or the problem to answer with; it does not throw. */
export async function readJson(request: Request): Promise<JsonBody> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!JSON_TYPE.test(type)) return refused(415, 'The content type must be application/json.');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return refused(415, 'The body must come without content encoding.');
  const body = await bytesOf(request);
  return body ? parse(body) : refused(413, `The body must be at most ${LIMIT_KIB} KiB.`);
}

/** Out: the bytes, or undefined when there are too many. An upload that breaks off counts as what came. */
async function bytesOf(request: Request): Promise<Buffer | undefined> {
  const length = request.headers['content-length'] ?? null;
  try {
    return await rawBody(request, { length, limit: LIMIT_KIB * 1024 });
  } catch (error) {
    // Let the rest run into the void, or a client that is still sending never reads the answer.
    request.resume();
    return (error as { type?: unknown }).type === 'entity.too.large' ? undefined : Buffer.of();
  }
}

function parse(body: Buffer): JsonBody {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return refused(400, 'The body must be valid JSON in UTF-8.');
  }
}

function refused(status: number, detail: string): JsonBody {
  return { ok: false, problem: { status, detail } };
}
