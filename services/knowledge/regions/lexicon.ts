// Every word for a country or a region, as data turned into one map: names (CLDR, ISO, the CSP list), adjectives, people, places.

import isoDe from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import isoEn from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import regionLists from '../../enrollment/data/regions.json' with { type: 'json' };
import { countries } from '../../reading/country.ts';
import { folded } from '../../reading/plain-text.ts';
import forms from './data/country-forms.json' with { type: 'json' };
import ordinary from './data/ordinary-words.json' with { type: 'json' };
import places from './data/places.json' with { type: 'json' };
import regionWords from './data/region-words.json' with { type: 'json' };
import { createMender } from './typo.ts';

/** What a phrase stands for: countries by name, place or adjective, a region, or a word that only looks like one of them. */
export interface PlaceMeaning {
  readonly kind: 'name' | 'adjective' | 'region' | 'nothing';
  readonly codes: readonly string[];
  /** The CSP region's English name; only with kind "region". */
  readonly region?: string;
  /** False where the country follows from a city or state, or the phrase is used for something near it („EU“, "Georgia"). */
  readonly sure: boolean;
}

/** The longest phrase, in words. */
export const LONGEST_PHRASE = 8;

const GERMAN_ENDINGS = ['', 'e', 'er', 'en', 'es', 'em'];
/** Also a state of the USA, or a county. */
const TWO_PLACES = new Set(['georgia', 'kongo', 'congo', 'korea', 'saint martin', 'st martin']);

const PLACES = new Set(pairs(places).flatMap(([place]) => spellings(place)));
const NAMES = names();
const ADJECTIVES = adjectives();
const PHRASES = phrases();
const mended = createMender(typable());
const ORDINARY = new Set(ordinary);
/** What German hangs on a country's name („Schweizkunden“). */
const COMPOUND = /^(?<head>.{4,}?)s?(?<tail>kunden?|kundschaft|firma|distributor|geschaeft)$/u;

/** What a phrase of folded words means. Out: undefined when it is nothing of a country or region. */
export function meaningOf(phrase: string): PlaceMeaning | undefined {
  const meaning = PHRASES.get(phrase);
  if (meaning !== undefined || phrase === 'islands' || !/^\w{4,}s$/u.test(phrase)) return meaning;
  const stem = PHRASES.get(phrase.slice(0, -1));
  return stem?.kind === 'name' ? stem : undefined;
}

/** What a mistyped phrase is likely to mean; never a guess for an ordinary word, or with words glued or split. */
export function guessedMeaning(phrase: string): PlaceMeaning | undefined {
  if (ORDINARY.has(phrase)) return undefined;
  const near = mended(phrase);
  const meaning = near === undefined ? undefined : PHRASES.get(near);
  return meaning && { ...meaning, sure: false };
}

/** Opens „Schweizkunden“. Out: the word itself, or the country's word and the rest. */
export function openMeaning(word: string): readonly string[] {
  const { head, tail } = COMPOUND.exec(word)?.groups ?? {};
  if (head === undefined || tail === undefined || !PHRASES.has(head)) return [word];
  return [head, tail];
}

function phrases(): ReadonlyMap<string, PlaceMeaning> {
  const found = new Map<string, PlaceMeaning>();
  const add = (phrase: string, meaning: PlaceMeaning): void => {
    const isWord = phrase.length > 2 || phrase === 'uk' || meaning.kind === 'region';
    if (isWord && !found.has(phrase)) found.set(phrase, meaning);
  };
  for (const [phrase, meaning] of regions()) add(phrase, meaning);
  for (const [phrase, code] of NAMES) {
    const sure = !TWO_PLACES.has(phrase) && !PLACES.has(phrase);
    add(phrase, { kind: 'name', codes: [code], sure });
  }
  for (const [phrase, code] of ADJECTIVES)
    add(phrase, { kind: 'adjective', codes: [code], sure: true });
  const glued = [...found].filter(([phrase]) => phrase.includes(' ') && phrase.length > 7);
  for (const [phrase, meaning] of glued) add(phrase.replaceAll(' ', ''), meaning);
  return found;
}

function regions(): [string, PlaceMeaning][] {
  const named = (words: Readonly<Record<string, readonly string[]>>, sure: boolean) =>
    pairs(words).map(([word, region]): [string, PlaceMeaning] => [
      word,
      { kind: 'region', codes: [], region, sure },
    ]);
  const several = Object.entries(regionWords.several).map(
    ([word, codes]): [string, PlaceMeaning] => [word, { kind: 'name', codes, sure: true }],
  );
  const none = regionWords.none.map((word): [string, PlaceMeaning] => [
    word,
    { kind: 'nothing', codes: [], sure: true },
  ]);
  return [
    ...named(regionWords.regions, true),
    ...named(regionWords.loosely, false),
    ...several,
    ...none,
  ];
}

function names(): [string, string][] {
  const shown = [...countries('de'), ...countries('en')].map(({ code, name }) => [name, code]);
  const iso = [isoDe, isoEn].flatMap((list) =>
    Object.entries(list.countries as Readonly<Record<string, string | readonly string[]>>).flatMap(
      ([code, all]) => [all].flat().map((name) => [name, code]),
    ),
  );
  const listed = Object.values(regionLists.regions_2023).flatMap((rows) =>
    rows.flatMap(([english, code, german]) => [
      [english, code],
      [german, code],
    ]),
  );
  const own = Object.entries(forms).flatMap(([code, form]) =>
    form.names.map((name) => [name, code]),
  );
  const all = [...own, ...shown, ...listed, ...iso, ...pairs(places)];
  return all.flatMap(([name = '', code = '']) =>
    spellings(name).map((phrase): [string, string] => [phrase, code]),
  );
}

/** A name as typed: dotted or not, with or without "and", "Saint" or "St", and as German bends it („den Vereinigten Staaten“). */
function spellings(name: string): readonly string[] {
  const plain = [
    folded(name),
    folded(name.normalize('NFD').replace(/\p{M}/gu, '')),
    undotted(name),
  ];
  const bare = plain.map((phrase) => phrase.replace(/^(?:the|die|der|das) /u, ''));
  const saints = bare.flatMap((phrase) => [phrase, phrase.replace(/^(?:saint|sankt) /u, 'st ')]);
  const joined = saints.flatMap((phrase) => [phrase, phrase.replace(/ (?:and|und) /gu, ' ')]);
  return [...new Set(joined.flatMap((phrase) => [phrase, dative(phrase)]))].filter(
    (phrase) => phrase.length > 1,
  );
}

function dative(phrase: string): string {
  const words = phrase.split(' ');
  const last = words.pop() ?? '';
  const before = words.map((word) => word.replace(/(?<=[a-z]{3})e[srn]?$/u, 'en'));
  return [...before, last.replace(/(?<=[a-z]{4}(?:and|at|iet|el))e$/u, 'en')].join(' ');
}

function adjectives(): [string, string][] {
  return Object.entries(forms).flatMap(([code, { stems, adjectives: fixed, people }]) => {
    const bent = stems.flatMap((stem) => GERMAN_ENDINGS.map((ending) => stem + ending));
    const all = [...bent, ...fixed, ...people].map(folded).filter(Boolean);
    return all.flatMap((word) =>
      [word, undotted(word)].map((form): [string, string] => [form, code]),
    );
  });
}

/** „Osterreich“: the dots forgotten. */
function undotted(word: string): string {
  return folded(word).replace(/(?<=[aou])e(?!u)/gu, '');
}

/** Phrases worth mending; people and places are too near to other words. */
function typable(): readonly string[] {
  const people = Object.values(forms).flatMap((form) => form.people.map(folded));
  const near = new Set([...people, ...PLACES]);
  const all = [...NAMES, ...ADJECTIVES].map(([phrase]) => phrase);
  return all.filter((phrase) => !near.has(phrase));
}

function pairs(lists: Readonly<Record<string, readonly string[]>>): [string, string][] {
  return Object.entries(lists).flatMap(([key, words]) =>
    words.map((word): [string, string] => [folded(word), key]),
  );
}
