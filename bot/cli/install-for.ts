// `npm run install-for -- --tenant … --users …`: puts the bot into the personal chats of named people of a company.

import { createInstaller } from '../features/sign-in/sign-in-feature.ts';
import { readConfig } from '../config/config.ts';
import { type InstallCommand, linesOf, readArguments, USAGE } from './install-for-command.ts';
import { startFault } from '../start-fault.ts';

/** EX_USAGE of sysexits.h. */
const USAGE_FAULT = 64;

const asked = readArguments(process.argv.slice(2));
process.exitCode =
  typeof asked === 'string'
    ? t(USAGE_FAULT, [asked, '', ...USAGE])
    : await install(asked).catch((error: unknown) => {
        const { exitCode, lines } = startFault(error);
        return t(exitCode, lines);
      });

async function install({ tenantId, people }: InstallCommand): Promise<number> {
  const installer = createInstaller(readConfig());
  const { exitCode, lines } = linesOf(await installer.installFor(tenantId, people));
  return t(exitCode, lines);
}

function t(exitCode: number, lines: readonly string[]): number {
  const stream = exitCode === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
  return exitCode;
}
