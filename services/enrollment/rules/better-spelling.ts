// Names and addresses as they are better written: words in full, letters of Western Europe [written-as-registered].
// Only what has one meaning is put right; the rest is the person's to say.

/** A word cut short: with its full stop, or without one where a number, a comma or nothing follows. */
const END = String.raw`(?:\.(?=\s|\d|,|$)|(?=\s*\d|\s*,|\s*$))`;
/** The same for a word that may also be a saint: nothing with a capital follows. */
const LAST = String.raw`\.?(?=\s*\d|\s*,|\s*$)`;
const WORD = String.raw`(?<=^|[ ,-])`;

interface Spelling {
  readonly short: RegExp;
  readonly full: string;
}

const GERMAN: readonly Spelling[] = [
  spelling(String.raw`(?<=\p{L}|^|[ ,-])str${END}`, 'straße'),
  spelling(String.raw`(?<=\p{L}|^|[ ,-])pl(?:\.(?=\s|\d|,|$))`, 'platz'),
  spelling(`${WORD}pl${END}`, 'platz'),
  spelling(String.raw`(?: ?/ ?| )a\. ?M\.$|/M\.$`, ' am Main'),
  spelling(String.raw`(?<=\p{L}) a\. ?d\. ?(?=\p{L})`, ' an der '),
  spelling(String.raw`(?<=\p{L}) b\. ?(?=\p{Lu}\p{L})`, ' bei '),
];
/** Where German is written without ß. */
const SWISS: readonly Spelling[] = GERMAN.map(({ short, full }) => ({
  short,
  full: full.replace('ß', 'ss'),
}));
const ENGLISH: readonly Spelling[] = [
  ['st', 'street'],
  ['ave', 'avenue'],
  ['blvd', 'boulevard'],
  ['rd', 'road'],
  ['ln', 'lane'],
  ['hwy', 'highway'],
  ['dr', 'drive'],
  ['sq', 'square'],
].map(([short = '', full = '']) => spelling(`${WORD}${short}${LAST}`, full));
const NAMES: readonly Spelling[] = [
  ['gebr', 'gebrüder'],
  ['bros', 'brothers'],
  ['intl', 'international'],
].map(([short = '', full = '']) => spelling(String.raw`${WORD}${short}\.(?= |$)`, full));

/** How addresses are written, by country. */
const BY_COUNTRY: ReadonlyMap<string, readonly Spelling[]> = new Map([
  ...['DE', 'AT', 'LU'].map((country) => [country, GERMAN] as const),
  ...['CH', 'LI'].map((country) => [country, SWISS] as const),
  ...['US', 'GB', 'IE', 'CA', 'AU', 'NZ'].map((country) => [country, ENGLISH] as const),
]);

/** Letters that are no Western one with a mark on it. */
const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ő: 'ö',
  Ő: 'Ö',
  ű: 'ü',
  Ű: 'Ü',
};

/** An address line with its words in full, as its country writes them. */
export function spelledOutAddress(line: string, country: string | undefined): string {
  const apart = line.replace(/(?<=\p{L}\.)(?=\d)/gu, ' ');
  return spelledOut(apart, BY_COUNTRY.get(country ?? '') ?? []);
}

/** A company's name with its words in full. */
export function spelledOutName(name: string): string {
  return spelledOut(name, NAMES);
}

/** Each letter that is not Western by the one it comes from; other scripts stay as they are. In: what is Western. */
export function westernized(text: string, isWestern: (letter: string) => boolean): string {
  const letters = Array.from(text.normalize('NFC'), (letter) => {
    if (isWestern(letter)) return letter;
    return LETTERS[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '');
  });
  return letters.join('');
}

function spelling(short: string, full: string): Spelling {
  return { short: new RegExp(short, 'giu'), full };
}

function spelledOut(text: string, spellings: readonly Spelling[]): string {
  return spellings.reduce(
    (line, { short, full }) => line.replace(short, (found) => inItsCase(full, found)),
    text,
  );
}

/** „STR.“ → „STRASSE“, „Str.“ → „Straße“, „str.“ → „straße“. */
function inItsCase(full: string, found: string): string {
  const letters = found.replace(/[^\p{L}]/gu, '');
  if (full.startsWith(' ')) return full;
  if (letters.length > 1 && letters === letters.toUpperCase()) return full.toUpperCase();
  const first = letters.charAt(0);
  return first === first.toUpperCase() ? first + full.slice(1) : full;
}
