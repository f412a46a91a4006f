// How long to wait before a request is repeated: as long as the server asks for, else exponentially longer.

/** How long the server asks to wait. In: a Retry-After header, seconds or a date. Out: undefined when it says nothing. */
export function retryAfterMs(header: string | null | undefined, now: Date): number | undefined {
  if (header === undefined || header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now.getTime();
  return wait >= 0 ? Math.ceil(wait) : undefined;
}

export interface BackoffBounds {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** The wait after so many failures in a row, doubled with each; the caller adds jitter. */
export function backoffMs(failures: number, { firstMs, longestMs }: BackoffBounds): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(failures, 20));
}

/** Between half of the wait and all of it, so that many do not come back at once. In: chance from 0 to 1. */
export function halfJitter(ms: number, chance: number): number {
  return ms * (0.5 + 0.5 * chance);
}
