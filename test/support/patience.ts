// How long tests wait for processes: longer on a machine that has other work. As a hook of mocha it stretches every test's limit.

import { availableParallelism, loadavg } from 'node:os';

const MOST = 8;

/** In: milliseconds that are plenty on an idle machine. Out: those that are plenty on this one now. */
export function patience(ms: number): number {
  const [load = 0] = loadavg();
  return Math.round(ms * Math.min(MOST, 1 + load / availableParallelism()));
}

/** For `mocha --require`; a test that sets its limit while it runs has to ask `patience` itself. */
export const mochaHooks = {
  beforeEach(this: Mocha.Context): void {
    const { currentTest } = this;
    currentTest?.timeout(patience(currentTest.timeout()));
  },
};
