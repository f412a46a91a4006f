// What Partner Center answered, in words, with an exit code. Pure.

import type { AgreementStatus, NoAnswer } from '../../services/partner-center/partner-center.ts';
import type {
  Registration,
  TestResult,
} from '../../services/partner-center/webhooks/registration.ts';
import type { CommandReport } from './run-command.ts';

/** sysexits.h: EX_UNAVAILABLE, EX_TEMPFAIL, EX_NOPERM, EX_CONFIG. */
const UNAVAILABLE = 69;
const PASSING = 75;
const NOT_ALLOWED = 77;
const CONFIG = 78;

export const NOT_CONFIGURED: CommandReport = {
  exitCode: CONFIG,
  lines: ['Partner Center is off: set the PARTNER_CENTER_… variables (see .env.example).'],
};

const AGREEMENTS: Readonly<Record<AgreementStatus, string>> = {
  signed: 'The agreement is signed.',
  notSigned: 'The agreement is not signed.',
  noReseller: 'The PartnerID belongs to no indirect reseller account.',
  unknownTenant: 'Partner Center knows no account of this tenant.',
  unknownPartnerId: 'Partner Center does not know this PartnerID.',
  otherRegion: 'The company is in another CSP region than these credentials.',
};

/** Why there is no answer, and what to do. Codes only: what Partner Center writes beside them is not shown. */
export function faultInWords({ reason, code }: NoAnswer): CommandReport {
  switch (reason) {
    case 'signIn':
      return said(
        NOT_ALLOWED,
        `The sign-in was refused (${code}).`,
        'Check PARTNER_CENTER_CLIENT_SECRET; make a new PARTNER_CENTER_REFRESH_TOKEN, signing in with MFA.',
      );
    case 'unavailable':
      return said(
        NOT_ALLOWED,
        `Not available for this tenant (${code}).`,
        'Partner Center’s API is for indirect providers and direct-bill partners, and needs the role Admin agent.',
      );
    case 'throttled':
      return said(PASSING, `Partner Center asks for a pause (${code}). Try again in some minutes.`);
    case 'outage':
      return said(PASSING, `Partner Center does not answer (${code}). Try again later.`);
    case 'badAnswer':
      return said(
        UNAVAILABLE,
        `The answer makes no sense (${code}). Check PARTNER_CENTER_URL, and that no proxy answers instead.`,
      );
    case 'refused':
      return said(1, `Partner Center refused (${code}).`);
  }
}

/** In: what is registered, if anything, and what is offered. */
export function registrationInWords(
  current: Registration | undefined,
  offered: readonly string[],
): CommandReport {
  if (current === undefined) return said(1, 'Nothing is registered.', ...listed(offered));
  return said(
    0,
    `Registered: ${current.url}`,
    `Events: ${current.events.join(', ')}`,
    ...listed(offered),
  );
}

/** In: the end of a test, undefined when it did not come in time. */
export function testInWords(result: TestResult | undefined): CommandReport {
  if (result === undefined) {
    return said(PASSING, 'No result yet. Look again with a later test; two a minute are allowed.');
  }
  const codes = result.codes.join(', ') || 'no answer';
  const isGood =
    result.codes.length > 0 && result.codes.every((code) => /^(?:ok|200)$/iu.test(code));
  if (isGood) return said(0, `The test event arrived: ${codes}.`);
  return said(
    1,
    `The test event did not get through: ${codes}.`,
    'Check that the address is reachable from outside by https, and look for webhook-refused in the log.',
  );
}

/** In: how the agreement stands, and whether the company is linked with these credentials; undefined = not known. */
export function statusInWords(
  status: AgreementStatus,
  isLinked: boolean | undefined,
): CommandReport {
  const linked = isLinked === undefined ? [] : [isLinked ? 'Linked as a reseller.' : 'Not linked.'];
  return said(0, AGREEMENTS[status], ...linked);
}

function listed(offered: readonly string[]): readonly string[] {
  return offered.length === 0
    ? []
    : ['', 'Offered to this tenant:', ...offered.map((name) => `  ${name}`)];
}

function said(exitCode: number, ...lines: readonly string[]): CommandReport {
  return { exitCode, lines };
}
