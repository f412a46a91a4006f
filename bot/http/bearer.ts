// Who may call the event API: a bearer key, or without any key this machine, as long as the bot is anonymous.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'restify';
import { errorFields, type Log } from '../monitoring/log.ts';
import { isLoopback } from '../config/loopback.ts';
import type { EventKey } from '../config/variables.ts';
import { type RefusedRequest, sendProblem } from './answer.ts';

export interface KeyDeps {
  readonly keys: readonly EventKey[];
  /** Without credentials: then this machine may call without a key, if none is configured. */
  readonly anonymous: boolean;
  readonly log: Log;
}

/** Answers a request whose sender is proved. `caller` is the name of the key. */
export type KeyedHandler = (
  request: Request,
  response: Response,
  caller: string,
) => Promise<void> | void;

type KeyProof = { readonly ok: true; readonly caller: string } | RefusedRequest;

/** The caller's name where no key is configured. */
const LOCAL = 'local';
const BEARER = /^Bearer +(\S.*)$/iu;
/** What a proxy or a tunnel adds: then somebody else is calling, though the connection is local. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host'];

/** The handler behind the keys: 401 without a good one, 503 where none is configured, 500 when it throws. */
export function withKey({ keys, anonymous, log }: KeyDeps, handle: KeyedHandler) {
  const ownerOf = createKeyring(keys);
  return async function keyed(request: Request, response: Response): Promise<void> {
    const proof = keys.length > 0 ? proveKey(request, ownerOf) : proveLocal(request, anonymous);
    if (!proof.ok) {
      if (proof.problem.status === 401) response.setHeader('www-authenticate', 'Bearer');
      sendProblem(response, proof.problem);
      return;
    }
    try {
      await handle(request, response, proof.caller);
    } catch (error) {
      log.error('event-api-failed', errorFields(error));
      const detail = 'The request failed and may be sent again; the log names the reason.';
      sendProblem(response, { status: 500, detail });
    }
  };
}

/** In: the only secret; undefined lets everybody in. Out: whether a request shows it. */
export function createSecretCheck(secret: string | undefined): (request: Request) => boolean {
  if (secret === undefined) return () => true;
  const ownerOf = createKeyring([{ name: LOCAL, secret }]);
  return (request) => ownerOf(secretIn(request)) !== undefined;
}

/**
 * In: the keys. Out: a function from a secret to the name of its key, undefined for none.
 * Digests of equal length are compared, all of them whatever is found, so that time tells nothing.
 */
export function createKeyring(
  keys: readonly EventKey[],
): (secret: Uint8Array) => string | undefined {
  const salt = randomBytes(32);
  const digest = (secret: Uint8Array) => createHmac('sha256', salt).update(secret).digest();
  const known = keys.map(({ name, secret }) => ({ name, digest: digest(Buffer.from(secret)) }));
  return (secret) => {
    const given = digest(secret);
    let owner: string | undefined;
    for (const key of known) if (timingSafeEqual(key.digest, given)) owner = key.name;
    return owner;
  };
}

function proveKey(request: Request, ownerOf: ReturnType<typeof createKeyring>): KeyProof {
  const caller = ownerOf(secretIn(request));
  if (caller !== undefined) return { ok: true, caller };
  const detail = 'A key of EVENT_KEYS is needed, as Authorization: Bearer <secret>.';
  return { ok: false, problem: { status: 401, detail } };
}

/** node reads headers as latin1: back to the bytes that came. */
function secretIn({ headers }: Request): Uint8Array {
  return Buffer.from(BEARER.exec(headers.authorization ?? '')?.[1] ?? '', 'latin1');
}

function proveLocal(request: Request, anonymous: boolean): KeyProof {
  if (anonymous && isFromHere(request)) return { ok: true, caller: LOCAL };
  const detail = 'The event API is closed: no key is configured in EVENT_KEYS.';
  return { ok: false, problem: { status: 503, detail } };
}

/** A web page open on this machine calls from here too: its host name or its Origin gives it away. */
function isFromHere({ headers, socket }: Request): boolean {
  if (PASSED_ON.some((name) => headers[name] !== undefined)) return false;
  const peer = socket.remoteAddress?.replace(/^::ffff:/u, '') ?? '';
  const addresses = [`http://${headers.host ?? ''}`, headers.origin ?? 'http://localhost'];
  return isLoopback(peer) && addresses.every((url) => isLoopback(URL.parse(url)?.hostname ?? ''));
}
