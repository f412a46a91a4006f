// `npm run partner-center -- register|show|test|unregister|status`: one question to Partner Center, answered in words.

import { setTimeout as pause } from 'node:timers/promises';
import type { PartnerCenterClient } from '../../services/partner-center/partner-center-feed.ts';
import type { PartnerCenterAnswer } from '../../services/partner-center/partner-center.ts';
import {
  WANTED_EVENTS,
  type Registration,
} from '../../services/partner-center/webhooks/registration.ts';
import { readConfig } from '../config/config.ts';
import {
  faultInWords,
  NOT_CONFIGURED,
  registrationInWords,
  statusInWords,
  testInWords,
} from './partner-center-words.ts';
import { type CommandReport, createCommand, isGuid, parseArguments } from './run-command.ts';

type PartnerCenterCommand =
  | { readonly kind: 'register'; readonly url: string }
  | { readonly kind: 'show' | 'test' | 'unregister' }
  | { readonly kind: 'status'; readonly tenantId: string; readonly partnerId?: undefined }
  | { readonly kind: 'status'; readonly partnerId: string; readonly tenantId?: undefined };

const LOOKS = 10;
const BETWEEN_MS = 2_000;
const ROUTE = '/api/webhooks/partner-center';
const OPTIONS = {
  url: { type: 'string' },
  tenant: { type: 'string' },
  'partner-id': { type: 'string' },
} as const;

const USAGE: readonly string[] = [
  'npm run partner-center -- register --url https://bot.example.com',
  'npm run partner-center -- show          what is registered, and which events are offered',
  'npm run partner-center -- test          lets Partner Center send a test event, and waits for its result',
  'npm run partner-center -- unregister    leaves only test events (a deletion is not documented)',
  'npm run partner-center -- status --tenant <id> | --partner-id <number>',
];

export const command = createCommand({ usage: USAGE, readArguments, run });

/** In: the arguments. Out: what is wanted, or what is wrong with them. */
export function readArguments(args: readonly string[]): PartnerCenterCommand | string {
  const parsed = parseArguments(args, OPTIONS, true);
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
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
  return isGuid(tenantId) ? { kind: 'status', tenantId } : '--tenant must be a GUID.';
}

async function run(what: PartnerCenterCommand): Promise<CommandReport> {
  const config = readConfig();
  const { openPartnerCenter } = await import('./open.ts');
  const open = await openPartnerCenter(config);
  if (open === undefined) return NOT_CONFIGURED;
  return await answerTo(what, open.client).finally(() => open.close());
}

function answerTo(what: PartnerCenterCommand, client: PartnerCenterClient): Promise<CommandReport> {
  switch (what.kind) {
    case 'register':
      return register(client, { url: what.url, events: WANTED_EVENTS });
    case 'show':
      return show(client);
    case 'test':
      return test(client);
    case 'unregister':
      return unregister(client);
    case 'status':
      return status(client, what);
  }
}

/** Only what this tenant is offered: a name that Partner Center does not know would refuse them all. */
async function register(
  { registrations }: PartnerCenterClient,
  { url, events }: Registration,
): Promise<CommandReport> {
  const offered = await registrations.offered();
  if (offered.kind === 'silence') return faultInWords(offered);
  const wantedHere = events.filter((event) => offered.value.includes(event));
  const current = await registrations.current();
  if (current.kind === 'silence') return faultInWords(current);
  const isNew = current.value === undefined;
  const done = await registrations.register({ url, events: wantedHere }, isNew);
  return done.kind === 'silence' ? faultInWords(done) : registrationInWords(done.value, []);
}

async function show({ registrations }: PartnerCenterClient): Promise<CommandReport> {
  const current = await registrations.current();
  if (current.kind === 'silence') return faultInWords(current);
  const offered = await registrations.offered();
  return registrationInWords(current.value, valueOf(offered) ?? []);
}

async function unregister(client: PartnerCenterClient): Promise<CommandReport> {
  const current = await client.registrations.current();
  if (current.kind === 'silence') return faultInWords(current);
  if (current.value === undefined) return registrationInWords(undefined, []);
  return await register(client, { url: current.value.url, events: ['test-created'] });
}

async function test({ registrations }: PartnerCenterClient): Promise<CommandReport> {
  const sent = await registrations.sendTest();
  if (sent.kind === 'silence') return faultInWords(sent);
  for (let look = 0; look < LOOKS; look += 1) {
    const result = await registrations.testResult(sent.value);
    if (result.kind === 'silence') return faultInWords(result);
    if (result.value.status.toLowerCase() === 'completed') return testInWords(result.value);
    await pause(BETWEEN_MS);
  }
  return testInWords(undefined);
}

async function status(
  { partnerCenter }: PartnerCenterClient,
  company: Extract<PartnerCenterCommand, { kind: 'status' }>,
): Promise<CommandReport> {
  const agreement = await partnerCenter.agreementStatus(company);
  if (agreement.kind === 'silence') return faultInWords(agreement);
  const resellers = valueOf(await partnerCenter.resellers());
  const isLinked = resellers?.some((one) => {
    const isSame = company.tenantId
      ? one.tenantId === company.tenantId
      : one.partnerId === company.partnerId;
    return isSame && one.isActive;
  });
  return statusInWords(agreement.value, isLinked);
}

function valueOf<T>(given: PartnerCenterAnswer<T>): T | undefined {
  return given.kind === 'answer' ? given.value : undefined;
}
