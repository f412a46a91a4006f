// Makes services/enrollment/data/postal-places.json from GeoNames' postal codes as CSV, one folder per country
// (zauberware/postal-codes-json-xml-csv, CC BY 4.0): node tools/postal-places.ts FOLDER DATE [postal-places]

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Its rows are hamlets, and its communities are called as on envelopes. */
const BY_COMMUNITY = 'AT';

interface Row {
  readonly code: string;
  readonly place: string;
  readonly community: string;
  readonly latitude: number;
  readonly longitude: number;
}

const COUNTRIES = ['DE', 'AT', 'CH', 'LI'];
const TARGET = new URL('../services/enrollment/data/postal-places.json', import.meta.url);
/** Authorities and companies with a code of their own: no cities. */
const RECIPIENT =
  /GmbH|mbH|\b(?:AG|KG|SE|eG|BKK|AOK|IKK|HUK|Dr|für|und|Deutsche|Niederlassung|Gemeindebezirk|Universität|Landkreis|Kreis|Agentur)\b|e\.\s?V|(?:[Bb]ank|kasse|versicherung|[Aa]mt|gericht|[Vv]erlag|gesellschaft|verwaltung|[Kk]linik|klinikum|ministerium|[Rr]undfunk|verein|verband|zentrum|zentrale|fabrik|Versand|Shop|Werk|Direktion)\b|\d/u;
/** A district of its own, where each code bears the city's name; in the country a village may be one code alone. */
const CITY = /Kreisfrei|Stadtkreis|, (?:Stadt|Landeshauptstadt|Freie|Hansestadt)/u;
const LONGEST_NAME_IN_WORDS = 5;
const CODES_OF_A_CITY = 5;

const [folder = '.', asOf = ''] = process.argv.slice(2);
const countries = COUNTRIES.map((country) => [country, linesOf(readRows(country))] as const);
const about = {
  source: 'GeoNames, https://www.geonames.org/postal-codes/',
  license: 'CC BY 4.0',
};
const known = { ...about, asOf, countries: Object.fromEntries(countries) };
writeFileSync(TARGET, `${JSON.stringify(known, null, 2)}\n`);

function readRows(country: string): readonly Row[] {
  const file = path.join(folder, country, `zipcodes.${country.toLowerCase()}.csv`);
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/u).slice(1);
  const rows = lines.map(cellsOf).map((cells) => ({
    code: cells[1] ?? '',
    place: nameOf(cells[2] ?? ''),
    community: cells[7] ?? '',
    latitude: Number(cells[9]),
    longitude: Number(cells[10]),
  }));
  if (country !== BY_COMMUNITY) return rows;
  const communities = new Set(rows.map(({ community }) => nameOf(community)));
  const towns = rows.map((row) => ({ ...row, place: nameOf(row.community) }));
  const spread = codesByName(rows);
  const isTown = ({ place }: Row): boolean =>
    communities.has(place) || (spread.get(place)?.size ?? 0) > CODES_OF_A_CITY;
  return [...towns, ...rows.filter(isTown)];
}

/** "Wien, Innere Stadt", "Aarau 1", "Renens VD" and "Erlinsbach (AG)" without what only the list needs. */
function nameOf(place: string): string {
  return place.replace(/(?:,.*| \d+| [A-Z]{2}| \([A-Z]{2}\))$/u, '');
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?<=^|,)(?:"([^"]*)"|([^,]*))(?=,|$)/gu)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}

/** "code;latitude;longitude;name;name…": hundredths of a degree, the likeliest name first; a recipient's own code has none. */
function linesOf(rows: readonly Row[]): readonly string[] {
  const spread = codesByName(rows);
  const weight = (name: string): number => spread.get(name)?.size ?? 0;
  const cities = citiesOf(rows, weight);
  return [...Map.groupBy(rows, ({ code }) => code)].toSorted().map(([code, own]) => {
    const kept = own.filter((row) => isCity(row, cities.get(row.community), weight));
    const names = [...new Set(kept.map(({ place }) => place))];
    const sorted = names.toSorted((one, other) => weight(other) - weight(one));
    return [code, middle(own, 'latitude'), middle(own, 'longitude'), ...sorted].join(';');
  });
}

function codesByName(rows: readonly Row[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = Map.groupBy(rows, ({ place }) => place);
  return new Map([...groups].map(([name, own]) => [name, new Set(own.map(({ code }) => code))]));
}

/** The name that a community with many codes is called by. */
function citiesOf(
  rows: readonly Row[],
  weight: (name: string) => number,
): ReadonlyMap<string, string> {
  const groups = Map.groupBy(rows, ({ community }) => community);
  return new Map(
    [...groups].map(([community, own]) => {
      const names = own.map(({ place }) => place);
      return [community, names.reduce((best, name) => (weight(name) > weight(best) ? name : best))];
    }),
  );
}

/** In a big city a name of one code alone that does not begin with the city's is a recipient's. */
function isCity(
  { place, community }: Row,
  city: string | undefined,
  weight: (name: string) => number,
): boolean {
  if (RECIPIENT.test(place) || place.split(' ').length > LONGEST_NAME_IN_WORDS) return false;
  if (city === undefined || !CITY.test(community)) return true;
  return weight(place) > 1 || place.startsWith(city);
}

function middle(rows: readonly Row[], axis: 'latitude' | 'longitude'): number {
  const sum = rows.reduce((total, row) => total + row[axis], 0);
  return Math.round((sum / rows.length) * 100);
}
