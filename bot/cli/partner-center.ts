// `npm run partner-center -- register|show|test|unregister|status`: one question to Partner Center, answered in words.

import { setTimeout as pause } from 'node:timers/promises';
import type { PartnerCenterClient } from '../../services/partner-center/door.ts';
import type { PartnerCenterAnswer } from '../../services/partner-center/partner-center.ts';
import {
  WANTED_EVENTS,
  type Registration,
} from '../../services/partner-center/webhooks/registration.ts';
import { readConfig } from '../config/config.ts';
import {
  faultInWords,
  NOT_CONFIGURED,
  readArguments,
  registrationInWords,
  type CommandReport,
  statusInWords,
  testInWords,
  USAGE,
  USAGE_FAULT,
  type PartnerCenterCommand,
} from './partner-center-command.ts';
import { startFault } from '../start-fault.ts';

const LOOKS = 10;
const BETWEEN_MS = 2_000;

const wanted = readArguments(process.argv.slice(2));
const said: CommandReport =
  typeof wanted === 'string'
    ? { exitCode: USAGE_FAULT, lines: [wanted, '', ...USAGE] }
    : await run(wanted).catch(startFault);
const stream = said.exitCode === 0 ? process.stdout : process.stderr;
stream.write(`${said.lines.join('\n')}\n`);
process.exitCode = said.exitCode;

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
