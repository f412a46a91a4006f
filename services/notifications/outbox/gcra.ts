// How fast messages may go: the generic cell rate algorithm, one number per conversation and one per tenant.
// Limits per conversation: 7/1 s, 8/2 s, 60/30 s, 1800/h; tenant and app: 50/s [connector-rates].

export interface Pace {
  /** Milliseconds from one message to the next, in the long run. */
  readonly interval: number;
  /** Messages that may go at once after a rest. */
  readonly burst: number;
}

/** Under all four limits at once, with room for the bot's answers in the same conversation. */
export const CONVERSATION: Pace = { interval: 2_100, burst: 4 };

/** 4 at once and 36 more in the same second: what is claimed on time may arrive 250 ms late and stay below the limit. */
export const TENANT: Pace = { interval: 28, burst: 4 };

/** Longest time a bucket may be ahead of the clock and still let a message pass. */
export function tolerance({ interval, burst }: Pace): number {
  return (burst - 1) * interval;
}

/** The earliest time for the next message. In: theoretical arrival time. */
export function openAt(arrival: number, pace: Pace): number {
  return arrival - tolerance(pace);
}

/** The theoretical arrival time after some requests. In: the one before, the time now, how many. */
export function afterSome(
  arrival: number,
  { now, requests }: { readonly now: number; readonly requests: number },
  { interval }: Pace,
): number {
  return Math.max(arrival, now) + requests * interval;
}

/** The theoretical arrival time that lets nothing pass before a moment, and one after the other from then on. */
export function closedUntil(moment: number, pace: Pace): number {
  return moment + tolerance(pace);
}
