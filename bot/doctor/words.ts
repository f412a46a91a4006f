// `npm run doctor`: what is typed → what is asked, and findings → lines or JSON. Pure.

import { parseArgs } from 'node:util';
import { type CheckResult, type CheckState, STATES } from './finding.ts';

export interface DoctorCommand {
  readonly json: boolean;
  /** The bot's public address, to compare what is registered with. */
  readonly url: string | undefined;
  /** The only tenant to look at the bot's permissions in. */
  readonly tenant: string | undefined;
}

export const USAGE: readonly string[] = [
  'npm run doctor -- [--json] [--url https://the-bot’s-address] [--tenant <tenant id>]',
  '',
  'Looks at everything Lotse needs and says what to do about each fault. Exit code 0: no fault.',
];

const OPTIONS = {
  json: { type: 'boolean', default: false },
  url: { type: 'string' },
  tenant: { type: 'string' },
} as const;
interface DoctorArguments {
  readonly json: boolean;
  readonly url?: string;
  readonly tenant?: string;
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;
const MARKS: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  off: '-',
  warning: 'WARNING',
  fault: 'FAULT',
};
const WIDEST_MARK = 7;

/** In: the arguments. Out: what is asked, or what is wrong with them. */
export function readArguments(args: readonly string[]): DoctorCommand | string {
  try {
    return checked(parseArgs({ args: [...args], options: OPTIONS }).values);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One line each, its mend below it, and a sum at the end. */
export function linesOf(findings: readonly CheckResult[]): readonly string[] {
  const width = Math.max(...findings.map(({ id }) => id.length));
  const indent = ' '.repeat(WIDEST_MARK + 2);
  const lines = findings.flatMap(({ id, state, what, mend }) => [
    `${MARKS[state].padEnd(WIDEST_MARK)}  ${id.padEnd(width)}  ${what}`,
    ...(mend === undefined ? [] : [`${indent}→ ${mend}`]),
  ]);
  return [...lines, '', sumOf(findings)];
}

/** For programs: the same, and the counts. */
export function jsonOf(findings: readonly CheckResult[]): string {
  const counts = Object.fromEntries(STATES.map((state) => [state, countOf(findings, state)]));
  return JSON.stringify({ ok: isWell(findings), counts, findings }, undefined, 2);
}

/** Whether nothing is at fault; warnings are no fault. */
export function isWell(findings: readonly CheckResult[]): boolean {
  return countOf(findings, 'fault') === 0;
}

function checked({ json, url, tenant }: DoctorArguments): DoctorCommand | string {
  if (url !== undefined && URL.parse(url)?.protocol !== 'https:') {
    return '--url must be an address that begins with https://.';
  }
  if (tenant !== undefined && !GUID.test(tenant)) return '--tenant must be a GUID.';
  return { json, url, tenant: tenant?.toLowerCase() };
}

function sumOf(findings: readonly CheckResult[]): string {
  const faults = countOf(findings, 'fault');
  const warnings = countOf(findings, 'warning');
  if (faults + warnings === 0) return 'All well.';
  return `${counted(faults, 'fault')}, ${counted(warnings, 'warning')}.`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function countOf(findings: readonly CheckResult[], state: CheckState): number {
  return findings.filter((finding) => finding.state === state).length;
}
