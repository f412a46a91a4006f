// Waiting for no longer than so long.

/** Out: what is waited for. Throws what it throws, and the given error when it takes too long. */
export async function inTime<T>(wanted: Promise<T>, timeoutMs: number, late: Error): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(reject, timeoutMs, late);
  return await Promise.race([wanted, promise]).finally(() => {
    clearTimeout(timer);
  });
}
