// What the doctor found → lines, or JSON for programs. Pure.

import { type CheckResult, type CheckState, STATES } from './finding.ts';

const MARKS: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  off: '-',
  warning: 'WARNING',
  fault: 'FAULT',
};
const WIDEST_MARK = 7;

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
