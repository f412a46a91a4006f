// The words that count as known: those of the lexicon are right for certain, those of the texts mostly. Typing mistakes are
// mended carefully: a wrong mending ("abbrechen" → "abrechnen") is worse than none.

import { createBoundedMap } from '../../http/bounded-map.ts';
import { partsOf } from './compounds.ts';
import { editDistance, lettersIn, mayBeNear } from './edit-distance.ts';
import { wordsOf } from './words.ts';

export interface Dictionary {
  /** Known as it stands or as a compound of known words. */
  isFamiliar(word: string): boolean;
  /** The word as it was probably meant. */
  readonly mended: (word: string) => string;
  /** The parts of a compound, or the word itself. */
  readonly opened: (word: string) => readonly string[];
}

const SHORTEST = 5;
const TWO_MISTAKES_FROM = 9;
/** Seen this often or less, a word may itself be a typing mistake in a phrasing. */
const RARE = 1;
const SHORTEST_SEEN = 7;
const LENGTHS = [-2, -1, 0, 1, 2];
const MOST_REMEMBERED = 20_000;

/** In: words spelled right for certain, and texts whose words count as known. */
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

interface Speller {
  isKnown(word: string): boolean;
  /** The word meant, when a word is strange or was seen only once and a common one is near. */
  mended(word: string): string | undefined;
}

interface SpellingIndex {
  readonly word: string;
  readonly letters: number;
  readonly isSure: boolean;
  readonly count: number;
}

/** In: all words known, with how often they occur, and those spelled right for certain. */
function createSpeller(counts: ReadonlyMap<string, number>, sure: ReadonlySet<string>): Speller {
  const byStart = grouped(counts, sure);
  const memory = createBoundedMap<string, string | undefined>(MOST_REMEMBERED);
  return {
    isKnown: (word) => counts.has(word),
    mended: (word) => {
      if (sure.has(word) || !mayBeMended(word, counts.get(word) ?? 0)) return undefined;
      if (memory.has(word)) return memory.get(word);
      const best = nearest(word);
      memory.set(word, best);
      return best;
    },
  };

  /** A word seen before is only mended to one that is surely right, one mistake away. */
  function nearest(word: string): string | undefined {
    const isSeen = counts.has(word);
    const letters = lettersIn(word);
    const near = LENGTHS.flatMap((more) => byStart.get(startOf(word, word.length + more)) ?? []);
    const found = near.flatMap((other) => {
      if (other.word === word || (isSeen && !other.isSure)) return [];
      const most = isSeen ? Math.min(1, allowed(word, other.word)) : allowed(word, other.word);
      if (most === 0 || !mayBeNear(letters, other.letters, most)) return [];
      const distance = editDistance(word, other.word, most);
      return distance <= most ? [{ ...other, distance }] : [];
    });
    return found.sort((a, b) => a.distance - b.distance || b.count - a.count)[0]?.word;
  }
}

function mayBeMended(word: string, count: number): boolean {
  if (word.length < SHORTEST || /\d/u.test(word)) return false;
  return count === 0 || (count <= RARE && word.length >= SHORTEST_SEEN);
}

/** Five letters: a missing letter or a swap only; up to eight one mistake, from nine two. */
function allowed(word: string, other: string): number {
  if (other.length < SHORTEST) return 0;
  if (word.length === SHORTEST) return isSwap(word, other) || other.length === SHORTEST + 1 ? 1 : 0;
  return word.length >= TWO_MISTAKES_FROM ? 2 : 1;
}

function isSwap(word: string, other: string): boolean {
  return word.length === other.length && lettersIn(word) === lettersIn(other);
}

/** Same first letter, same length: what a mistake or two away may be. */
function startOf(word: string, length: number): string {
  return `${word.charAt(0)}${length}`;
}

function grouped(
  counts: ReadonlyMap<string, number>,
  sure: ReadonlySet<string>,
): ReadonlyMap<string, readonly SpellingIndex[]> {
  const groups = new Map<string, SpellingIndex[]>();
  for (const [word, count] of counts) {
    const start = startOf(word, word.length);
    const known = { word, letters: lettersIn(word), isSure: sure.has(word), count };
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [known]);
    else group.push(known);
  }
  return groups;
}
