// `npm run doctor`: looks at everything the bot needs, and says of each fault what to do about it.

import { checkConfiguration } from '../doctor/configuration-check.ts';
import { runChecks } from '../doctor/examine.ts';
import type { CheckResult, DoctorCommand } from '../doctor/finding.ts';
import { isWell, jsonOf, linesOf } from '../doctor/words.ts';
import { type CommandReport, createCommand, isGuid, parseArguments } from './run-command.ts';

const USAGE: readonly string[] = [
  'npm run doctor -- [--json] [--url https://the-bot’s-address] [--tenant <tenant id>]',
  '',
  'Looks at everything Lotse needs and says what to do about each fault. Exit code 0: no fault.',
];

const OPTIONS = {
  json: { type: 'boolean', default: false },
  url: { type: 'string' },
  tenant: { type: 'string' },
} as const;

export const command = createCommand({ usage: USAGE, readArguments, run });

function readArguments(args: readonly string[]): DoctorCommand | string {
  const parsed = parseArguments(args, OPTIONS);
  if (typeof parsed === 'string') return parsed;
  const { json, url, tenant } = parsed.values;
  if (url !== undefined && URL.parse(url)?.protocol !== 'https:') {
    return '--url must be an address that begins with https://.';
  }
  if (tenant !== undefined && !isGuid(tenant)) return '--tenant must be a GUID.';
  return { json, url, tenant: tenant?.toLowerCase() };
}

async function run(wanted: DoctorCommand): Promise<CommandReport> {
  const findings = await find(wanted);
  const lines = wanted.json ? [jsonOf(findings)] : linesOf(findings);
  return { exitCode: isWell(findings) ? 0 : 1, lines, stream: 'stdout' };
}

async function find(wanted: DoctorCommand): Promise<readonly CheckResult[]> {
  const { config, findings } = checkConfiguration();
  if (config === undefined) return findings;
  // Late: a wrong configuration needs none of it.
  const [{ examineDatabase, openPartnerCenter, watchedMailboxes }, { groupsFor }] =
    await Promise.all([import('./open.ts'), import('../doctor/groups.ts')]);
  const database = () => examineDatabase(config);
  const partnerCenter = () => openPartnerCenter(config);
  const watches = () => watchedMailboxes(config);
  const now = () => new Date();
  const groups = groupsFor({ config, asked: wanted, now, database, watches, partnerCenter });
  return [...findings, ...(await runChecks(groups))];
}
