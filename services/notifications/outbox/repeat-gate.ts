// Repetitions of what may have arrived go one at a time and with rests. A second interruption ends a note as `dead`, since
// it may have arrived twice by then; so as little of the time as possible such a note is under way.

import { isWaiting, type Wait } from '../../clock/wait.ts';

/** Between repetitions: so many times as long as the last one took, within bounds. */
const REST_FACTOR = 4;
const SHORTEST_MS = 25;
const LONGEST_MS = 1_000;
/** How long a lane waits that found the gate closed, times its place in the row. */
export const REPEAT_REST_MS = 100;

export interface RepeatGate {
  /** Out: whether a repetition may go; then the gate is closed until `leave`. */
  enter(): boolean;
  /** In: whether one went. */
  leave(went: boolean): void;
}

/** In: the clock. */
export function createRepeatGate(now: () => Date): RepeatGate {
  let entered: number | undefined;
  let rest: Wait = { from: 0, until: 0 };
  return {
    enter() {
      const at = now().getTime();
      if (entered !== undefined || isWaiting(rest, at)) return false;
      entered = at;
      return true;
    },
    leave(went) {
      const at = now().getTime();
      const took = Math.abs(at - (entered ?? at));
      entered = undefined;
      const restMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, took * REST_FACTOR));
      if (went) rest = { from: at, until: at + restMs };
    },
  };
}
