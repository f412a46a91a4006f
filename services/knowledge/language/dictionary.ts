// The words that count as known: those of the lexicon are right for certain, those of the texts mostly.

import { createBoundedMap } from '../../http/bounded-map.ts';
import { partsOf } from './compounds.ts';
import { createSpeller } from './spelling.ts';
import { wordsOf } from './words.ts';

export interface Dictionary {
  /** Known as it stands or as a compound of known words. */
  isFamiliar(word: string): boolean;
  /** The word as it was probably meant. */
  readonly mended: (word: string) => string;
  /** The parts of a compound, or the word itself. */
  readonly opened: (word: string) => readonly string[];
}

const MOST_REMEMBERED = 20_000;

export function createDictionary(sure: readonly string[], texts: readonly string[]): Dictionary {
  const counts = counted([...texts.flatMap(wordsOf), ...sure]);
  const speller = createSpeller(counts, new Set(sure));
  const compounds = createBoundedMap<string, readonly string[]>(MOST_REMEMBERED);

  return {
    isFamiliar: (word) => speller.isKnown(word) || partsIn(word).length > 0,
    mended: (word) => (partsIn(word).length > 0 ? word : (speller.mended(word) ?? word)),
    opened: (word) => {
      const parts = partsIn(word);
      return parts.length > 0 ? parts : [word];
    },
  };

  /** A part must be seen twice: a typing mistake is no part of anything. */
  function partsIn(word: string): readonly string[] {
    const seen = compounds.get(word);
    if (seen !== undefined) return seen;
    const found = partsOf(word, (part) => (counts.get(part) ?? 0) > 1);
    compounds.set(word, found);
    return found;
  }
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
