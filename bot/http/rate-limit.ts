// How much each caller may bring: a bucket of tokens for each, in memory, refilled as time passes.

import { createBoundedMap } from '../../services/http/bounded-map.ts';

export interface RateLimit {
  /** Takes tokens. Out: 0 when they were given, else the milliseconds after which to ask again. */
  readonly take: (caller: string, tokens: number) => number;
}

export interface Rate {
  /** How many at once. */
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const MOST_BUCKETS = 50_000;

/**
 * In: the rate of each caller, and the clock.
 * One who has a token may overdraw, else a batch larger than the bucket could never come; the next wait is longer then.
 * Beyond 50,000 callers the one that has been silent longest is forgotten, which fills its bucket.
 */
export function createRateLimit({ burst, perSecond }: Rate, now: () => Date): RateLimit {
  const buckets = createBoundedMap<string, Bucket>(MOST_BUCKETS);

  function refilled(caller: string): Bucket {
    const at = now().getTime();
    const bucket = buckets.get(caller) ?? { tokens: burst, at };
    const gained = (Math.max(0, at - bucket.at) * perSecond) / 1000;
    const fresh = { tokens: Math.min(burst, bucket.tokens + gained), at };
    buckets.set(caller, fresh);
    return fresh;
  }

  return {
    take(caller, tokens) {
      const bucket = refilled(caller);
      if (tokens > 0 && bucket.tokens < 1) {
        return Math.ceil(((1 - bucket.tokens) * 1000) / perSecond);
      }
      bucket.tokens -= tokens;
      return 0;
    },
  };
}
