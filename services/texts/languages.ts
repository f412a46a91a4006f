// The languages Lotse speaks.

export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Default language. In: a locale, "de-AT". Out: "de" if German, else "en" [interface-language]. */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('de') === true ? 'de' : 'en';
}
