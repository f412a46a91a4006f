// What a check found, as one line.

export interface Verdict {
  readonly name: string;
  readonly figures: string;
  /** In words; none when all is well. */
  readonly faults: readonly string[];
}

const MOST_TOLD = 5;

/** One line, and the first faults below it. */
export function lineOf({ name, figures, faults }: Verdict): string {
  const head = `${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${figures}`;
  const more = faults.length > MOST_TOLD ? [`… ${faults.length - MOST_TOLD} more`] : [];
  return [head, ...faults.slice(0, MOST_TOLD), ...more].join('\n       ');
}
