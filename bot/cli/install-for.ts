// `npm run install-for -- --tenant … --users …`: puts the bot into the personal chats of named people of a company.

import type { Installation, InstallReportLine } from '../../services/graph/installation.ts';
import { readConfig } from '../config/config.ts';
import { createInstaller } from '../features/sign-in/sign-in-feature.ts';
import { type CommandReport, createCommand, isGuid, parseArguments } from './run-command.ts';

interface InstallCommand {
  readonly tenantId: string;
  /** User principal names or object ids. */
  readonly people: readonly string[];
}

const USAGE: readonly string[] = [
  'npm run install-for -- --tenant <tenant id> --users anna@contoso.com,ben@contoso.com',
];

const OPTIONS = { tenant: { type: 'string' }, users: { type: 'string' } } as const;
const PERSON = /^[^\s/?#@]+@[^\s/?#@]+$/u;

const WORDS: Readonly<Record<Installation['outcome'], string>> = {
  installed: 'installed; Teams brings the welcome',
  already: 'was installed already',
  unknownPerson: 'is not known in this tenant',
  notPermitted:
    'refused: TeamsAppInstallation.ReadWriteSelfForUser.All is missing, or a Teams policy forbids it',
  failed: 'failed; try again later',
};

const FAULTS: Readonly<Record<Exclude<InstallReportLine['kind'], 'done'>, string>> = {
  noApp:
    'The app is not in the catalog of this tenant. Upload manifest/build/lotse.zip in the Teams admin center; TEAMS_APP_ID must be the id in its manifest.',
  notPermitted:
    'The catalog cannot be read: grant AppCatalog.Read.All to the app in this tenant, with admin consent.',
  noToken:
    'No token for this tenant: check MicrosoftAppId and MicrosoftAppPassword, and that the app has admin consent there.',
  failed: 'The catalog could not be read; try again later.',
};

export const command = createCommand({ usage: USAGE, readArguments, run: install });

/** In: the arguments. Out: what is asked for, or what is wrong with them. */
export function readArguments(args: readonly string[]): InstallCommand | string {
  const parsed = parseArguments(args, OPTIONS);
  if (typeof parsed === 'string') return parsed;
  const { tenant: tenantId = '', users = '' } = parsed.values;
  const people = users.split(',').map((one) => one.trim());
  if (!isGuid(tenantId)) return '--tenant must be a tenant id, which is a GUID.';
  const wrong = people.findIndex((one) => !PERSON.test(one) && !isGuid(one));
  if (wrong >= 0) return `--users: entry ${wrong + 1} is neither a sign-in name nor an object id.`;
  return { tenantId, people: [...new Set(people)] };
}

/** In: what came of it. Out: one line a person, and 1 as exit code when somebody was not served. */
export function linesOf(installed: InstallReportLine): CommandReport {
  if (installed.kind !== 'done') {
    const code = installed.code === '' ? '' : ` (${installed.code})`;
    return { exitCode: 1, lines: [`${FAULTS[installed.kind]}${code}`] };
  }
  const { installations } = installed;
  const served = installations.every(({ outcome }) => ['installed', 'already'].includes(outcome));
  return { exitCode: served ? 0 : 1, lines: installations.map(lineOf) };
}

async function install({ tenantId, people }: InstallCommand): Promise<CommandReport> {
  return linesOf(await createInstaller(readConfig()).installFor(tenantId, people));
}

function lineOf({ person, outcome, code, chatId }: Installation): string {
  const why = code === '' ? '' : ` (${code})`;
  return `${person}: ${WORDS[outcome]}${why}${chatId === undefined ? '' : `, chat ${chatId}`}`;
}
