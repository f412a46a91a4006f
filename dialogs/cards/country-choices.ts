// The list of countries as an input's choices, and the same list by a mark: it is some 7 KB, and the same on every card that has it.

import { countries } from '../../services/reading/country.ts';
import { LANGUAGES, type Language } from '../../services/texts/languages.ts';
import type { Choice } from './card.ts';

const CHOICES: ReadonlyMap<Language, readonly Choice[]> = new Map(
  LANGUAGES.map((language) => [
    language,
    countries(language).map(({ code, name }) => ({ title: name, value: code })),
  ]),
);

/** As they stand in a card's JSON. In a text that somebody wrote the quotes would be escaped. */
const LISTS = [...CHOICES].map(([language, choices]) => ({
  json: `"choices":${JSON.stringify(choices)}`,
  mark: `"choices":"@countries.${language}"`,
}));

/** All countries, by name. */
export function countryChoices(language: Language): readonly Choice[] {
  return CHOICES.get(language) ?? [];
}

/** In: a card's JSON. Out: the same with a mark in place of each list, for storing. */
export function markCountries(json: string): string {
  return LISTS.reduce((text, list) => text.replaceAll(list.json, list.mark), json);
}

/** The lists put back in place of their marks. */
export function restoreCountries(json: string): string {
  return LISTS.reduce((text, list) => text.replaceAll(list.mark, list.json), json);
}
