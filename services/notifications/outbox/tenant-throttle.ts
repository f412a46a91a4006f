// Tells a tenant that is throttled as a whole from one conversation that is: by how many of it are, one after the other.

import { isWaiting, type Wait } from '../../clock/wait.ts';
import type { DeliveryOutcome } from '../notification.ts';
import type { Settlement } from './outbox.ts';

/** Conversations of a tenant throttled in a row, with nothing let through between them. */
const MANY = 5;

export interface TenantThrottle {
  /** Out: the settlement, with `tenantGateAt` when the whole tenant has to wait, as long as the longest of its conversations. */
  heard(settlement: Settlement, outcome: DeliveryOutcome): Settlement;
  /** Whether a tenant has to wait now: for what was claimed before that was known. */
  isHeld(tenantId: string): boolean;
}

/** Makes a watch; it knows what this process heard. In: the clock. */
export function createTenantThrottle(now: () => Date): TenantThrottle {
  const runs = new Map<string, { readonly lanes: Set<string>; from: number; until: number }>();
  const held = new Map<string, Wait>();
  return {
    isHeld(tenantId) {
      const wait = held.get(tenantId);
      return wait !== undefined && isWaiting(wait, now().getTime());
    },
    heard(settlement, outcome) {
      const { tenantId, lane, gateAt } = settlement;
      if (outcome.kind === 'sent') runs.delete(tenantId);
      if (outcome.kind !== 'later' || outcome.isThrottled !== true) return settlement;
      const run = runs.get(tenantId) ?? { lanes: new Set(), from: 0, until: 0 };
      runs.set(tenantId, run);
      run.lanes.add(lane);
      const at = now().getTime();
      run.until = Math.max(isWaiting(run, at) ? run.until : 0, gateAt);
      run.from = at;
      if (run.lanes.size < MANY) return settlement;
      held.set(tenantId, { from: at, until: run.until });
      return { ...settlement, tenantGateAt: run.until };
    },
  };
}
