// What runs by itself: deliveries as they come due, mailboxes by the second, reminders and clearing away by the hour.

import { errorCode, errorPlace, type Log } from './monitoring/log.ts';

export interface Jobs {
  pump(): Promise<unknown>;
  remind(): Promise<unknown>;
  forget(): Promise<unknown>;
  poll(): Promise<unknown>;
  /** Looks up when secrets end. */
  lookAhead(): Promise<unknown>;
  /** Begins to look after mailboxes. */
  tend(): Promise<unknown>;
}

export interface Scheduler {
  /** Begins nothing new; resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** A tenant gets six notes a round at the most; this keeps the documented pace within reach. */
const PUMP_MS = 75;
const REMIND_MS = 60 * 60_000;
const LOOK_AHEAD_MS = 60 * 60_000;
const TEND_MS = 1_000;
const FORGET_MS = 60 * 60_000;
/** How often it is looked what is due; how often something is asked is decided there. */
const POLL_MS = 5_000;

/** Puts the duties on their timers. A duty that fails is logged and comes round again. */
export function startScheduler(duties: Jobs, log: Log): Scheduler {
  const all = [
    repeat('pump', PUMP_MS, () => duties.pump(), log),
    repeat('remind', REMIND_MS, () => duties.remind(), log),
    repeat('tend', TEND_MS, () => duties.tend(), log),
    repeat('forget', FORGET_MS, () => duties.forget(), log),
    repeat('poll', POLL_MS, () => duties.poll(), log),
    repeat('look-ahead', LOOK_AHEAD_MS, () => duties.lookAhead(), log),
  ];
  return {
    async stop() {
      await Promise.all(all.map((stop) => stop()));
    },
  };
}

/** Waits after each round, so that a long one is never overtaken by the next. */
function repeat(
  ...[name, everyMs, duty, log]: [string, number, () => Promise<unknown>, Log]
): () => Promise<void> {
  const state = { stopped: false, wake: (): void => undefined };
  const isStopped = (): boolean => state.stopped;
  async function round(): Promise<void> {
    while (!isStopped()) {
      await duty().catch((error: unknown) => {
        log.error('duty-failed', { duty: name, code: errorCode(error), at: errorPlace(error) });
      });
      if (!isStopped()) await pause(everyMs, state);
    }
  }
  const running = round();
  return () => {
    state.stopped = true;
    state.wake();
    return running;
  };
}

function pause(ms: number, state: { wake: () => void }): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    state.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
