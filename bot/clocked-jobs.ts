// The jobs of features with the watch over the machine's clock: it looks every second, and what is removed by its age waits
// while nobody knows whether the clock is right (decision 49).

import { createClockWatch, type ClockMarks } from '../services/clock/clock-watch.ts';
import type { Runtime } from './runtime.ts';
import type { Job } from './scheduler.ts';

export interface ClockedJobs {
  readonly jobs: readonly Job[];
  /** Writes down the latest time. Never rejects. */
  readonly close: () => Promise<void>;
}

const CLOCK_MS = 1_000;

/** In: the marks of the clock, the runtime, the jobs. Looks at the clock once. Throws what the store throws. */
export async function clockedJobs(
  marks: ClockMarks,
  { now, log }: Runtime,
  jobs: readonly Job[],
): Promise<ClockedJobs> {
  const watch = createClockWatch({ marks, now, log });
  await watch.check();
  const clock: Job = { name: 'clock', everyMs: CLOCK_MS, run: () => watch.check().then(() => 0) };
  const whenSteady = (job: Job): Job => ({
    ...job,
    async run() {
      if (await watch.isSteady()) return job.run();
      log.warn('removal-waits', {
        means: 'the clock ran ahead; after a day by it things are removed',
      });
      return 0;
    },
  });
  return {
    jobs: [clock, ...jobs.map((job) => (job.name === 'forget' ? whenSteady(job) : job))],
    close: () => watch.close().catch(() => undefined),
  };
}
