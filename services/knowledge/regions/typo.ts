// Phrases of a list that a mistyped one may be meant as: same first letter, as many words, one mistake, two in long ones.

import { editDistance, lettersIn, mayBeNear } from '../language/edit-distance.ts';

const SHORTEST = 5;
const TWO_MISTAKES_FROM = 9;
const MOST_MISTAKES = 2;
const NEAR_LENGTHS = [-2, -1, 0, 1, 2];

/** Makes a function that finds the word meant. In: the list. Out: undefined for words of the list and for strange ones. */
export function createMender(words: Iterable<string>): (typed: string) => string | undefined {
  const list = new Set([...words].filter((word) => word.length >= SHORTEST));
  const listed = [...list].map((word) => ({ word, letters: lettersIn(word) }));
  const byShape = Map.groupBy(listed, ({ word }) => shapeOf(word, word.length));
  return (typed) => {
    if (typed.length < SHORTEST || list.has(typed) || /\d/u.test(typed)) return undefined;
    const letters = lettersIn(typed);
    const near = NEAR_LENGTHS.flatMap((more) => {
      const words = byShape.get(shapeOf(typed, typed.length + more)) ?? [];
      return words
        .filter((one) => mayBeNear(letters, one.letters, MOST_MISTAKES))
        .flatMap(({ word }) => candidate(typed, word));
    });
    return near.sort((a, b) => a.distance - b.distance || b.word.length - a.word.length)[0]?.word;
  };
}

/** Of two as near, the longer is meant: a letter is sooner forgotten than added. */
function candidate(typed: string, word: string): { word: string; distance: number }[] {
  const most = allowed(typed, word);
  if (Math.abs(typed.length - word.length) > most) return [];
  const distance = editDistance(typed, word, most);
  return distance <= most ? [{ word, distance }] : [];
}

/** Of five letters only a swap („Itlay“) or a missing sixth. */
function allowed(typed: string, word: string): number {
  if (typed.length > SHORTEST) return typed.length >= TWO_MISTAKES_FROM ? 2 : 1;
  return word.length === SHORTEST + 1 || isSwap(typed, word) ? 1 : 0;
}

function isSwap(a: string, b: string): boolean {
  return a.length === b.length && lettersOf(a) === lettersOf(b);
}

function lettersOf(word: string): string {
  return Array.from(word).sort().join('');
}

/** What typed and meant share: the first letter and the number of words; and a length, which may differ. */
function shapeOf(phrase: string, length: number): string {
  return `${phrase.charAt(0)}${'_'.repeat(phrase.split(' ').length)}${length}`;
}
