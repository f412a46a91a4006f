// A wait that is kept in memory, with the moment it was set: so that a clock that is set back cannot make it longer.

/** Epoch milliseconds. */
export interface Wait {
  readonly from: number;
  readonly until: number;
}

/** Clocks are corrected by moments all the time; that ends no wait. */
const SLACK_MS = 2_000;

/** Whether a wait still lasts. A clock that stands before its beginning was set back, and what is left of it means nothing. */
export function isWaiting({ from, until }: Wait, now: number): boolean {
  return now < until && now >= from - SLACK_MS;
}
