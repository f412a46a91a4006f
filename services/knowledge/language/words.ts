// Words and their stems, written one way whoever types them: ä = ae = a, ß = ss, lower case, one stem for both languages.

import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as german } from '@orama/stemmers/german';
import { createBoundedMap } from '../../http/bounded-map.ts';
import { folded } from '../../reading/plain-text.ts';

const SHORTEST_STEMMED = 4;
const KEPT_STEMS = 50_000;
const known = createBoundedMap<string, string>(KEPT_STEMS);

/** The words of a text. „Überprüfung“, "Ueberpruefung" and "Uberprufung" are the same word. */
export function wordsOf(text: string): readonly string[] {
  const one = folded(text).replace(/ae/gu, 'a').replace(/oe/gu, 'o').replace(/ue/gu, 'u');
  return one === '' ? [] : one.split(' ');
}

/** The stem of a word by the English rules, then the German ones: words of both languages ("Partner") meet in one stem. */
export function stemOf(word: string): string {
  if (word.length < SHORTEST_STEMMED) return word;
  const seen = known.get(word);
  if (seen !== undefined) return seen;
  const stem = german(english(word));
  known.set(word, stem);
  return stem;
}
