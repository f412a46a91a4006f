// `npm run export -- --person <aadObjectId>`: everything that is kept of one person, as JSON.

import { open } from 'node:fs/promises';
import type { PersonExport, PersonQuery } from '../../services/privacy/person-export.ts';
import { readConfig } from '../config/config.ts';
import { openPersonExport } from './open.ts';
import { type CommandReport, createCommand, parseArguments } from './run-command.ts';

interface ExportCommand extends PersonQuery {
  /** The file to be written; undefined: standard output. */
  readonly out: string | undefined;
}

const USAGE: readonly string[] = [
  'npm run --silent export -- --person <aadObjectId> [--tenant <tenant id>] [--out FILE]',
  '',
  'FILE must not exist yet; nobody but you may read it.',
];
const OPTIONS = {
  person: { type: 'string' },
  tenant: { type: 'string' },
  out: { type: 'string' },
} as const;
const LONGEST_ID = 1_024;
const OWNER_ALONE = 0o600;

export const command = createCommand({ usage: USAGE, readArguments, run: exportOne });

/** In: the arguments. Out: what is asked for, or what is wrong with them. */
export function readArguments(args: readonly string[]): ExportCommand | string {
  const parsed = parseArguments(args, OPTIONS);
  if (typeof parsed === 'string') return parsed;
  const { person = '', tenant, out } = parsed.values;
  return faultOf(person, tenant, out) ?? { ids: [person.trim()], tenantId: tenant?.trim(), out };
}

function faultOf(person: string, tenant = '-', out = '-'): string | undefined {
  if (isBlank(person) || person.length > LONGEST_ID) {
    return '--person must be the id of a person: their object id in Microsoft Entra, or the id Teams gave them.';
  }
  if (isBlank(tenant)) return '--tenant must be a tenant id, or be left out.';
  return isBlank(out) ? '--out must be a file, or be left out.' : undefined;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

async function exportOne({ out, ...query }: ExportCommand): Promise<CommandReport> {
  const found = await openPersonExport(readConfig(), query);
  if (found === undefined) {
    const where = query.tenantId === undefined ? 'in any tenant' : 'in this tenant';
    return { exitCode: 1, lines: [`Nothing is kept of this person ${where}. Check the id.`] };
  }
  const json = JSON.stringify(found, null, 2);
  return out === undefined ? { exitCode: 0, lines: [json] } : await written(out, json, found);
}

async function written(path: string, json: string, { data }: PersonExport): Promise<CommandReport> {
  try {
    const file = await open(path, 'wx', OWNER_ALONE);
    await file.writeFile(`${json}\n`).finally(() => file.close());
  } catch (error) {
    const isThere = (error as { code?: unknown }).code === 'EEXIST';
    const fault = isThere ? 'exists already; name another one' : 'cannot be written';
    return { exitCode: 1, lines: [`--out: ${path} ${fault}.`] };
  }
  const rows = Object.values(data).flat().length;
  return { exitCode: 0, lines: [`${rows} records written to ${path}.`] };
}
