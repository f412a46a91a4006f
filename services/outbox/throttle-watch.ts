// Tells a tenant that is throttled as a whole from one conversation that is: by how many of it are, one after the other.

import type { Outcome } from './delivery.ts';
import type { Settlement } from './outbox.ts';

/** Conversations of a tenant throttled in a row, with nothing let through between them. */
const MANY = 3;

interface Run {
  readonly lanes: Set<string>;
  until: number;
}

/**
 * Watches what comes back. Out: takes a settlement and its outcome, and gives the settlement back; with `tenantGateAt`
 * when the tenant as a whole has to wait, as long as the longest of its conversations.
 */
export function createThrottleWatch(): (settlement: Settlement, outcome: Outcome) => Settlement {
  const runs = new Map<string, Run>();
  return (settlement, outcome) => {
    const { tenantId, lane, gateAt } = settlement;
    if (outcome.kind === 'sent') runs.delete(tenantId);
    if (outcome.kind !== 'later' || outcome.isThrottled !== true) return settlement;
    const run = runs.get(tenantId) ?? { lanes: new Set(), until: 0 };
    runs.set(tenantId, run);
    run.lanes.add(lane);
    run.until = Math.max(run.until, gateAt);
    return run.lanes.size < MANY ? settlement : { ...settlement, tenantGateAt: run.until };
  };
}
