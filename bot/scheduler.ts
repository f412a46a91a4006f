// Runs jobs by the clock: the only timers of the bot that repeat. bot/main.ts starts them.

import { errorFields, type Log } from './monitoring/log.ts';

export type JobName =
  'clock' | 'pump' | 'remind' | 'tend' | 'forget' | 'age' | 'poll' | 'look-ahead';

/** What runs by the clock. */
export interface Job {
  readonly name: JobName;
  readonly everyMs: number;
  /** Does everything that is due and waits for it. Out: how much there was. */
  run(): Promise<number>;
  /** For the clock: begins what is due and does not wait for the slowest; `run` where it is absent. */
  begin?(): Promise<unknown>;
}

export interface Scheduler {
  /** Begins nothing new; resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** Puts jobs on timers. A job that fails is logged and comes round again. */
export function startScheduler(jobs: readonly Job[], log: Log): Scheduler {
  const stops = jobs.map((job) => repeat(job, log));
  return {
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

/** Waits after each round, so that the next never overtakes a long one. Out: ends it. */
function repeat(job: Job, log: Log): () => Promise<void> {
  const { name, everyMs } = job;
  const state = { stopped: false, wake: (): void => undefined };
  const isStopped = (): boolean => state.stopped;
  async function round(): Promise<void> {
    while (!isStopped()) {
      await (job.begin ?? job.run)().catch((error: unknown) => {
        log.error('duty-failed', { duty: name, ...errorFields(error) });
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
