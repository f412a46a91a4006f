// Partner Center: whether its credentials are let in, and whether its webhooks come to our address.

import type { PartnerCenterClient } from '../../services/partner-center/partner-center-feed.ts';
import type {
  NoAnswer,
  PartnerCenterAnswer,
} from '../../services/partner-center/partner-center.ts';
import type { Config } from '../config/config.ts';
import { databaseUnready, isDatabaseReady } from './database-check.ts';
import {
  fault,
  off,
  ok,
  warning,
  type CheckResult,
  type Checks,
  type DoctorDeps,
} from './finding.ts';
import { secretFinding, withoutSecret } from './secret-days.ts';

const ROUTE = '/api/webhooks/partner-center';
const NEW_SIGN_IN =
  'Check PARTNER_CENTER_CLIENT_SECRET; make a new PARTNER_CENTER_REFRESH_TOKEN, signing in with MFA as an Admin agent.';
const WHO_MAY =
  'The API is for indirect providers and direct-bill partners, with the role Admin agent: Partner Center > Account settings > User management. Else unset PARTNER_CENTER_*; people report by hand.';
const CHECK_ADDRESS = 'Check PARTNER_CENTER_URL, and that no proxy answers instead.';
const REGISTER = 'npm run partner-center -- register --url <the bot’s address>';

/** Partner Center; a renewed token is kept in the database. */
export const partnerCenterChecks: Checks = (deps) => [
  { id: 'partnerCenter', look: () => checkPartnerCenter(deps) },
];

async function checkPartnerCenter(deps: DoctorDeps): Promise<readonly CheckResult[]> {
  const { config, asked, now, partnerCenter } = deps;
  const id = 'partnerCenter.access';
  if (config.partnerCenter === undefined) {
    return [off(id, 'Not configured: people report by hand.')];
  }
  const secret = secretOf(config, now());
  if (!(await isDatabaseReady(deps))) return [databaseUnready(id), secret];
  const open = await partnerCenter();
  if (open === undefined) return [secret];
  const ownUrl = asked.url ?? config.mailbox?.notificationUrl;
  const { tenantId } = config.partnerCenter;
  const found = await askThrough(open.client, tenantId, ownUrl).finally(() => open.close());
  return [...found, secret];
}

function secretOf({ partnerCenter, secretDates }: Config, now: Date): CheckResult {
  const id = 'partnerCenter.secret';
  const kind = partnerCenter?.credential.kind;
  if (kind !== 'secret') return withoutSecret(id, kind);
  const end = secretDates.partnerCenterSecret;
  const secretName = 'PARTNER_CENTER_CLIENT_SECRET';
  return secretFinding(
    { id, secretName, dateName: 'PARTNER_CENTER_CLIENT_SECRET_EXPIRES', now },
    end === undefined
      ? { kind: 'unknown', why: 'its tenant is not asked' }
      : { kind: 'known', end, source: 'told' },
  );
}

/** One cheap question in the app's own name, one that needs the refresh token, and what is registered. In: the bot's address, if anybody named it. */
async function askThrough(
  { partnerCenter, registrations }: PartnerCenterClient,
  tenantId: string,
  ownUrl: string | undefined,
): Promise<readonly CheckResult[]> {
  const access = await partnerCenter.legalProfile();
  if (access.kind === 'silence') return [refused('partnerCenter.access', access)];
  const good = ok('partnerCenter.access', 'The app is let in.');
  const [signIn, registered] = await Promise.all([
    partnerCenter.agreementStatus({ tenantId }),
    registrations.current(),
  ]);
  return [good, signedIn(signIn), registration(registered, ownUrl)];
}

function signedIn(answer: PartnerCenterAnswer<unknown>): CheckResult {
  const id = 'partnerCenter.signIn';
  return answer.kind === 'silence' ? refused(id, answer) : ok(id, 'The refresh token is good.');
}

function registration(
  answer: PartnerCenterAnswer<{ readonly url: string } | undefined>,
  ownUrl: string | undefined,
): CheckResult {
  const id = 'partnerCenter.webhook';
  if (answer.kind === 'silence') return refused(id, answer);
  if (answer.value === undefined) {
    return warning(id, 'No webhook is registered: changes are noticed by asking only.', REGISTER);
  }
  const url = URL.parse(answer.value.url);
  if (url?.pathname !== ROUTE) {
    return fault(id, `Webhooks go to ${shown(url)}, which is not Lotse’s route.`, REGISTER);
  }
  if (ownUrl === undefined) {
    const mend = 'Compare: npm run doctor -- --url <the bot’s address>';
    return off(id, `Webhooks go to ${shown(url)}; whether that is us is not known here.`, mend);
  }
  if (url.origin === new URL(ownUrl).origin) return ok(id, 'Webhooks come to our address.');
  return fault(id, `Webhooks go to ${shown(url)}, not to ${new URL(ownUrl).origin}.`, REGISTER);
}

/** Without a query, in which a key may stand. */
function shown(url: URL | null): string {
  return url === null ? 'an address that is none' : `${url.origin}${url.pathname}`;
}

function refused(id: string, { reason, code }: NoAnswer): CheckResult {
  switch (reason) {
    case 'signIn':
      return fault(id, `The sign-in was refused (${code}).`, NEW_SIGN_IN);
    case 'unavailable':
      return fault(id, `Not available for this tenant (${code}).`, WHO_MAY);
    case 'throttled':
      return warning(
        id,
        `Partner Center asks for a pause (${code}).`,
        'Try again in some minutes.',
      );
    case 'badAnswer':
      return fault(id, `The answer makes no sense (${code}).`, CHECK_ADDRESS);
    case 'outage':
    case 'refused':
      return fault(
        id,
        `No answer (${reason}: ${code}).`,
        'Try again later; it may pass by itself.',
      );
  }
}
