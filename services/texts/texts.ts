// What is said: one text per key and language. English defines the keys; a missing German one does not compile.

import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import type { Language } from './languages.ts';

export type TextKey = keyof typeof en;
export type Params = Readonly<Record<string, string | number>>;

/** Words for a key. Params fill the `{name}` places. */
export type Translate = (key: TextKey, params?: Params) => string;

const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { de, en };

/** The words of one language. */
export function textsIn(language: Language): Translate {
  const texts = TEXTS[language];
  return (key, params) => (params === undefined ? texts[key] : filled(texts[key], params));
}

function filled(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/gu, (place, name: string) => String(params[name] ?? place));
}

/** Whether a text of this name exists, for names put together from ids. */
export function isTextKey(key: string): key is TextKey {
  return key in en;
}

/** A day as the language writes it. In: ISO 8601. Out: "22. November 2026" / "22 November 2026". */
export function day(iso: string, language: Language): string {
  return written(new Date(iso), language, { dateStyle: 'long' });
}

/** A day in its short form, for lists. In: ISO 8601. Out: "22.11.2026" / "22 Nov 2026". */
export function shortDay(iso: string, language: Language): string {
  return written(new Date(iso), language, { dateStyle: 'medium' });
}

/** The day a moment is by the clock of a place. In: an IANA zone; null for Germany's. */
export function dayThere(moment: Date, language: Language, timeZone: string | null): string {
  const zoned = (zone: string): string =>
    written(moment, language, { dateStyle: 'long', timeZone: zone });
  try {
    return zoned(timeZone ?? 'Europe/Berlin');
  } catch {
    return zoned('Europe/Berlin');
  }
}

/** A date of any exactness as the language writes it. In: "2023", "2023-05" or "2023-05-26". */
export function dateIn(date: string, language: Language): string {
  const [year = '', month, dayOfMonth] = date.split('-');
  if (dayOfMonth !== undefined) return day(date, language);
  if (month === undefined) return year;
  return written(new Date(`${date}-01`), language, { month: 'long', year: 'numeric' });
}

function written(moment: Date, language: Language, how: Intl.DateTimeFormatOptions): string {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...how }).format(moment);
}
