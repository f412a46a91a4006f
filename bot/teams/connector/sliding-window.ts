// The last word on a tenant's pace, just before a request: the pace of the outbox is kept when notes are claimed, and a
// busy process sends late what it claimed in time, so that two seconds' worth could meet in one.

import { setTimeout as pause } from 'node:timers/promises';

/** The connector allows 50 requests/s per tenant and app [connector-rates]; the rest is slack. */
const MOST = 40;
const SPAN_MS = 1_000;
/** Tenants remembered; those silent for a second are forgotten when there are more. */
const TENANTS = 1_000;

/** Resolves when a tenant's next request may go; at once, unless there were too many. */
export type SlidingWindow = (tenantId: string) => Promise<void>;

/** In: a clock that never goes back, in milliseconds. */
export function createSlidingWindow(clock: () => number = () => performance.now()): SlidingWindow {
  const times = new Map<string, number[]>();
  return async (tenantId) => {
    if (times.size > TENANTS) forgetSilent(times, clock());
    const own = times.get(tenantId) ?? [];
    times.set(tenantId, own);
    for (;;) {
      const now = clock();
      while ((own[0] ?? Infinity) <= now - SPAN_MS) own.shift();
      if (own.length < MOST) break;
      await pause((own[0] ?? now) + SPAN_MS - now);
    }
    own.push(clock());
  };
}

function forgetSilent(times: Map<string, number[]>, now: number): void {
  for (const [tenantId, own] of times) {
    if ((own.at(-1) ?? 0) <= now - SPAN_MS) times.delete(tenantId);
  }
}
