// A postal code that fits its country: postcode-validator knows 190 countries, validator.js draws some lines closer.

import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';
import validator from 'validator';
import { z } from 'zod';
import { readCountry } from '../../reading/country.ts';
import { plainText } from '../../reading/plain-text.ts';
import type { IssueCode, RuleContext } from './finding.ts';
import { madeOnce } from './schemas.ts';

const LONGEST = 12;
const LONGEST_TYPED = 24;
/** A hyphen is put back into codes this long ("1000001" in Japan); "10115" in Poland is rather a German code. */
const LONG = 7;
const format: IssueCode = 'postalCode.format';
const required: IssueCode = 'required';

/** Where neither library draws the line: no German code is below 01001, no Swiss, Belgian or Hungarian one below 1000. */
const LEADING: Readonly<Record<string, RegExp>> = {
  DE: /^(?!00|01000|99999)/u,
  CH: /^[1-9]/u,
  AT: /^[1-9]/u,
  BE: /^[1-9]/u,
  HU: /^[1-9]/u,
};

/** Codes in use that a library refuses: in two countries they contradict each other, Argentina's short codes are still written. */
const ALSO: Readonly<Record<string, RegExp>> = {
  AR: /^\d{4}$/u,
  AZ: /^AZ ?\d{4}$/u,
  HT: /^(?:HT ?)?\d{4}$/u,
};

/** Letters before a code that are not the country's ISO code: those on its cars. */
const PREFIXES: Readonly<Record<string, string>> = {
  A: 'AT',
  B: 'BE',
  D: 'DE',
  E: 'ES',
  F: 'FR',
  FIN: 'FI',
  FL: 'LI',
  H: 'HU',
  I: 'IT',
  L: 'LU',
  N: 'NO',
  P: 'PT',
  S: 'SE',
};

/** A postal code. In: what is known (the country). Out: a schema; empty only where the country has no codes. */
export function postalCode({ values }: RuleContext): z.ZodType<string, string> {
  return postalCodeIn(readCountry(values['country'] ?? ''));
}

const postalCodeIn = madeOnce((country: string | undefined) =>
  z.string().transform((text, context) => {
    const given = plainText(text).toUpperCase();
    const issue = given.length > LONGEST_TYPED ? format : problem(given, country);
    if (issue !== undefined) context.addIssue(issue);
    return issue !== undefined || country === undefined
      ? given
      : (fitting(given, country) ?? given);
  }),
);

function problem(given: string, country: string | undefined): IssueCode | undefined {
  if (country === undefined) return undefined;
  if (given === '') return hasCodes(country) ? required : undefined;
  return fitting(given, country) === undefined ? format : undefined;
}

/** The spelling that fits: as given, without the country's prefix („D-10115“), or with blank, hyphen or prefix where they belong. */
function fitting(given: string, country: string): string | undefined {
  const [, prefix = '', rest = ''] = /^([A-Z]{1,3})[ -]+(.+)$/u.exec(given) ?? [];
  const bare = prefix === country || PREFIXES[prefix] === country ? rest : given;
  const compact = bare.replaceAll(' ', '');
  const cuts = Array.from(compact, (_, at) => [compact.slice(0, at), compact.slice(at)] as const);
  const spaced = cuts.map(([head, tail]) => `${head} ${tail}`);
  const joined = compact.length < LONG ? [] : cuts.map(([head, tail]) => `${head}-${tail}`);
  const spellings = [given, bare, compact, ...spaced, ...joined, `${country}-${compact}`];
  return spellings.find((spelling) => fits(spelling, country));
}

function fits(code: string, country: string): boolean {
  if (code.length > LONGEST) return false;
  if (!hasCodes(country) || ALSO[country]?.test(code) === true) return true;
  return LEADING[country]?.test(code) !== false && isFoundRight(code, country);
}

function isFoundRight(code: string, country: string): boolean {
  const found = postcodeValidator(code, country);
  return found && (!isListed(country) || validator.isPostalCode(code, country));
}

function isListed(country: string): country is validator.PostalCodeLocale {
  return (validator.isPostalCodeLocales as readonly string[]).includes(country);
}

function hasCodes(country: string): boolean {
  return postcodeValidatorExistsForCountry(country);
}
