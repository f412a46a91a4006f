// Countries: the ISO list and other names from i18n-iso-countries, the names shown from the runtime's own CLDR (Intl).

import iso from 'i18n-iso-countries';
import isoDe from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import isoEn from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { folded } from './plain-text.ts';

export type CountryLanguage = 'de' | 'en';

export interface Country {
  readonly code: string;
  readonly name: string;
}

type Names = Readonly<Record<string, string | readonly string[]>>;

const CODES: readonly string[] = Object.keys(iso.getAlpha2Codes()).sort();
const NAMES = { de: namesIn('de'), en: namesIn('en') };
const SORTED = { de: sorted('de'), en: sorted('en') };

/** Everyday names in neither list; if two countries share one, the CSP list's [csp-regions]. */
const EVERYDAY: Readonly<Record<string, string>> = {
  brd: 'DE',
  'bundesrepublik deutschland': 'DE',
  england: 'GB',
  schottland: 'GB',
  scotland: 'GB',
  wales: 'GB',
  nordirland: 'GB',
  'northern ireland': 'GB',
  britain: 'GB',
  'u k': 'GB',
  amerika: 'US',
  america: 'US',
  holland: 'NL',
  tschechei: 'CZ',
  turkiye: 'TR',
  vae: 'AE',
  uae: 'AE',
  emirate: 'AE',
  emirates: 'AE',
  mazedonien: 'MK',
  macedonia: 'MK',
  weissrussland: 'BY',
  birma: 'MM',
  burma: 'MM',
  swasiland: 'SZ',
  swaziland: 'SZ',
  bosnien: 'BA',
  bosnia: 'BA',
  korea: 'KR',
  'republik korea': 'KR',
  macau: 'MO',
  'viet nam': 'VN',
  moldau: 'MD',
  palastina: 'PS',
  palaestina: 'PS',
  vatikan: 'VA',
  vatican: 'VA',
  congo: 'CG',
  kongo: 'CG',
  'dr congo': 'CD',
  'dr kongo': 'CD',
  'republic of ireland': 'IE',
  'volksrepublik china': 'CN',
};

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...CODES.flatMap((code) => spellings(code).map((name) => [name, code] as const)),
  ...Object.entries(EVERYDAY),
]);

/** All countries, sorted by name in that language. Out: ISO 3166-1 alpha-2 codes with names. */
export function countries(language: CountryLanguage): readonly Country[] {
  return SORTED[language];
}

/** A country's name. In: ISO code. Out: its name in that language, the code itself when it is unknown. */
export function countryName(code: string, language: CountryLanguage): string {
  return NAMES[language].get(code) ?? code;
}

/** Reads a country. In: an ISO code or a name in German or English. Out: the ISO code, or undefined. */
export function readCountry(text: string): string | undefined {
  const upper = text.trim().toUpperCase();
  if (NAMES.en.has(upper)) return upper;
  return BY_NAME.get(key(text));
}

/** What people type for a country: each list's names, also with the umlaut's dots left out („Osterreich“). */
function spellings(code: string): readonly string[] {
  const other = [isoDe, isoEn].flatMap((list) => (list.countries as Names)[code] ?? []);
  const shown = [NAMES.de.get(code) ?? code, NAMES.en.get(code) ?? code];
  const names = [iso.alpha2ToAlpha3(code) ?? code, ...other, ...shown];
  return names.flatMap((name) => [key(name), key(name.normalize('NFD').replace(/\p{M}/gu, ''))]);
}

/** A name as it is compared: folded, without article, "and" and "Saint" written one way. */
function key(name: string): string {
  const words = folded(name).replace(/^(?:die|der|das|the) /u, '');
  return words.replace(/ (?:and|und) /gu, ' ').replace(/^(?:saint|sankt) /u, 'st ');
}

function namesIn(language: CountryLanguage): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return new Map(CODES.map((code) => [code, names.of(code) ?? code]));
}

function sorted(language: CountryLanguage): readonly Country[] {
  const { compare } = new Intl.Collator(language);
  return [...NAMES[language]]
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => compare(a.name, b.name));
}
