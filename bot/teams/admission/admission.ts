// What an activity must pass before a turn begins: where its replies would go, who sent it, whose it is, how many.

import type { Activity } from 'botbuilder';
import { languageOf } from '../../../services/texts/languages.ts';
import type { Language } from '../../../services/texts/languages.ts';
import { personOf } from '../turn/address.ts';
import { createConnectorClient } from '../connector/connector-client.ts';
import { createAuthorize } from '../connector/connector-token.ts';
import { channelAuthority } from '../../config/cloud.ts';
import type { Config } from '../../config/config.ts';
import type { Admit, Admission } from '../../features/turns/messages-route.ts';
import type { Log } from '../../monitoring/log.ts';
import { createTokenCheck, type TokenCheck } from './channel-token.ts';
import { createRejectionNotice } from './rejection-notice.ts';
import { createSenderLimits } from './sender-limits.ts';
import { createHostTrust, type HostTrust } from './service-hosts.ts';
import { createSigningKeys } from './signing-keys.ts';

export interface AdmissionDeps {
  readonly config: AdmissionConfig;
  /** The language a person chose; undefined when she never did, or is not known. */
  readonly chosenLanguage: (tenantId: string, personId: string) => Promise<Language | undefined>;
  readonly now: () => Date;
  readonly log: Log;
}

export type AdmissionConfig = Pick<
  Config,
  | 'anonymous'
  | 'appId'
  | 'botFramework'
  | 'serviceUrlHosts'
  | 'allowedTenants'
  | 'ratePerson'
  | 'rateTenant'
>;

const IN: Admission = { kind: 'in' };
const LOCAL_ONLY =
  'Without credentials the bot answers this machine only: serviceUrl must be local.';
const CHANNEL_ONLY = 'serviceUrl must be at a host of the channel (SERVICE_URL_HOSTS), with https.';

/** The door of one app. It never rejects, and what it turns away leaves no trace but a line in the log. */
export function createAdmission(deps: AdmissionDeps): Admit {
  const { config, now, log } = deps;
  const trust = trustOf(config);
  const checkToken = tokenCheckOf(config, now);
  const holdBack = createSenderLimits({ ...config, now });
  const t = createRejectionNotice({
    client: createConnectorClient({ authorize: createAuthorize(config.botFramework) }),
    languageAt: (activity) => languageAt(activity, deps),
    now,
  });

  return async function admit({ authorization, activity }) {
    const { serviceUrl } = activity;
    // The Playground sends some activities without one, and nothing is answered to those.
    const isNowhere = config.anonymous && (serviceUrl ?? undefined) === undefined;
    if (!isNowhere && !trust(serviceUrl)) {
      log.warn('service-url-refused');
      return refusal(403, config.anonymous ? LOCAL_ONLY : CHANNEL_ONLY);
    }
    const verdict = await checkToken(authorization, activity);
    if (!verdict.ok) {
      log.warn('token-refused', { code: verdict.code });
      return refusal(verdict.status, tokenDetail(verdict.status));
    }
    const turn = activity as unknown as Activity;
    const word = holdBack(turn);
    if (word === undefined) return IN;
    log.info('held-back', { reason: word });
    return { kind: 'answered', body: await t(word, turn) };
  };
}

/** Where this bot may send. In: its configuration. */
export function trustOf({
  anonymous,
  serviceUrlHosts: hosts,
  botFramework,
}: AdmissionConfig): HostTrust {
  return createHostTrust({ anonymous, hosts, ...channelAuthority(botFramework) });
}

function tokenCheckOf({ appId, botFramework }: AdmissionConfig, now: () => Date): TokenCheck {
  if (appId === undefined) return () => Promise.resolve({ ok: true });
  const { issuer, metadataUrl } = channelAuthority(botFramework);
  return createTokenCheck({ appId, issuer, keys: createSigningKeys({ metadataUrl, now }), now });
}

function refusal(status: 401 | 403 | 503, detail: string): Admission {
  return { kind: 'refused', problem: { status, detail } };
}

function tokenDetail(status: number): string {
  return status === 503
    ? 'The keys of the Bot Framework cannot be had at the moment; send the same again later.'
    : 'A token of the Bot Framework for this bot is needed.';
}

async function languageAt(
  activity: Activity,
  { chosenLanguage }: AdmissionDeps,
): Promise<Language> {
  const { tenantId, id } = personOf(activity);
  const chosen = await chosenLanguage(tenantId, id).catch(() => undefined);
  return chosen ?? languageOf(activity.locale);
}
