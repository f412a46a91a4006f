// What the world gives to the bot: the clock, chance, the log.

import type { Log } from './monitoring/log.ts';

export interface Runtime {
  readonly now: () => Date;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Waits between repeats of a request; node's timer unless told. */
  readonly wait?: (ms: number) => Promise<unknown>;
}
