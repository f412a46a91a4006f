// How many typing mistakes lie between two words: insertions, deletions, changes, and swaps of neighbors.

/** The letters of a word as bits; words that share few letters need no closer look. */
export function lettersIn(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

/** Whether so many mistakes could turn one set of letters into the other. */
export function mayBeNear(one: number, other: number, most: number): boolean {
  let different = one ^ other;
  let count = 0;
  while (different !== 0) {
    different &= different - 1;
    count += 1;
  }
  return count <= 2 * most;
}

/** Out: the number of mistakes; most + 1 when there are more than `most`. */
export function editDistance(a: string, b: string, most: number): number {
  let older: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const here = nextRow({ a, b, row, above, older });
    if (Math.min(...here) > most) return most + 1;
    older = above;
    above = here;
  }
  return Math.min(above[b.length] ?? most + 1, most + 1);
}

interface DistanceRows {
  readonly a: string;
  readonly b: string;
  readonly row: number;
  readonly above: readonly number[];
  readonly older: readonly number[];
}

function nextRow(rows: DistanceRows): number[] {
  const here = [rows.row];
  for (let column = 1; column <= rows.b.length; column += 1) {
    here.push(Math.min(changed(rows, column), swapped(rows, column), (here[column - 1] ?? 0) + 1));
  }
  return here;
}

function changed({ a, b, row, above }: DistanceRows, column: number): number {
  const kept = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
  return Math.min(kept, (above[column] ?? 0) + 1);
}

function swapped({ a, b, row, older }: DistanceRows, column: number): number {
  const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return isSwap ? (older[column - 2] ?? Infinity) + 1 : Infinity;
}
