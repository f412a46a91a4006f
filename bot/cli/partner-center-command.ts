// `npm run partner-center`: what is typed → what is wanted, and what came back → words and an exit code. Pure.

import { parseArgs } from 'node:util';
import type { AgreementStatus, NoAnswer } from '../../services/partner-center/partner-center.ts';
import type {
  Registration,
  TestResult,
} from '../../services/partner-center/webhooks/registration.ts';

export type PartnerCenterCommand =
  | { readonly kind: 'register'; readonly url: string }
  | { readonly kind: 'show' | 'test' | 'unregister' }
  | { readonly kind: 'status'; readonly tenantId: string; readonly partnerId?: undefined }
  | { readonly kind: 'status'; readonly partnerId: string; readonly tenantId?: undefined };

export interface CommandReport {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

/** sysexits.h: EX_USAGE, EX_UNAVAILABLE, EX_TEMPFAIL, EX_NOPERM, EX_CONFIG. */
export const USAGE_FAULT = 64;
const UNAVAILABLE = 69;
const PASSING = 75;
const NOT_ALLOWED = 77;
const CONFIG = 78;

export const ROUTE = '/api/webhooks/partner-center';
const GUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;
const OPTIONS = {
  url: { type: 'string' },
  tenant: { type: 'string' },
  'partner-id': { type: 'string' },
} as const;

export const USAGE: readonly string[] = [
  'npm run partner-center -- register --url https://bot.example.com',
  'npm run partner-center -- show          what is registered, and which events are offered',
  'npm run partner-center -- test          lets Partner Center send a test event, and waits for its result',
  'npm run partner-center -- unregister    leaves only test events (a deletion is not documented)',
  'npm run partner-center -- status --tenant <id> | --partner-id <number>',
];

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

/** In: the arguments. Out: what is wanted, or what is wrong with them. */
export function readArguments(args: readonly string[]): PartnerCenterCommand | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    });
    const [kind = '', more] = positionals;
    if (more !== undefined) return `${more} is one word too many.`;
    const given: Readonly<Record<string, PartnerCenterCommand | string>> = {
      register: registering(values.url),
      status: asking(values),
      show: { kind: 'show' },
      test: { kind: 'test' },
      unregister: { kind: 'unregister' },
    };
    return given[kind] ?? `Say what to do: ${Object.keys(given).join(', ')}.`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Why there is no answer, and what to do. Codes only: what Partner Center writes beside them is not shown. */
export function faultInWords({ reason, code }: NoAnswer): CommandReport {
  switch (reason) {
    case 'signIn':
      return said(NOT_ALLOWED, [
        `The sign-in was refused (${code}).`,
        'Check PARTNER_CENTER_CLIENT_SECRET; make a new PARTNER_CENTER_REFRESH_TOKEN, signing in with MFA.',
      ]);
    case 'unavailable':
      return said(NOT_ALLOWED, [
        `Not available for this tenant (${code}).`,
        'Partner Center’s API is for indirect providers and direct-bill partners, and needs the role Admin agent.',
      ]);
    case 'throttled':
      return said(PASSING, [
        `Partner Center asks for a pause (${code}). Try again in some minutes.`,
      ]);
    case 'outage':
      return said(PASSING, [`Partner Center does not answer (${code}). Try again later.`]);
    case 'badAnswer':
      return said(UNAVAILABLE, [
        `The answer makes no sense (${code}). Check PARTNER_CENTER_URL, and that no proxy answers instead.`,
      ]);
    case 'refused':
      return said(1, [`Partner Center refused (${code}).`]);
  }
}

/** In: what is registered, if anything, and what is offered. */
export function registrationInWords(
  current: Registration | undefined,
  offered: readonly string[],
): CommandReport {
  if (current === undefined) return said(1, ['Nothing is registered.', ...listed(offered)]);
  return said(0, [
    `Registered: ${current.url}`,
    `Events: ${current.events.join(', ')}`,
    ...listed(offered),
  ]);
}

/** In: the end of a test, undefined when it did not come in time. */
export function testInWords(result: TestResult | undefined): CommandReport {
  if (result === undefined) {
    return said(PASSING, [
      'No result yet. Look again with a later test; two a minute are allowed.',
    ]);
  }
  const codes = result.codes.join(', ') || 'no answer';
  const isGood =
    result.codes.length > 0 && result.codes.every((code) => /^(?:ok|200)$/iu.test(code));
  if (isGood) return said(0, [`The test event arrived: ${codes}.`]);
  return said(1, [
    `The test event did not get through: ${codes}.`,
    'Check that the address is reachable from outside by https, and look for webhook-refused in the log.',
  ]);
}

/** In: how the agreement stands, and whether the company is linked with these credentials; undefined = not known. */
export function statusInWords(
  status: AgreementStatus,
  isLinked: boolean | undefined,
): CommandReport {
  const linked = isLinked === undefined ? [] : [isLinked ? 'Linked as a reseller.' : 'Not linked.'];
  return said(0, [AGREEMENTS[status], ...linked]);
}

function registering(url: string | undefined): PartnerCenterCommand | string {
  if (url === undefined) return 'register needs --url https://…, the address of the bot.';
  const address = URL.parse(url);
  if (address?.protocol !== 'https:') return '--url must begin with https://.';
  const isBare = address.pathname === '/' || address.pathname === ROUTE;
  if (!isBare || address.search !== '')
    return `--url must be the bot’s address, or end with ${ROUTE}.`;
  return { kind: 'register', url: new URL(ROUTE, address).href };
}

function asking(values: {
  readonly tenant?: string | undefined;
  readonly 'partner-id'?: string | undefined;
}): PartnerCenterCommand | string {
  const { tenant, 'partner-id': partnerId } = values;
  if ((tenant === undefined) === (partnerId === undefined)) {
    return 'status needs either --tenant or --partner-id.';
  }
  if (partnerId !== undefined) {
    const isNumber = /^\d{4,10}$/u.test(partnerId);
    return isNumber ? { kind: 'status', partnerId } : '--partner-id must have 4 to 10 digits.';
  }
  const tenantId = (tenant ?? '').toLowerCase();
  return GUID.test(tenantId) ? { kind: 'status', tenantId } : '--tenant must be a GUID.';
}

function listed(offered: readonly string[]): readonly string[] {
  return offered.length === 0
    ? []
    : ['', 'Offered to this tenant:', ...offered.map((name) => `  ${name}`)];
}

function said(exitCode: number, lines: readonly string[]): CommandReport {
  return { exitCode, lines };
}
