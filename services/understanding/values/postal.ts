// Postal codes with their places: „D-78462 Konstanz“, "York YO1 6DD", "Austin, TX 78701".

import { postalCode } from '../../enrollment/rules/postal-code.ts';
import { readCountry } from '../../reading/country.ts';
import { cityAt } from './city.ts';
import { matches, spanOf, type Spotter, type ValueContext, type ValueSpan } from './span.ts';
import { countryNamed, isCapitalized, isContent, placedWords } from './word-list.ts';

/** Letters before a code: those on the country's cars, or its ISO code. */
const CAR_LETTERS: Readonly<Record<string, string>> = {
  D: 'DE',
  DE: 'DE',
  A: 'AT',
  AT: 'AT',
  CH: 'CH',
  FL: 'LI',
  LI: 'LI',
  L: 'LU',
  LU: 'LU',
  F: 'FR',
  FR: 'FR',
  I: 'IT',
  NL: 'NL',
  B: 'BE',
  BE: 'BE',
  PL: 'PL',
  CZ: 'CZ',
  DK: 'DK',
  E: 'ES',
  ES: 'ES',
};
const BEFORE_CITY =
  /(?<![\p{L}\p{N}+(/.-])(?:(?<prefix>D|DE|A|AT|CH|FL|LI|L|LU|F|FR|I|NL|B|BE|PL|CZ|DK|E|ES)[ –-]{1,3})?(?<value>\d{5}|\d{4}(?: ?[A-Z]{2}(?= ))?|\d{2}-\d{3}|\d{3} \d{2})(?![\p{L}\p{N}/-])/dgu;
const AFTER_CITY = [
  /(?<![\p{L}\p{N}])(?<value>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]\d[\dW] ?[A-Z\d]{4})(?![\p{L}\p{N}])/dgiu,
  /(?<![\p{L}\p{N}])(?<value>(?<= [A-Z]{2,3} )\d{5}(?:-\d{4})?|(?<= (?:NSW|VIC|QLD|ACT|TAS|SA|WA|NT) )\d{4}|\d{3} ?\d{3}(?=[ ,.]*(?:$|\n|¦|India)))(?![\p{L}\p{N}])/dgu,
];
const CODE_IS =
  /(?<![\p{L}\p{N}])(?<value>\d{4,5})(?= (?:ist|is|wäre) (?:die |unsere |our |the )?(?:plz|postleitzahl|zip|postcode))/dgiu;
const CITY_CODE =
  /(?:^|[,\n¦]) ?(?:in )?(?<city>\p{L}[\p{L} .-]*\p{L}),? (?<value>\d{4,5})(?=$|[,\n¦])/dgu;
const STATE_BEFORE = /[ ,]+(?<value>[A-Z]{2,3})[ ,]*$/du;
const CITY_BEFORE = /(?:^|[,\n¦|])\s*(?<value>[^,\n¦|\d]{2,40}?)[ ,]*$/du;
const STREET_NAME =
  /(?:straße|strasse|str\.?|gasse|allee|platz)$|^(?:euro|eur|dollar|pfund|franken|prozent|stück|kunden|mitarbeiter|user|nutzer|lizenzen|seats|umsatz|stunden|tage|jahre)(?!\p{L})/iu;
const STATES_IN: ReadonlySet<string> = new Set(['US', 'CA', 'AU']);
/** Between these a code is written before its place. */
const CONTINENT: ReadonlySet<string> = new Set('DE AT CH LI LU FR IT NL BE ES PL CZ DK'.split(' '));
const FOUR_DIGITS: ReadonlySet<string> = new Set(
  'AT CH LI LU BE DK NO HU AU NZ ZA SI BG CY NL'.split(' '),
);

/** Postal codes, their cities, and the state or country that stands with them. */
export const spotPostal: Spotter = (text, context) => {
  if (!/\d/u.test(text)) return [];
  const before = matches(text, BEFORE_CITY).flatMap((match) => codeThenCity(text, match, context));
  if (before.length > 0) return before;
  const after = AFTER_CITY.flatMap((expression) => matches(text, expression));
  const named = after.flatMap((match) => cityThenCode(text, match, context));
  return named.length > 0 ? named : namedCode(text, context);
};

/** Whether a code fits a country. */
export function isPostalCode(code: string, country: string): boolean {
  const known = { values: { country }, tenantCountry: undefined, directoryCountry: undefined };
  const rule = postalCode({
    ...known,
    companyCountry: country,
    ownDomains: [],
    contactEmail: undefined,
  });
  return code !== '' && rule.safeParse(code).success;
}

/** The country an address is read with: named in the text, else known, else the language's. */
export function addressCountry(text: string, context: ValueContext): string {
  const named = placedWords(text).map(({ text: word }) =>
    isCapitalized(word) ? countryNamed(word) : undefined,
  );
  const given = context.values['country'] ?? context.country ?? context.values['tenantCountry'];
  return (
    named.find((code) => code !== undefined) ??
    readCountry(given ?? '') ??
    (context.language === 'de' ? 'DE' : 'GB')
  );
}

/** „Konstanz 78462“ and „78462 ist die plz“. */
function namedCode(text: string, context: ValueContext): readonly ValueSpan[] {
  const country = addressCountry(text, context);
  const named = matches(text, CODE_IS).map((match) => [spanOf(match, 'postalCode')]);
  const turned = matches(text, CITY_CODE).map((match) => {
    const [from, to] = match.indices?.groups?.['city'] ?? [0, 0];
    const place = cityAt(text.slice(from, to), 0);
    if (place?.to !== to - from) return [];
    const city = { kind: 'city', value: place.value, from, to, certainty: 'sure' } as const;
    return [spanOf(match, 'postalCode'), city];
  });
  return [...named, ...turned].filter(([code]) => isPostalCode(code?.value ?? '', country)).flat();
}

function codeThenCity(
  text: string,
  match: RegExpExecArray,
  context: ValueContext,
): readonly ValueSpan[] {
  const code = { ...spanOf(match, 'postalCode'), from: match.index };
  const city = cityBehind(text, code.to);
  const named = CAR_LETTERS[match.groups?.['prefix'] ?? ''];
  const country = named ?? addressCountry(text, context);
  if (city === undefined || !isLikelyCode(code.value, country, isCapitalized(city.value)))
    return [];
  if (named === undefined) return [code, city];
  return [code, city, { ...code, kind: 'country', value: named, to: code.from }];
}

function cityBehind(text: string, codeEnd: number): ValueSpan | undefined {
  const [gap = ''] = /^[ ,]*/u.exec(text.slice(codeEnd)) ?? [];
  const city = cityAt(text, codeEnd + gap.length);
  if (city === undefined || STREET_NAME.test(city.value)) return undefined;
  const { value, to } = city;
  return { kind: 'city', value, from: to - value.length, to, certainty: 'sure' };
}

/** A code of another country is taken only with a place in capitals after it. */
function isLikelyCode(code: string, country: string, beforeCapital: boolean): boolean {
  if (isPostalCode(code, country)) return code.length > 4 || FOUR_DIGITS.has(country);
  if (!beforeCapital || !/^\d+$/u.test(code) || !CONTINENT.has(country)) return false;
  return code.length === 5 || /^[1-9]/u.test(code);
}

function cityThenCode(
  text: string,
  match: RegExpExecArray,
  context: ValueContext,
): readonly ValueSpan[] {
  const code = spanOf(match, 'postalCode');
  const country = addressCountry(text, context);
  const digitsOnly = /^[\d -]+$/u.test(code.value);
  if (digitsOnly && !isPostalCode(code.value, country)) return [];
  if (!digitsOnly && !['GB', 'CA', 'IE'].some((one) => isPostalCode(code.value, one))) return [];
  const state = STATES_IN.has(country) ? stateBefore(text, code.from) : undefined;
  const end = state?.from ?? code.from;
  const city = cityBefore(text, end);
  return [code, state, city].filter((span) => span !== undefined);
}

function stateBefore(text: string, end: number): ValueSpan | undefined {
  const match = STATE_BEFORE.exec(text.slice(0, end));
  return match === null ? undefined : spanOf(match, 'state');
}

/** The words right before the code, back to the comma or to the first that can be no place. */
function cityBefore(text: string, end: number): ValueSpan | undefined {
  const match = CITY_BEFORE.exec(text.slice(0, end).replace(/\n\s*$/u, ', '));
  if (match === null) return undefined;
  const whole = spanOf(match, 'city');
  const words = placedWords(whole.value);
  const stop = words.findLastIndex(
    ({ text: word }) => !isContent(word) && !/^(?:upon|on|the)$/iu.test(word),
  );
  const first = words[stop + 1];
  if (first === undefined || words.length - stop > 5) return undefined;
  return { ...whole, value: whole.value.slice(first.from).trim(), from: whole.from + first.from };
}
