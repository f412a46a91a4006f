// `npm run doctor`: looks at everything the bot needs, and says of each fault what to do about it.

import type { CheckResult } from '../doctor/finding.ts';
import { checkConfiguration } from '../doctor/configuration-check.ts';
import { runChecks } from '../doctor/examine.ts';
import {
  type DoctorCommand,
  isWell,
  jsonOf,
  linesOf,
  readArguments,
  USAGE,
} from '../doctor/words.ts';
import { startFault } from '../start-fault.ts';

/** EX_USAGE of sysexits.h. */
const USAGE_FAULT = 64;

const asked = readArguments(process.argv.slice(2));
process.exitCode =
  typeof asked === 'string'
    ? complain(USAGE_FAULT, [asked, '', ...USAGE])
    : await tell(asked).catch((error: unknown) => {
        const { exitCode, lines } = startFault(error);
        return complain(exitCode, lines);
      });

async function tell(wanted: DoctorCommand): Promise<number> {
  const findings = await find(wanted);
  const text = wanted.json ? jsonOf(findings) : linesOf(findings).join('\n');
  process.stdout.write(`${text}\n`);
  return isWell(findings) ? 0 : 1;
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

function complain(exitCode: number, lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return exitCode;
}
