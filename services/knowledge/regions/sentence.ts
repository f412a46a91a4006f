// A sentence with its countries lifted out: words stay words, countries become signs that patterns can be written around.

import { plainText, folded } from '../../reading/plain-text.ts';
import {
  guessedMeaning,
  LONGEST_PHRASE,
  meaningOf,
  openMeaning,
  type PlaceMeaning,
} from './lexicon.ts';
import { CURRENCY_OF_WORD, keywordOf } from './vocabulary.ts';

/** A country (or region) found in a sentence; `at` and `words` count words. */
export interface PlaceMention extends PlaceMeaning {
  readonly at: number;
  readonly words: number;
}

/** A word, a place, or the end of a clause. */
type SentencePart = string | PlaceMention;

export interface Sentence {
  readonly parts: readonly SentencePart[];
  readonly places: readonly PlaceMention[];
}

interface Token {
  readonly raw: string;
  readonly word: string;
  readonly after: string;
}

interface SentenceReading {
  readonly tokens: readonly Token[];
  readonly shouted: boolean;
}

const CLAUSE_END = /[.!?;:](?:\s|$)|[)–]/u;
const ARROW = /[-–=]>|→/gu;
const MOST_CHARACTERS = 600;
/** Codes people write in capitals; not those that are words of a bot's user too (IT, IN, AD, ID, NO, IS). */
const CODES =
  /^(?:DE|AT|CH|US|GB|FR|NL|PL|ES|SE|DK|CZ|HU|PT|RO|GR|IE|BE|FI|LU|LI|TR|UA|RU|CN|JP|BR|AE)$/u;
const CODES_AFTER_PREPOSITION = /^(?:de|at|ch|pl|nl|gb|fr|cz)$/u;
const PREPOSITION = /^(?:von|aus|from|nach|to|in)$/u;
const WITH_US =
  /^(?:customers?|clients?|compan(?:y|ies)|firm|based|business|distributors?|providers?|resellers?|partners?|markets?|region|tenant|kunden?|firma|anbieter)$/u;
const ARTICLE_BEFORE_ISLAND = /^(?:the|an|our|this|every|each|small)$/u;
const LANGUAGE_BEFORE =
  /^(?:auf|in|ins|into|sprech\w*|spricht|sprichst|reden|rede|speak\w*|auch|nur|only|to)$/u;
const BARE = /^(?:\w+isch|deutsch|\w+(?:sh|an|ch|ese|k|ic)|german|dutch|french)$/u;
const PARTY_NEXT =
  /^(?:kunden?|customers?|clients?|compan\w+|firm\w*|unternehmen|distributor\w*|provider\w*|anbieter\w*|reseller\w*|partner\w*|haendler\w*|based|region|tenants?|market\w*|markt|territory|branch|office|subsidiary|endkunden?)$/u;
const TEXT_NEXT =
  /^(?:seiten?|webseite|website|site|version|fassung|sprache|language|page|text\w*|uebersetzung|translation|formular|form|dokument\w*|documents?|unterlagen|docs|faq|anleitung|oberflaeche|antwort\w*|answers?|sprachig\w*|speaking|speaker|umlaute?)$/u;

/** Reads a sentence of at most 600 characters; what is beyond is not looked at. */
export function readSentence(text: string): Sentence {
  const reading = read(plainText(text).slice(0, MOST_CHARACTERS));
  const parts: SentencePart[] = [];
  for (let at = 0; at < reading.tokens.length;) {
    const place = placeAt(reading, at);
    parts.push(...partsOf(reading, at, place));
    at += place?.words ?? 1;
  }
  return { parts, places: parts.filter((part) => typeof part === 'object') };
}

/**
 * The sentence as one line for patterns: § a country, ¤ an adjective, # a region, | the end of a clause.
 * In: the place in question, which stands as ¶ (country) or ¢ (adjective).
 */
export function masked(sentence: Sentence, current?: PlaceMention): string {
  const line = sentence.parts.map((part) =>
    typeof part === 'string' ? part : signOf(part, current),
  );
  return line.join(' ').replace(/cloud solutions? provider(?!s)/gu, 'csp');
}

function signOf(place: PlaceMention, current: PlaceMention | undefined): string {
  if (place.kind === 'region') return '#';
  if (place.kind === 'name') return place === current ? '¶' : '§';
  return place === current ? '¢' : '¤';
}

function read(line: string): SentenceReading {
  const text = line.replace(ARROW, ' to ').replace(/(?<=\p{L})['’´`]s\b/gu, '');
  const found = [...text.matchAll(/(?<raw>[\p{L}\p{M}\p{N}]+)(?<after>[^\p{L}\p{M}\p{N}]*)/gu)];
  const tokens = found.flatMap(({ groups }) => {
    const { raw = '', after = '' } = groups ?? {};
    const words = openMeaning(folded(raw));
    return words.map((word, index) => ({
      raw,
      word,
      after: index < words.length - 1 ? '' : after,
    }));
  });
  return { tokens, shouted: line === line.toUpperCase() };
}

function partsOf(
  reading: SentenceReading,
  at: number,
  place: PlaceMention | undefined,
): SentencePart[] {
  const part = isPlace(place) ? place : mended(tokenAt(reading, at).word);
  const { after } = tokenAt(reading, at + (place?.words ?? 1) - 1);
  if (CLAUSE_END.test(after)) return [part, '|'];
  return isPlace(place) && after.startsWith(',') ? [part, ','] : [part];
}

function isPlace(place: PlaceMention | undefined): place is PlaceMention {
  return place !== undefined && place.kind !== 'nothing';
}

function mended(word: string): string {
  return keywordOf(word) ?? word;
}

function placeAt(reading: SentenceReading, at: number): PlaceMention | undefined {
  const code = codeAt(reading, at);
  if (code !== undefined) return { ...code, at, words: 1 };
  for (let words = Math.min(LONGEST_PHRASE, reading.tokens.length - at); words > 0; words -= 1) {
    const meaning = meaningOf(phraseAt(reading, at, words)) ?? joinedAt(reading, at, words);
    if (meaning !== undefined) return meant({ ...meaning, at, words }, reading);
  }
  for (const words of [3, 2, 1]) {
    const meaning = at + words > reading.tokens.length ? undefined : guessAt(reading, at, words);
    if (meaning !== undefined) return meant({ ...meaning, at, words }, reading);
  }
  return undefined;
}

function phraseAt({ tokens }: SentenceReading, at: number, words: number): string {
  return tokens
    .slice(at, at + words)
    .map(({ word }) => word)
    .join(' ');
}

/** „Süd Korea“: a name broken in two. */
function joinedAt(reading: SentenceReading, at: number, words: number): PlaceMeaning | undefined {
  const joined = phraseAt(reading, at, words).replaceAll(' ', '');
  return words === 2 && joined.length >= 8 ? meaningOf(joined) : undefined;
}

/** A guess must begin with no word that stands alone anyway („in Oesterreihc“ is one word mistyped, not two). */
function guessAt(reading: SentenceReading, at: number, words: number): PlaceMeaning | undefined {
  const inner = reading.tokens.slice(at, at + words).map(({ word }) => word);
  if (words > 1 && inner.some((word) => meaningOf(word)?.kind === 'name')) return undefined;
  if (words === 1 && keywordOf(inner[0] ?? '') !== undefined) return undefined;
  return guessedMeaning(inner.join(' '));
}

function codeAt(reading: SentenceReading, at: number): PlaceMeaning | undefined {
  const { raw, word } = tokenAt(reading, at);
  if (CURRENCY_OF_WORD.has(wordAt(reading, at + 1))) return undefined;
  if (word === 'us') return isCountryUs(reading, at) ? named('US', true) : undefined;
  if (CODES.test(raw) && !reading.shouted) return named(raw, true);
  const isPlaced = CODES_AFTER_PREPOSITION.test(word) && PREPOSITION.test(wordAt(reading, at - 1));
  return isPlaced ? named(word.toUpperCase(), false) : undefined;
}

function wordAt(reading: SentenceReading, at: number): string {
  return tokenAt(reading, at).word;
}

/** Beyond either end there is a token without a word. */
function tokenAt({ tokens }: SentenceReading, at: number): Token {
  return tokens[at] ?? { raw: '', word: '', after: '' };
}

function isCountryUs(reading: SentenceReading, at: number): boolean {
  if (tokenAt(reading, at).raw === 'US' && !reading.shouted) return true;
  return wordAt(reading, at - 1) === 'the' || WITH_US.test(wordAt(reading, at + 1));
}

function named(code: string, sure: boolean): PlaceMeaning {
  return { kind: 'name', codes: [code], sure };
}

/** Takes back what is a language, a currency's name or an English island. */
function meant(place: PlaceMention, reading: SentenceReading): PlaceMention {
  const before = wordAt(reading, place.at - 1);
  const word = wordAt(reading, place.at);
  const next = wordAt(reading, place.at + place.words);
  const island = word === 'island' && ARTICLE_BEFORE_ISLAND.test(before);
  const adjective = place.kind === 'adjective' && isNoCountry(word, before, next);
  return island || adjective ? { ...place, kind: 'nothing', codes: [], words: 1 } : place;
}

function isNoCountry(word: string, before: string, next: string): boolean {
  if (TEXT_NEXT.test(next) || CURRENCY_OF_WORD.has(next)) return true;
  return LANGUAGE_BEFORE.test(before) && BARE.test(word) && !PARTY_NEXT.test(next);
}
