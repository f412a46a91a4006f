// How a found answer is judged, and the counting of it.

import type { SearchResult } from '../search.ts';

export interface VerdictTally {
  asked: number;
  /** The answer, or the first of the offers. */
  first: number;
  /** The answer, or one of the offers. */
  offered: number;
  /** Answered with a wrong topic. */
  wrong: number;
  /** Taken for something we do not cover. */
  unknown: number;
}

export function emptyTally(): VerdictTally {
  return { asked: 0, first: 0, offered: 0, wrong: 0, unknown: 0 };
}

/** In: what was found for a covered question and the topics that answer it. */
export function count(tally: VerdictTally, found: SearchResult, right: readonly string[]): void {
  const named = topicsOf(found);
  const isRight = (id: string | undefined) => id !== undefined && right.includes(id);
  tally.asked += 1;
  if (isRight(named[0])) tally.first += 1;
  if (named.some(isRight)) tally.offered += 1;
  if (found.kind === 'answer' && !isRight(found.topic)) tally.wrong += 1;
  if (named.length === 0) tally.unknown += 1;
}

export function topicsOf(found: SearchResult): readonly string[] {
  if (found.kind === 'answer') return [found.topic];
  return found.kind === 'offer' ? found.topics : [];
}

const HEAD = ['', 'asked', 'right at first', 'right or offered', 'wrong', 'unknown'];

/** Tallies as a table of percentages, one row each. */
export function table(rows: readonly (readonly [string, VerdictTally])[]): string {
  const cells = rows.map(([name, { asked, first, offered, wrong, unknown }]) => [
    name,
    String(asked),
    ...[first, offered, wrong, unknown].map((part) => percent(part, asked)),
  ]);
  return [HEAD, ...cells].map((row) => row.map(padded).join('')).join('\n');
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function padded(cell: string, column: number): string {
  return column === 0 ? cell.padEnd(32) : cell.padStart(18);
}
