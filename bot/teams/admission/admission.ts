// What an activity must pass before a turn begins: where its replies would go, who sent it, whose it is, how many.

import type { Activity } from 'botbuilder';
import type { ClaimsIdentity } from 'botframework-connector';
import type { Contact } from '../../../services/contacts/contacts.ts';
import type { PersonIds } from '../../../services/contacts/identities.ts';
import type { Language } from '../../../services/texts/languages.ts';
import { idsIn } from '../turn/address.ts';
import { languageFor } from '../turn/client-locale.ts';
import type { ConnectorClient } from '../connector/connector-client.ts';
import { channelAuthority } from '../../config/cloud.ts';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../monitoring/log.ts';
import { identityOf } from '../sdk/identity.ts';
import type { ProblemDetails } from '../../http/answer.ts';
import type { IncomingActivity } from './activity.ts';
import { createTokenCheck, type TokenCheck } from './channel-token.ts';
import { createRejectionNotice } from './rejection-notice.ts';
import { createSenderLimits } from './sender-limits.ts';
import type { HostTrust } from './service-hosts.ts';
import { createSigningKeys } from './signing-keys.ts';

export interface InboundRequest {
  /** The Authorization header; empty for none, or for more than one. */
  readonly authorization: string;
  readonly activity: IncomingActivity;
}

/** Whether an activity may become a turn. Never rejects. */
export type Admit = (request: InboundRequest) => Promise<Admission>;

export type Admission =
  | { readonly kind: 'in'; readonly identity: ClaimsIdentity }
  | { readonly kind: 'refused'; readonly problem: ProblemDetails }
  /** Taken, and that is all: 200, or the channel would send it again and again. */
  | { readonly kind: 'answered'; readonly body?: unknown };

export interface AdmissionDeps {
  readonly config: AdmissionConfig;
  /** Where replies may go. */
  readonly trust: HostTrust;
  /** Sends the one sentence to whoever is turned away. */
  readonly client: ConnectorClient;
  /** What is known of a person, whose language it may hold. */
  readonly contactOf: (ids: PersonIds) => Promise<Contact | undefined>;
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

const LOCAL_ONLY =
  'Without credentials the bot answers this machine only: serviceUrl must be local.';
const CHANNEL_ONLY = 'serviceUrl must be at a host of the channel (SERVICE_URL_HOSTS), with https.';

/** Admission to one app: host, token, tenant and pace. What it turns away leaves a line in the log and nothing else. */
export function createAdmission(deps: AdmissionDeps): Admit {
  const { config, trust, client, now, log } = deps;
  const checkToken = tokenCheckOf(config, now);
  const holdBack = createSenderLimits({ ...config, now });
  const notify = createRejectionNotice({
    client,
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
    if (word === undefined) return { kind: 'in', identity: identityOf(verdict.claims) };
    log.info('held-back', { reason: word });
    return { kind: 'answered', body: await notify(word, turn) };
  };
}

function tokenCheckOf({ appId, botFramework }: AdmissionConfig, now: () => Date): TokenCheck {
  if (appId === undefined) return () => Promise.resolve({ ok: true, claims: undefined });
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

async function languageAt(activity: Activity, { contactOf }: AdmissionDeps): Promise<Language> {
  const known = await contactOf(idsIn(activity)).catch(() => undefined);
  return languageFor(activity, known);
}
