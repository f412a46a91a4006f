// The front door of a bot without credentials, for tests that have no database.

import { readConfig } from '../../bot/config/config.ts';
import { createAdmission, type Admit } from '../../bot/teams/admission/admission.ts';
import { trustOf } from '../../bot/teams/admission/service-hosts.ts';
import { createConnectorClient } from '../../bot/teams/connector/connector-client.ts';
import type { Log } from '../../bot/monitoring/log.ts';

/** As createApp makes it; nobody is known. */
export function anonymousDoor(log: Log): Admit {
  const contactOf = () => Promise.resolve(undefined);
  const config = readConfig({});
  const client = createConnectorClient({ authorize: () => undefined });
  const trust = trustOf(config);
  return createAdmission({ config, trust, client, contactOf, now: () => new Date(), log });
}
