// The languages Lotse speaks.

export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a person who has not chosen one. In: a locale such as "de-AT". Out: German for German locales, else English (contract 3). */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('de') === true ? 'de' : 'en';
}
