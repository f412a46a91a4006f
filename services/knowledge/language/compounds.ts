// German compounds taken apart: „Geschäftskontoprüfung“ → Geschäft + Konto + Prüfung, by words that are known.

const LINKS = ['', 's', 'es', 'n', 'en', 'e', 'er'];
const SHORTEST_PART = 4;
const SHORTEST_COMPOUND = 8;
const LONGEST_COMPOUND = 40;

/**
 * The parts of a compound. In: a word and whether a word is known. Out: the fewest known parts, at least two;
 * nothing when it does not come apart wholly.
 */
export function partsOf(word: string, isKnown: (part: string) => boolean): readonly string[] {
  if (word.length < SHORTEST_COMPOUND || word.length > LONGEST_COMPOUND) return [];
  const best = new Map<number, readonly string[]>([[word.length, []]]);
  for (let at = word.length - SHORTEST_PART; at >= 0; at -= 1) {
    const fewest = shortest(heads(word, at, isKnown), best);
    if (fewest !== undefined) best.set(at, fewest);
  }
  const parts = best.get(0) ?? [];
  return parts.length > 1 ? parts : [];
}

interface Head {
  readonly part: string;
  readonly next: number;
}

/** Known words that begin at a place, each with the places where the next may begin. */
function heads(word: string, at: number, isKnown: (part: string) => boolean): Head[] {
  const ends = Array.from({ length: word.length - at }, (_, step) => at + step + 1);
  return ends
    .filter((end) => end - at >= SHORTEST_PART && end - at < word.length)
    .map((end) => ({ part: word.slice(at, end), end }))
    .filter(({ part }) => isKnown(part))
    .flatMap(({ part, end }) =>
      LINKS.filter(
        (link) => word.startsWith(link, end) && (link === '' || end + link.length < word.length),
      ).map((link) => ({ part, next: end + link.length })),
    );
}

function shortest(
  from: readonly Head[],
  best: ReadonlyMap<number, readonly string[]>,
): readonly string[] | undefined {
  const whole = from.flatMap(({ part, next }) => {
    const rest = best.get(next);
    return rest === undefined ? [] : [[part, ...rest]];
  });
  return whole.sort((a, b) => a.length - b.length)[0];
}
