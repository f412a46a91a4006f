// The answer to a region question, computed from the list [csp-regions]: outcomes only, no words.

import { REGIONS_AS_OF, regionOf } from '../../enrollment/regions.ts';
import regionLists from '../../enrollment/data/regions.json' with { type: 'json' };
import { type RegionQuestionKind } from './kind.ts';
import { type RegionQuestion } from './region-question.ts';

/** A country's region and currencies. No region: not in the list. No currency though in a region: the list does not tell. */
export interface CountryFacts {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The CSP region's English name. */
  readonly region?: string;
  /** ISO 4217; Brazil has two (USD licence-based offers, BRL new commerce). */
  readonly currencies: readonly string[];
}

export interface RegionAnswer {
  readonly kind: RegionQuestionKind;
  /**
   * sell, supply, sameRegion: may one, are they; `depends` on the country nobody named (`missing`), or some may and some
   * may not. region, currency, listed: whether it is so, if one was named („zur Region Europa?“, „in Euro?“);
   * else `yes` if the list tells, `unknown` if it does not.
   */
  readonly verdict: 'yes' | 'no' | 'depends' | 'unknown';
  readonly from?: string;
  /** The first of the countries asked about; all stand in `regions`. */
  readonly to?: string;
  /** All countries asked about, `from` first. */
  readonly regions: readonly CountryFacts[];
  /** Currencies of the customers' countries, none twice; empty where the list tells none, and for `supply`. */
  readonly currencies: readonly string[];
  /** The region named in the question. */
  readonly namedRegion?: string;
  /** The currency named in the question, if it is one („Kronen“ is three). */
  readonly namedCurrency?: string;
  /** Which side was not named, and is not known from the company's own country. */
  readonly missing?: 'from' | 'to';
  /** Asked was whether they differ: `yes` means that they do. */
  readonly differ?: true;
  /** The first country that is in no region. */
  readonly notListed?: string;
  /** False where a country was guessed, or it matters who sells to whom and the sentence did not tell. */
  readonly sure: boolean;
  /** The country's entry differs from the list of 2020-06-05 [csp-regions-2020]. */
  readonly changedSince2020?: true;
  readonly asOf: string;
}

type RegionVerdict = RegionAnswer['verdict'];

/** Gone: RU, BY; new: CN; moved: GU, MP, AS; other currency: FO, BR [csp-regions-2020]. */
const CHANGED = new Set(['RU', 'BY', 'CN', 'GU', 'MP', 'AS', 'FO', 'BR']);
const CURRENCIES_OF = currenciesByCountry();

/** Answers a question. In: the question, the company's own country (ISO code) if it is known. */
export function answerRegion(question: RegionQuestion, home?: string): RegionAnswer {
  const asked = withHome(question, home);
  const facts = [...new Set([asked.from ?? [], asked.to, asked.others].flat())].map(factsOf);
  const verdict = verdictOn(asked, facts);
  return {
    kind: asked.kind,
    verdict,
    ...given('from', asked.from),
    ...given('to', asked.to[0]),
    regions: facts,
    currencies: asked.kind === 'supply' ? [] : currenciesOf(asked),
    ...given('missing', verdict === 'depends' ? missingIn(asked) : undefined),
    ...said(asked),
    ...remarks(facts),
    sure: asked.sure && !isUnclear(asked),
    asOf: REGIONS_AS_OF,
  };
}

/** What the question itself named. */
function said({ kind, region, currency, differ }: RegionQuestion): Partial<RegionAnswer> {
  const [only, ...further] = currency ?? [];
  return {
    ...given('namedRegion', region),
    ...given('namedCurrency', further.length === 0 ? only : undefined),
    ...given('differ', kind === 'sameRegion' && differ ? (true as const) : undefined),
  };
}

function remarks(facts: readonly CountryFacts[]): Partial<RegionAnswer> {
  const changed = facts.some(({ country }) => CHANGED.has(country));
  return {
    ...given('notListed', facts.find((fact) => !isListed(fact))?.country),
    ...given('changedSince2020', changed ? (true as const) : undefined),
  };
}

function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>);
}

/** Puts the company's own country on the side nobody named. */
function withHome(question: RegionQuestion, home: string | undefined): RegionQuestion {
  if (home === undefined || !isBetween(question)) return question;
  if (question.from === undefined) return { ...question, from: home };
  return question.kind === 'supply' && question.to.length === 0
    ? { ...question, to: [home] }
    : question;
}

function isBetween({ kind }: RegionQuestion): boolean {
  return kind === 'sell' || kind === 'supply' || kind === 'sameRegion';
}

function missingIn(asked: RegionQuestion): 'from' | 'to' | undefined {
  if (!isBetween(asked)) return undefined;
  if (asked.from === undefined) return 'from';
  return asked.to.length === 0 && asked.region === undefined ? 'to' : undefined;
}

function verdictOn(asked: RegionQuestion, facts: readonly CountryFacts[]): RegionVerdict {
  if (asked.kind === 'currency') return onCurrency(asked);
  if (asked.kind === 'listed') return facts.every(isListed) ? 'yes' : 'no';
  if (asked.kind === 'region') return onRegion(asked, facts);
  const verdict = onTogether(asked, facts);
  return asked.kind === 'sameRegion' && asked.differ ? opposite(verdict) : verdict;
}

function onCurrency({ to, currency }: RegionQuestion): RegionVerdict {
  const known = to.map((country) => CURRENCIES_OF.get(country) ?? []);
  if (known.some((currencies) => currencies.length === 0)) return 'unknown';
  if (currency === undefined) return 'yes';
  return summed(known.map((currencies) => currencies.some((code) => currency.includes(code))));
}

function onRegion({ region }: RegionQuestion, facts: readonly CountryFacts[]): RegionVerdict {
  if (region !== undefined) return summed(facts.map((fact) => fact.region === region));
  return facts.every(isListed) ? 'yes' : 'unknown';
}

/** A country outside all regions decides it even when the other is not known. */
function onTogether(asked: RegionQuestion, facts: readonly CountryFacts[]): RegionVerdict {
  if (missingIn(asked) !== undefined) return facts.some(isListed) ? 'depends' : 'no';
  const region = facts[0]?.region;
  const isOurs = (country: string): boolean => region !== undefined && regionOf(country) === region;
  if (!asked.others.every(isOurs)) return 'no';
  const named = asked.region === undefined ? [] : [region === asked.region];
  return summed([...asked.to.map(isOurs), ...named]);
}

function summed(each: readonly boolean[]): RegionVerdict {
  if (each.every(Boolean)) return 'yes';
  return each.some(Boolean) ? 'depends' : 'no';
}

function opposite(verdict: RegionVerdict): RegionVerdict {
  if (verdict === 'yes') return 'no';
  return verdict === 'no' ? 'yes' : verdict;
}

/** Who is the customer matters only for the currency. */
function isUnclear({ kind, from, to, rolesClear }: RegionQuestion): boolean {
  if (rolesClear || (kind !== 'sell' && kind !== 'currency')) return false;
  const all = [from ?? [], to].flat().map((country) => String(CURRENCIES_OF.get(country)));
  return new Set(all).size > 1;
}

function factsOf(country: string): CountryFacts {
  return {
    country,
    ...given('region', regionOf(country)),
    currencies: CURRENCIES_OF.get(country) ?? [],
  };
}

function isListed({ region }: CountryFacts): boolean {
  return region !== undefined;
}

function currenciesOf({ to }: RegionQuestion): readonly string[] {
  return [...new Set(to.flatMap((country) => CURRENCIES_OF.get(country) ?? []))];
}

function currenciesByCountry(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, code = '', , currency = ''] of Object.values(regionLists.regions_2023).flat()) {
    const all = found.get(code) ?? [];
    found.set(code, currency === '' || all.includes(currency) ? all : [...all, currency]);
  }
  return found;
}
