// Partner Center: whether its credentials are let in, and whether its webhooks come to our address.

import { fault, type CheckResult, off, ok, warning } from './finding.ts';

/** No answer: a closed set of reasons, and Microsoft's code. */
export interface PartnerCenterSilence {
  readonly kind: 'silence';
  readonly reason: string;
  readonly code: string;
}

export type PartnerCenterResponse<T> =
  { readonly kind: 'answer'; readonly value: T } | PartnerCenterSilence;

export interface PartnerCenterLook {
  /** One cheap question in the app's own name. */
  access(): Promise<PartnerCenterResponse<unknown>>;
  /** One in the name of whoever signed in: the refresh token is needed for it. */
  signIn(): Promise<PartnerCenterResponse<unknown>>;
  /** Undefined: nothing is registered. */
  registered(): Promise<PartnerCenterResponse<{ readonly url: string } | undefined>>;
}

const ROUTE = '/api/webhooks/partner-center';
const REGISTER = 'npm run partner-center -- register --url <the bot’s address>';

/** In: asks Partner Center; the bot's public address, undefined when nobody named it. */
export async function checkPartnerCenter(
  look: PartnerCenterLook,
  ownUrl: string | undefined,
): Promise<readonly CheckResult[]> {
  const access = await look.access();
  if (access.kind === 'silence') return [refused('partnerCenter.access', access)];
  const good = ok('partnerCenter.access', 'The app is let in.');
  const [signIn, registered] = await Promise.all([look.signIn(), look.registered()]);
  return [good, signedIn(signIn), registration(registered, ownUrl)];
}

function signedIn(answer: PartnerCenterResponse<unknown>): CheckResult {
  const id = 'partnerCenter.signIn';
  return answer.kind === 'silence' ? refused(id, answer) : ok(id, 'The refresh token is good.');
}

function registration(
  answer: PartnerCenterResponse<{ readonly url: string } | undefined>,
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

function refused(id: string, { reason, code }: PartnerCenterSilence): CheckResult {
  switch (reason) {
    case 'signIn':
      return fault(
        id,
        `The sign-in was refused (${code}).`,
        'Check PARTNER_CENTER_CLIENT_SECRET; make a new PARTNER_CENTER_REFRESH_TOKEN, signing in with MFA as an Admin agent.',
      );
    case 'unavailable':
      return fault(
        id,
        `Not available for this tenant (${code}).`,
        'The API is for indirect providers and direct-bill partners, with the role Admin agent: Partner Center > Account settings > User management. Else unset PARTNER_CENTER_*; people report by hand.',
      );
    case 'throttled':
      return warning(
        id,
        `Partner Center asks for a pause (${code}).`,
        'Try again in some minutes.',
      );
    case 'badAnswer':
      return fault(
        id,
        `The answer makes no sense (${code}).`,
        'Check PARTNER_CENTER_URL, and that no proxy answers instead.',
      );
    default:
      return fault(
        id,
        `No answer (${reason}: ${code}).`,
        'Try again later; it may pass by itself.',
      );
  }
}
