// Reports as text: a line per group, per language, per kind of question that is not about us.

import type { EvaluationReport, StrayTally } from './evaluate.ts';
import { emptyTally, percent, table, type VerdictTally } from './verdict.ts';

/** The sum of tallies. */
export function sum(tallies: Iterable<VerdictTally>): VerdictTally {
  const total = emptyTally();
  for (const tally of tallies) {
    for (const key of ['asked', 'first', 'offered', 'wrong', 'unknown'] as const)
      total[key] += tally[key];
  }
  return total;
}

export function sumOfStray(tallies: Iterable<StrayTally>): StrayTally {
  const total = { asked: 0, answered: 0, offered: 0 };
  for (const tally of tallies) {
    for (const key of ['asked', 'answered', 'offered'] as const) total[key] += tally[key];
  }
  return total;
}

/** A report as text. */
export function printed(title: string, { byGroup, byLanguage, stray }: EvaluationReport): string {
  const all = sum(byLanguage.values());
  const lost = sumOfStray(stray.values());
  const kinds = [...stray, ['all', lost] as const].map(
    ([kind, { asked, answered, offered }]) =>
      `${kind.padEnd(32)}${String(asked).padStart(18)}${percent(answered, asked).padStart(18)}${percent(offered, asked).padStart(18)}`,
  );
  const head = `${''.padEnd(32)}${['asked', 'false answers', 'false offers'].map((cell) => cell.padStart(18)).join('')}`;
  return [
    `\n${title}`,
    table([...byGroup, ...byLanguage, ['all', all]]),
    '\nnot covered',
    head,
    ...kinds,
    '',
  ].join('\n');
}
