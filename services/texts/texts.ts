// What is said: one text per key and language. English defines the keys; a missing German one does not compile.

import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import type { Language } from './languages.ts';

export type TextKey = keyof typeof en;
export type Params = Readonly<Record<string, string | number>>;

/** Words for a key. Params fill the `{name}` places. */
export type Say = (key: TextKey, params?: Params) => string;

const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { de, en };

/** The words of one language. */
export function textsIn(language: Language): Say {
  const texts = TEXTS[language];
  return (key, params = {}) =>
    texts[key].replace(/\{(\w+)\}/gu, (place, name: string) => String(params[name] ?? place));
}

/** Whether a text of this name exists, for names put together from ids. */
export function isTextKey(key: string): key is TextKey {
  return key in en;
}

/** A day as the language writes it. In: ISO 8601. Out: "22. November 2026" / "22 November 2026". */
export function day(iso: string, language: Language): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(iso),
  );
}
