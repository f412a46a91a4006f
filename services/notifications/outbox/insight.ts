// What operators can see of the outbox at a glance.

import type { DeliveryState } from '../notification.ts';

export interface OutboxInsight {
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  /** Since when the oldest one could go and does not; null when nothing is due. */
  readonly oldestDue: Date | null;
  /** Attempts that will be repeated, since the process began. */
  readonly retries: number;
  /** Answers that asked to slow down, since the process began. */
  readonly throttles: number;
}

export interface StateCount {
  readonly retries: number;
  readonly throttles: number;
}
