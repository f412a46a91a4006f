// Where the ends of secrets are looked up: at Microsoft Graph where that is permitted, else as the operator wrote them down.

import type { Runtime } from '../../runtime.ts';
import type { Config } from '../../config/config.ts';
import { appSecret } from '../../doctor/app-check.ts';
import { graphSecret } from '../../doctor/graph-apps.ts';
import { secretEnd, type SecretQuery } from '../../doctor/secret-days.ts';
import { createWeb } from '../../doctor/web.ts';
import {
  createExpiries,
  type Expiries,
  type ExpirySource,
  exposeExpiries,
} from '../../monitoring/expiries.ts';
import type { MailboxPart } from '../mailbox/mailbox-feature.ts';
import type { Metrics } from '../../monitoring/metrics.ts';

export interface ExpiryDeps extends Pick<Runtime, 'now' | 'log'>, Pick<Metrics, 'registers'> {
  readonly mailbox: Pick<MailboxPart, 'readiness'>;
}

const LOOK_MS = 8_000;
const DAY_MS = 24 * 60 * 60_000;

/** What runs out for a configuration, shown on the metrics' page. */
export function expiriesFor(
  config: Config,
  { now, log, registers, mailbox }: ExpiryDeps,
): Expiries {
  const { partnerCenterSecret } = config.secretDates;
  const expiries = createExpiries({
    sources: {
      appPassword: endOf(appSecret(config)),
      graphSecret: endOf(graphSecret(config)),
      partnerCenterSecret: () => Promise.resolve(partnerCenterSecret),
      async mailboxSubscription() {
        const { daysLeft } = await mailbox.readiness();
        return daysLeft === undefined ? undefined : new Date(now().getTime() + daysLeft * DAY_MS);
      },
    },
    now,
    log,
  });
  exposeExpiries(registers, expiries);
  return expiries;
}

/** What Graph once said stays when it does not answer: another secret comes with another start. */
function endOf(asked: SecretQuery | undefined): ExpirySource {
  let known: Date | undefined;
  return async () => {
    if (asked === undefined) return undefined;
    const found = await secretEnd(createWeb(AbortSignal.timeout(LOOK_MS)), asked);
    if (found.kind === 'known' && found.source === 'graph') known = found.end;
    return known ?? asked.told;
  };
}
