// Looks at every group side by side, each in bounded time: one that hangs or breaks is a finding of its own.

import { errorCode, errorPlace } from '../monitoring/log.ts';
import { fault, type CheckResult, type CheckGroup } from './finding.ts';

export const CHECK_MS = 8_000;

/** Out: the findings in the order of the groups. Never rejects. In: the groups, and how long each may take. */
export async function runChecks(
  groups: readonly CheckGroup[],
  checkMs = CHECK_MS,
): Promise<readonly CheckResult[]> {
  const found = await Promise.all(groups.map((group) => lookInTime(group, checkMs)));
  return found.flat();
}

async function lookInTime(group: CheckGroup, checkMs: number): Promise<readonly CheckResult[]> {
  const time = new AbortController();
  const late = new Promise<readonly CheckResult[]>((resolve) => {
    time.signal.addEventListener('abort', () => {
      resolve([tooLate(group.id, checkMs)]);
    });
  });
  const timer = setTimeout(() => {
    time.abort();
  }, checkMs);
  try {
    return await Promise.race([group.look(time.signal), late]);
  } catch (error) {
    return [broken(group.id, error)];
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(id: string, checkMs: number): CheckResult {
  const mend = 'Check the network from this machine: DNS, proxy, firewall. Then run it again.';
  return fault(id, `No result within ${checkMs / 1000} seconds.`, mend);
}

/** Codes only: in a message anything may stand. */
function broken(id: string, error: unknown): CheckResult {
  const place = errorPlace(error) ?? 'an unknown place';
  const what = `The check itself failed: ${errorCode(error)} at ${place}.`;
  return fault(id, what, 'Report this line to whoever maintains Lotse.');
}
