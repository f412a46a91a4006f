// How many events a key may bring: a bucket of tokens for each, in memory, refilled as time passes.

export interface RateLimit {
  /** Takes tokens. Out: 0 when they were given, else the milliseconds after which to ask again. */
  readonly take: (caller: string, tokens: number) => number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const MINUTE_MS = 60_000;

/**
 * In: events a minute, which is also the burst, and the clock.
 * One who has a token may overdraw, else a batch larger than the bucket could never come; she then waits the longer.
 */
export function createRateLimit(perMinute: number, now: () => Date): RateLimit {
  const buckets = new Map<string, Bucket>();

  function refilled(caller: string): Bucket {
    const at = now().getTime();
    const bucket = buckets.get(caller) ?? { tokens: perMinute, at };
    const gained = (Math.max(0, at - bucket.at) * perMinute) / MINUTE_MS;
    const fresh = { tokens: Math.min(perMinute, bucket.tokens + gained), at };
    buckets.set(caller, fresh);
    return fresh;
  }

  return {
    take(caller, tokens) {
      const bucket = refilled(caller);
      if (tokens > 0 && bucket.tokens < 1) {
        return Math.ceil(((1 - bucket.tokens) * MINUTE_MS) / perMinute);
      }
      bucket.tokens -= tokens;
      return 0;
    },
  };
}
