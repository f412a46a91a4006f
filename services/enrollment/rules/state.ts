// The state or province, where addresses of the country have one (localized-address-format carries Google's address data).

import { formatAddress } from 'localized-address-format';
import { z } from 'zod';
import { readCountry } from '../../reading/country.ts';
import type { IssueCode, RuleContext } from './finding.ts';
import { lineOrNone } from './schemas.ts';

const MARK = 'QZQ';
const LONGEST = 100;
const required: IssueCode = 'required';
const FREE = lineOrNone(LONGEST);
const NEEDED = FREE.pipe(z.string().min(1, required));

/** Federations whose addresses need a state; `isStateRequired` in [country-validation]. */
const REQUIRED = new Set(['AU', 'BR', 'CA', 'CN', 'IN', 'JP', 'MX', 'US']);

/** A state. In: what is known (the country). Out: a schema, demanded only where an address is incomplete without. */
export function state({ values }: RuleContext): z.ZodType<string, string> {
  const country = readCountry(values['country'] ?? '');
  return country !== undefined && REQUIRED.has(country) ? NEEDED : FREE;
}

/** Whether addresses of a country have a state. In: ISO code, or undefined. Out: whether to show the field. */
export function hasState(country: string | undefined): boolean {
  if (country === undefined) return false;
  const lines = formatAddress({
    postalCountry: country,
    administrativeArea: MARK,
    locality: 'L',
    addressLines: ['A'],
  });
  return lines.some((text) => text.includes(MARK));
}
