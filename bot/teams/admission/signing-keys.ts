// The keys the channel signs with: fetched from its OpenID document, kept for a day, and never waited for without end.
// The SDK's own cache has no time limit, asks once per waiting request, and drops good keys when a refresh fails.

import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { jsonOf, requestBounded } from '../../../services/http/bounded-request.ts';
import { isLoopback } from '../../config/loopback.ts';

export interface SigningKey {
  readonly key: KeyObject;
  /** The channels it may speak for; empty = the authority does not say. */
  readonly endorsements: readonly string[];
}

export interface SigningKeys {
  /** In: a key id. Out: the key; undefined when there is none; `unavailable` when that cannot be found out now. */
  find(keyId: string): Promise<SigningKey | 'unavailable' | undefined>;
}

export interface SigningKeysDeps {
  /** Address of the OpenID document. */
  readonly metadataUrl: string;
  readonly now: () => Date;
  /** For both requests together; 3 s unless a test is in a hurry. */
  readonly timeoutMs?: number;
}

interface CachedKeys {
  readonly keys: ReadonlyMap<string, SigningKey>;
  readonly at: number;
}

const TIMEOUT_MS = 3_000;
const FRESH_MS = 24 * 60 * 60_000;
/** So long old keys are better than none: an authority that is down must not silence the bot. */
const USABLE_MS = 3 * FRESH_MS;
/** A stranger's made-up key ids cost the authority one request a minute. */
const UNKNOWN_PAUSE_MS = 60_000;
const FAILURE_PAUSE_MS = 2_000;

const METADATA = z.looseObject({ jwks_uri: z.string().refine(isSafe) });
const KEY = z.looseObject({
  kid: z.string(),
  kty: z.literal('RSA'),
  endorsements: z.array(z.string()).nullish(),
});
const KEY_SET = z.looseObject({ keys: z.array(z.unknown()) });

/** Keys that are fetched when they are first asked for. Never rejects. */
export function createSigningKeys(deps: SigningKeysDeps): SigningKeys {
  const time = (): number => deps.now().getTime();
  const since = (moment: number): number => Math.abs(time() - moment);
  let kept: CachedKeys = { keys: new Map(), at: Number.NEGATIVE_INFINITY };
  let failedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    try {
      kept = { keys: await fetchKeys(deps), at: time() };
      failedAt = Number.NEGATIVE_INFINITY;
    } catch {
      failedAt = time();
    } finally {
      fetching = undefined;
    }
  }

  /** Many who wait share one request, and after it there is a pause. */
  async function ask(): Promise<void> {
    const isPausing = since(failedAt) < FAILURE_PAUSE_MS || since(kept.at) < UNKNOWN_PAUSE_MS;
    if (!isPausing) fetching ??= refresh();
    await fetching;
  }

  function keptKey(keyId: string): SigningKey | undefined {
    return since(kept.at) < USABLE_MS ? kept.keys.get(keyId) : undefined;
  }

  return {
    async find(keyId) {
      const known = keptKey(keyId);
      if (known !== undefined) {
        if (since(kept.at) >= FRESH_MS) void ask();
        return known;
      }
      await ask();
      const isUnsure = failedAt > kept.at || since(kept.at) >= USABLE_MS;
      return isUnsure ? 'unavailable' : keptKey(keyId);
    },
  };
}

async function fetchKeys(deps: SigningKeysDeps): Promise<ReadonlyMap<string, SigningKey>> {
  const until = performance.now() + (deps.timeoutMs ?? TIMEOUT_MS);
  const metadata = METADATA.parse(await fetchJson(deps.metadataUrl, until));
  const { keys } = KEY_SET.parse(await fetchJson(metadata.jwks_uri, until));
  return new Map(keys.flatMap(readKey));
}

/** In: when patience ends, by the process' own clock. */
async function fetchJson(url: string, until: number): Promise<unknown> {
  const timeoutMs = Math.max(1, Math.ceil(until - performance.now()));
  const outcome = await requestBounded({ url, timeoutMs });
  if (outcome.kind === 'answered' && outcome.status === 200) return jsonOf(outcome);
  throw new Error('the authority gave no keys');
}

/** A key of another kind, or one that is none, must not cost us the others. */
function readKey(given: unknown): readonly (readonly [string, SigningKey])[] {
  const { success, data } = KEY.safeParse(given);
  if (!success) return [];
  try {
    const key = createPublicKey({ key: data, format: 'jwk' });
    return [[data.kid, { key, endorsements: data.endorsements ?? [] }]];
  } catch {
    return [];
  }
}

/** The document may come from a test on this machine; whatever else it names must be under TLS. */
function isSafe(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || isLoopback(url.hostname));
}
