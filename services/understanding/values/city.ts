// The name of a place, read from where it begins: „Bad Homburg vor der Höhe“, "newcastle upon tyne", „Halle (Saale)“.

import {
  countryNamed,
  isCapitalized,
  isContent,
  isLinking,
  placedWords,
  wordAt,
  type PlacedWord,
} from './word-list.ts';

/** A piece of a text and where it ends. */
export interface NameStretch {
  readonly value: string;
  readonly to: number;
}

const MOST_WORDS = 6;
/** Where a name ends; a full stop only after a word of its own. */
const PHRASE_END = /[,;|¦\n:!?/·•]|(?<=\p{L}{3})\.(?=\s|$)/u;
const CONNECTORS = new Set(
  'am an der im in bei ob vor auf unter a d b upon on the by le la les de del sur und and'.split(
    ' ',
  ),
);
/** Never a place alone, so the next word belongs to it. */
const BEGINNINGS = new Set(
  'bad st st. sankt saint new neu neue san los port great milton west north south east nord süd ost groß gross klein kings newcastle stoke'.split(
    ' ',
  ),
);
/** Towns that are everyday words too, when they are written as towns. */
const ALSO_WORDS = new Set(
  'Leer Essen Weil Singen Lauf Senden Bergen Werben Enge Hof Moos Reading Bath Deal Battle Ware Hope Sale Wells Rugby Sandwich Ende Verden Sinn Alt'.split(
    ' ',
  ),
);
const CANTON = /^[A-Z]{2}$/u;

/** Reads a place's name at a position. Out: undefined when the words there are none. */
export function cityAt(text: string, at: number): NameStretch | undefined {
  const phrase = text.slice(at).split(PHRASE_END, 1).join('');
  const words = placedWords(phrase.split(' (', 1).join(''));
  const [first] = words;
  if (first === undefined || !isPlaceWord(first)) return undefined;
  if (/[\p{L}\p{N}]/u.test(phrase.slice(0, first.from))) return undefined;
  const taken = withoutCountry(words.slice(0, lengthOf(words)));
  const end = Math.max(first.to, ...taken.map(({ to }) => to));
  const [bracket = ''] = /^ \(\p{L}[\p{L} .]*\)/u.exec(phrase.slice(end)) ?? [];
  return { value: phrase.slice(first.from, end) + bracket, to: at + end + bracket.length };
}

function isPlaceWord({ text }: PlacedWord): boolean {
  return (
    /^\p{L}[\p{L}'’.-]+$/u.test(text) &&
    (isContent(text) || isBeginning(text) || ALSO_WORDS.has(text))
  );
}

/** How many words from the first on belong to the name. */
function lengthOf(words: readonly PlacedWord[]): number {
  let length = 1;
  while (length < Math.min(words.length, MOST_WORDS)) {
    const more = step(words, length);
    if (more === 0) break;
    length += more;
  }
  return length;
}

function step(words: readonly PlacedWord[], length: number): number {
  const isUpper = isCapitalized(wordAt(words, 0));
  const [next] = words.slice(length);
  if (next === undefined) return 0;
  const follows = isUpper ? isCapitalized(next.text) : isBeginning(wordAt(words, length - 1));
  if (follows && isPlaceWord(next) && !CANTON.test(next.text)) return 1;
  return connectedStep(words.slice(length), isUpper);
}

/** „am Main“, "upon tyne": one or two small words and the next part of the name. */
function connectedStep(words: readonly PlacedWord[], isUpper: boolean): number {
  const at = words.findIndex(({ text }) => !CONNECTORS.has(text.toLowerCase().replace('.', '')));
  const [target] = words.slice(Math.max(at, 0));
  if (at < 1 || at > 2 || target === undefined) return 0;
  const fits = isUpper ? isCapitalized(target.text) : isPlaceWord(target);
  return fits && countryNamed(target.text) === undefined ? at + 1 : 0;
}

/** „Zürich Schweiz“ is Zürich. */
function withoutCountry(words: readonly PlacedWord[]): readonly PlacedWord[] {
  const last = words.at(-1);
  const cut = words.length > 1 && last !== undefined && countryNamed(last.text) !== undefined;
  const rest = cut ? words.slice(0, -1) : words;
  return isLinking(rest.at(-1)?.text ?? '') ? rest.slice(0, -1) : rest;
}

function isBeginning(word: string): boolean {
  return BEGINNINGS.has(word.toLowerCase());
}
