// Whether npm started this process, and when npm is gone: then nobody is left who could end it, and it keeps port and file.

import type { Environment } from './credentials.ts';

const LOOK_MS = 500;

/** Resolves once npm is gone without a word, as by SIGKILL; never for a process that was started without npm. */
export function npmGone(environment: Environment = process.env): Promise<'npm-gone'> {
  if (environment['npm_lifecycle_event'] === undefined) return new Promise(() => undefined);
  const parent = process.ppid;
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(look);
      resolve('npm-gone');
    }, LOOK_MS);
    look.unref();
  });
}
