// Words, and what they say of a line: words that tell or ask something make it a sentence; names are made of others.

import firstNames from './data/first-names.json' with { type: 'json' };
import lists from './data/words.json' with { type: 'json' };
import { editDistance } from '../../knowledge/language/edit-distance.ts';
import { readCountry } from '../../reading/country.ts';

/** A word of a text and where it stands. */
export interface PlacedWord {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const TELLING: ReadonlySet<string> = new Set(lists.telling);
const LINKING: ReadonlySet<string> = new Set(lists.linking);
const FIRST_NAMES: ReadonlySet<string> = new Set(firstNames);
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.&+-]*|[&+]/gu;
/** „von der Leyen“, "van den Berg": part of the last name. */
const PARTICLES = new Set(
  'ní ni nic ó uí von van vom zu zum zur der den de del della da di do dos du la le ten ter el al bin ibn af graf gräfin freiherr freifrau baron baronin mac'.split(
    ' ',
  ),
);
/** Names in which people slip most: the countries most are from. */
const OFTEN_MISSPELLED =
  'deutschland österreich schweiz liechtenstein luxemburg niederlande frankreich großbritannien germany austria switzerland ireland netherlands'.split(
    ' ',
  );
/** Inflected forms no list can hold: „überfordert“, „eingereicht“, „gegangen“. */
const PARTICIPLE =
  /^(?:ge|ver|be|er|ent|zer|über|ueber|unter|ab|an|auf|aus|ein|vor|zu|um|nach)\p{Ll}{2,}(?:iert|elt|ert|gt|cht|ckt|llt|nnt|tzt|ßt|sst)$/u;

export function placedWords(text: string): readonly PlacedWord[] {
  return [...text.matchAll(WORD)].map((match) => {
    const word = match[0].replace(/[.'’-]+$/u, (tail) => (tail === '.' ? '.' : ''));
    return { text: word, from: match.index, to: match.index + word.length };
  });
}

/** A word's letters; none where there is no such word. */
export function wordAt(words: readonly PlacedWord[], at: number): string {
  return words.at(at)?.text ?? '';
}

/** Verbs, pronouns, question words, time, politeness, and the things people talk about: never part of a value. */
export function isTelling(word: string): boolean {
  if (word === 'IT') return false;
  const bare = bareWord(word);
  return TELLING.has(bare) || PARTICIPLE.test(bare);
}

/** The same with an ending: „falscher“, „neues“, „nervige“. Surnames look so, companies without a legal form do not. */
export function isTellingForm(word: string): boolean {
  return (
    isTelling(word) ||
    (/^\p{L}{4,}e[rsnm]?$/u.test(word) && isTelling(word.replace(/e[rsnm]?$/u, '')))
  );
}

/** Articles, prepositions, roles and the names of fields: between a value's words at most. */
export function isLinking(word: string): boolean {
  return LINKING.has(bareWord(word));
}

/** Whether a word may belong to a name of something. */
export function isContent(word: string): boolean {
  return !isTelling(word) && !isLinking(word);
}

export function isFirstName(word: string): boolean {
  const parts = bareWord(word).split('-');
  return FIRST_NAMES.has(bareWord(word)) || parts.every((part) => FIRST_NAMES.has(part));
}

export function isNameParticle(word: string): boolean {
  return PARTICLES.has(bareWord(word));
}

export function isCapitalized(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

/** A country by a name that is no everyday word: „Schweiz“, "UK"; "IT" and "us" are none. */
export function countryNamed(given: string): string | undefined {
  const words = given.replace(/(?<=\p{L}{2})\.$/u, '');
  if (/^(?:UK|USA|US|GB|BRD|UAE|VAE|U\.K\.|U\.S\.|U\.S\.A\.)$/u.test(words))
    return readCountry(words);
  if (/^(?:uk|northern ireland|nordirland|england|scotland|wales|schottland)$/iu.test(words))
    return 'GB';
  return words.length >= 4 && /^\p{L}/u.test(words) ? readCountry(words) : undefined;
}

/** The country that a word of one or two slips is meant for: „Deutschalnd“, „Östereich“. */
export function misspelledCountry(word: string): string | undefined {
  if (!/^\p{L}{6,}$/u.test(word)) return undefined;
  const meant = OFTEN_MISSPELLED.find((name) => editDistance(name, word.toLowerCase(), 2) <= 2);
  return meant === undefined ? undefined : readCountry(meant);
}

function bareWord(word: string): string {
  return word
    .toLowerCase()
    .replace(/’/gu, "'")
    .replace(/(?:\.|(?<=one|body|door|thing)'s)$/u, '');
}
