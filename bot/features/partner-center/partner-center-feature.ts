// The part that asks Partner Center, put together: its door over the database, and what is counted of it.

import type { Notifications } from '../../../services/storage/announcing.ts';
import type { Database } from '../../../services/storage/database/database.ts';
import { createPartnerCenterDoor } from '../../../services/storage/partner-center.ts';
import type { Runtime } from '../../runtime.ts';
import type { Config } from '../../config/config.ts';
import type { Metrics } from '../../monitoring/metrics.ts';
import { createPartnerCenterMetrics, type PartnerCenterPart } from './partner-center-metrics.ts';

interface Given {
  readonly config: Config;
  readonly runtime: Runtime;
  readonly notifications: Notifications;
  readonly metrics: Metrics;
}

/** Out: undefined when it is not configured. */
export function partnerCenterOn(
  database: Database,
  { config, runtime, notifications, metrics }: Given,
): PartnerCenterPart | undefined {
  if (config.partnerCenter === undefined) return undefined;
  const counted = createPartnerCenterMetrics(metrics.registers);
  const door = notifications.intakeFor('partnerCenter');
  const world = { ...runtime, heard: counted.call, door };
  return {
    ...createPartnerCenterDoor(database, config.partnerCenter, world),
    count: counted.webhook,
  };
}
