// Whether words may be the value of a field that takes any line: a name is short, and tells nothing.

import { cityAt } from './city.ts';
import { endsAsCompany, isOnlyLegalForm } from './company.ts';
import { inCapitals, wholePersonName, type PersonName } from './person.ts';
import type { ValueCertainty } from './span.ts';
import { isStreetLine } from './street.ts';
import {
  countryNamed,
  isCapitalized,
  isContent,
  isFirstName,
  isLinking,
  isTelling,
  isTellingForm,
  placedWords,
  wordAt,
  type PlacedWord,
} from './word-list.ts';

/** Fields that take any line of text. */
export type LineField =
  'legalName' | 'street' | 'city' | 'state' | 'firstName' | 'lastName' | 'registrationId';

/** A value that a field may take. */
export interface FittingValue {
  readonly value: string;
  readonly certainty: ValueCertainty;
}

const LONGEST = 120;
const MOST_NAME_WORDS = 6;
/** Where a company is registered, not what it is called. */
const OFFICE = /gericht|register|finanzamt|handelskammer|companies house/iu;

const READERS: Readonly<Record<LineField, (line: string) => FittingValue | undefined>> = {
  legalName: companyLine,
  street: (line) =>
    isStreetLine(line, { field: 'street' }) ? { value: line, certainty: 'sure' } : undefined,
  registrationId: registerLine,
  city: cityLine,
  state: stateLine,
  firstName: (line) => personLine(line, 'firstName'),
  lastName: (line) => personLine(line, 'lastName'),
};

/** The value words would be in a field. Out: undefined when they look like a sentence. */
export function fittingValue(field: LineField, words: string): FittingValue | undefined {
  const line = words.trim();
  const isText = line === '' || line.length > LONGEST || /[@<>{}\\]|https?:/u.test(line);
  return isText ? undefined : READERS[field](line);
}

/** A whole line that names something: „Pixelwerk“, „Bäckerei Müller“; in small letters it is asked about. */
function companyLine(line: string): FittingValue | undefined {
  if (OFFICE.test(line) || isOnlyLegalForm(line)) return undefined;
  const words = placedWords(line);
  if (words.some(({ text }) => isTelling(text))) return undefined;
  return endsAsCompany(line) ? { value: line, certainty: 'sure' } : namelessForm(line, words);
}

/** A company without its legal form. */
function namelessForm(line: string, words: readonly PlacedWord[]): FittingValue | undefined {
  const content = words.filter(({ text }) => isContent(text));
  if (content.length === 0 || !isNameLike(line, words)) return undefined;
  const isPlain = isCapitalized(wordAt(content, 0)) && countryNamed(line) === undefined;
  return { value: line, certainty: isPlain ? 'sure' : 'likely' };
}

/** Short, without marks of a sentence, and neither beginning nor ending with a small word. */
function isNameLike(line: string, words: readonly PlacedWord[]): boolean {
  const first = wordAt(words, 0);
  const isSentence = words.some(
    ({ text }, at) => isTellingForm(text) && (at === 0 || !isCapitalized(text)),
  );
  const isCut = isLinking(wordAt(words, -1)) || (isLinking(first) && !isCapitalized(first));
  return (
    !isSentence &&
    !isCut &&
    words.length <= MOST_NAME_WORDS &&
    /^[^?!:]*\p{L}{2}[^?!:]*$/u.test(line)
  );
}

function stateLine(line: string): FittingValue | undefined {
  const bare = line.replace(/^(?:kanton|bundesland|state of|county)\s+/iu, '');
  return /^[A-Z]{2,3}$/u.test(bare) ? { value: bare, certainty: 'sure' } : cityLine(bare);
}

function cityLine(line: string): FittingValue | undefined {
  if (/\d/u.test(line) || OFFICE.test(line)) return undefined;
  const place = cityAt(line, 0);
  if (place === undefined || /[\p{L}\p{N}]/u.test(line.slice(place.to))) return undefined;
  return { value: place.value, certainty: isCapitalized(place.value) ? 'sure' : 'likely' };
}

function personLine(line: string, field: 'firstName' | 'lastName'): FittingValue | undefined {
  const name = /\d/u.test(line) ? undefined : wholePersonName(line);
  if (name === undefined || isWholeNameFor(name, field)) return undefined;
  const value = `${name.firstName} ${name.lastName}`.trim();
  const certainty = isCapitalized(value) || name.isKnown ? 'sure' : 'likely';
  return { value: inCapitals(value), certainty };
}

/** First and last name where the first alone is asked; „Karl Heinz“ is a first name. */
function isWholeNameFor({ firstName, lastName }: PersonName, field: string): boolean {
  return field === 'firstName' && firstName !== '' && lastName !== '' && !isFirstName(lastName);
}

function registerLine(line: string): FittingValue | undefined {
  const words = line.split(/\s+/u);
  const isNumber = /\d{3}/u.test(line) && words.length <= 4 && line.length <= 30;
  const isOther = words.some((word) => isTelling(word)) || /^(?:DE|ATU) ?\d{8,9}$/u.test(line);
  return isNumber && !isOther ? { value: line, certainty: 'sure' } : undefined;
}
