// Tells a tenant that is throttled as a whole from one conversation that is: by how many of it are, one after the other.

import type { DeliveryOutcome } from '../notification.ts';
import type { Settlement } from './outbox.ts';

/** Conversations of a tenant throttled in a row, with nothing let through between them. */
const MANY = 5;

export interface TenantThrottle {
  /** Out: the settlement, with `tenantGateAt` when the whole tenant has to wait, as long as the longest of its conversations. */
  heard(settlement: Settlement, outcome: DeliveryOutcome): Settlement;
  /** Until when a tenant has to wait, epoch ms: for what was claimed before that was known. */
  heldUntil(tenantId: string): number;
}

/** Makes a watch; it knows what this process heard. */
export function createTenantThrottle(): TenantThrottle {
  const runs = new Map<string, { readonly lanes: Set<string>; until: number }>();
  const held = new Map<string, number>();
  return {
    heldUntil: (tenantId) => held.get(tenantId) ?? 0,
    heard(settlement, outcome) {
      const { tenantId, lane, gateAt } = settlement;
      if (outcome.kind === 'sent') runs.delete(tenantId);
      if (outcome.kind !== 'later' || outcome.isThrottled !== true) return settlement;
      const run = runs.get(tenantId) ?? { lanes: new Set(), until: 0 };
      runs.set(tenantId, run);
      run.lanes.add(lane);
      run.until = Math.max(run.until, gateAt);
      if (run.lanes.size < MANY) return settlement;
      held.set(tenantId, run.until);
      return { ...settlement, tenantGateAt: run.until };
    },
  };
}
