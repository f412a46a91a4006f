// Whether a city lies where its postal code does, in Germany, Austria, Switzerland and Liechtenstein [postal-places]. Silence
// is better than a wrong doubt: what the data do not know, and what is next door, is let pass.

import { readCountry } from '../../reading/country.ts';
import { folded } from '../../reading/plain-text.ts';
import places from '../data/postal-places.json' with { type: 'json' };
import type { Doubt, Reservation } from './finding.ts';

interface CodePlace {
  readonly code: string;
  /** In degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** None where a company or an authority has the code for itself. */
  readonly names: readonly string[];
}

interface CountryPlaces {
  readonly byCode: ReadonlyMap<string, CodePlace>;
  /** By the name as it is compared, and by its first part („Frankfurt“ of „Frankfurt am Main“). */
  readonly named: (name: string) => readonly CodePlace[];
}

/** Neighbors, districts and data that put a code in the next village, in kilometers. */
const NEXT_DOOR = 15;
/** A code without a city may be a company's own: only another part of the country is doubtful. */
const SAME_PART = 100;
const REGION_DIGITS = 2;
const SHORTEST_CODE = 4;
const MOST_NAMES = 3;
/** The first word alone („Hamburg“ of „Hamburg-Altona“) means a city only if it is a big one: „Bad“ and „Markt“ begin others. */
const BIG_CITY_CODES = 5;
/** Kilometers of a degree of latitude. */
const DEGREE = 111;
const COUNTRIES: Readonly<Record<string, readonly string[]>> = places.countries;

/** Names in other languages, as they are compared; one that is a place of the country itself is that place. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  munich: 'munchen',
  cologne: 'koln',
  nuremberg: 'nurnberg',
  hanover: 'hannover',
  brunswick: 'braunschweig',
  francfort: 'frankfurt am main',
  vienna: 'wien',
  vienne: 'wien',
  salzbourg: 'salzburg',
  geneva: 'geneve',
  genf: 'geneve',
  basle: 'basel',
  bale: 'basel',
  berne: 'bern',
  lucerne: 'luzern',
  freiburg: 'fribourg',
  neuenburg: 'neuchatel',
  sitten: 'sion',
};
/** What follows the name of a town: „Frankfurt a. M.“, „Halle (Saale)“, „Wien 4“, "Berlin, Germany". */
const ADDITION =
  /\s*[(,/].*$|\s+\d+$|\s+(?:am|an|a\.|bei|b\.|beim|im|in|i\.|ob|o\.|vor|v\.|auf|unter|unterm|a\.d\.|i\.d\.|o\.d\.|v\.d\.).*$/iu;

/** „Renens VD“ */
const CANTON = / [A-Z]{2}$/u;

const KNOWN = new Map<string, CountryPlaces>();

/** Doubtful when the postal code belongs elsewhere. What would fit is named; one place alone would be better. */
export const otherThanPostalCode: Doubt = (value, { values }) => {
  const known = placesOf(readCountry(values['country'] ?? '') ?? '');
  const code = (values['postalCode'] ?? '').replace(/\D/gu, '');
  return known === undefined || code.length < SHORTEST_CODE
    ? undefined
    : doubtOf(known, code, value);
};

function doubtOf(known: CountryPlaces, code: string, city: string): ReturnType<Doubt> {
  const own = known.byCode.get(code);
  const place = own !== undefined && own.names.length > 0 ? own : undefined;
  const there = place === undefined ? [own ?? [], regionOf(known, code)].flat() : [place];
  const most = place === undefined ? SAME_PART : NEXT_DOOR;
  if (isNear(codesOf(known, city), there, most)) return undefined;
  return reservation(code, there, place === undefined ? 1 : MOST_NAMES);
}

function reservation(
  postalCode: string,
  there: readonly CodePlace[],
  mostNames: number,
): Reservation {
  const names = namesOf(there);
  const params = { postalCode, place: names.slice(0, mostNames).join(', ') };
  const [only = '', ...others] = there.length === 1 ? names : [];
  const isClear = only !== '' && others.length === 0;
  const better = isClear ? { better: { input: 'city', value: only } } : {};
  return { code: 'city.otherThanPostalCode', params, ...better };
}

/** The places' names, those of most codes first; a district's („Hamburg Altstadt“) is left out beside its city's. */
function namesOf(there: readonly CodePlace[]): readonly string[] {
  const groups = Map.groupBy(
    there.flatMap((one) => one.names),
    (name) => name,
  );
  const names = [...groups.keys()].toSorted(
    (one, other) => sizeOf(groups, other) - sizeOf(groups, one),
  );
  return names.filter((name) => !names.some((city) => name.startsWith(`${city} `)));
}

function sizeOf(groups: ReadonlyMap<string, readonly string[]>, name: string): number {
  return groups.get(name)?.length ?? 0;
}

/** Whether a city may be where its code is. In: the city's codes, the code's place or region; kilometers. */
function isNear(meant: readonly CodePlace[], there: readonly CodePlace[], most: number): boolean {
  if (meant.length === 0 || there.length === 0) return true;
  return meant.some((one) => there.some((other) => kilometers(one, other) <= most));
}

/** The codes of the city that is meant: by its whole name, else by its first part, else by its first word. */
function codesOf({ named }: CountryPlaces, city: string): readonly CodePlace[] {
  const [first = [], ...others] = spellings(city).map(named).toReversed();
  const found = others.findLast((codes) => codes.length > 0);
  return found ?? (first.length < BIG_CITY_CODES ? [] : first);
}

/** The names a city may be meant by, in full first: without what follows, by another language's name; the first word last. */
function spellings(city: string): readonly string[] {
  const full = keyOf(city);
  const head = keyOf(city.replace(CANTON, '').replace(ADDITION, ''));
  const first = keyOf(city.split(/[\s,/-]/u)[0] ?? '');
  return [full, OTHER_NAMES[full] ?? full, head, OTHER_NAMES[head] ?? head, first];
}

function regionOf({ byCode }: CountryPlaces, code: string): readonly CodePlace[] {
  const prefix = code.slice(0, REGION_DIGITS);
  return [...byCode.values()].filter((one) => one.code.startsWith(prefix));
}

/** Flat enough at this size of a country. */
function kilometers(one: CodePlace, other: CodePlace): number {
  const north = (one.latitude - other.latitude) * DEGREE;
  const east =
    (one.longitude - other.longitude) * DEGREE * Math.cos((one.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** Read at the first question about the country. */
function placesOf(country: string): CountryPlaces | undefined {
  const lines = Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country] : undefined;
  if (lines === undefined) return undefined;
  const known = KNOWN.get(country) ?? indexed(lines.map(placeIn));
  KNOWN.set(country, known);
  return known;
}

/** Names are made comparable letter by letter, when one is asked for: all at once would take half a second. */
function indexed(codes: readonly CodePlace[]): CountryPlaces {
  const pairs = codes.flatMap((place) => place.names.map((name) => [name, place] as const));
  const byInitial = Map.groupBy(pairs, ([name]) => initialOf(name));
  const indexes = new Map<string, ReadonlyMap<string, readonly CodePlace[]>>();
  return {
    byCode: new Map(codes.map((place) => [place.code, place])),
    named: (name) => {
      const initial = initialOf(name);
      const index = indexes.get(initial) ?? byKey(byInitial.get(initial) ?? []);
      indexes.set(initial, index);
      return index.get(name) ?? [];
    },
  };
}

function initialOf(name: string): string {
  return name.normalize('NFD').charAt(0).toLowerCase();
}

function byKey(
  pairs: readonly (readonly [string, CodePlace])[],
): ReadonlyMap<string, readonly CodePlace[]> {
  const index = new Map<string, CodePlace[]>();
  for (const [name, place] of pairs) {
    for (const key of new Set([keyOf(name), keyOf(name.replace(ADDITION, ''))])) {
      const codes = index.get(key);
      if (codes === undefined) index.set(key, [place]);
      else codes.push(place);
    }
  }
  return index;
}

/** In: "code;latitude;longitude;name;name…", hundredths of a degree. */
function placeIn(line: string): CodePlace {
  const [code = '', latitude = '', longitude = '', ...names] = line.split(';');
  return { code, latitude: Number(latitude) / 100, longitude: Number(longitude) / 100, names };
}

/** „München“, „Muenchen“ and "Munchen" are one; so are „Sankt“ and „St.“. */
function keyOf(name: string): string {
  const words = folded(name).replace(/(?<=[aou])e/gu, '');
  return words.replace(/\b(?:sankt|saint|sainte|sint)\b/gu, 'st').replace(/ß/gu, 'ss');
}
