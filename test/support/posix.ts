// What only systems with POSIX signals and modes can have: elsewhere such a suite is not there.

/** A suite that is not there on Windows. */
export function onPosix(title: string, suite: () => void): void {
  if (process.platform !== 'win32') describe(title, suite);
}
