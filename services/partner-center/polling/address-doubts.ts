// Doubts about an address: country's rules [country-validation], its check [address-validation].

import { createHash } from 'node:crypto';
import type { Enrollment } from '../../enrollment/enrollment.ts';
import type { AddressDoubt } from './hints.ts';
import type { AddressVerdict, CountryRules, PostalAddress } from '../partner-center.ts';

/** A pattern from outside is tried on short text only, so that none can take long. */
const LONGEST_CODE = 12;
const LONGEST_PATTERN = 500;

/** The address of the form. Out: undefined when the form asked for none (already in CSP). */
export function addressIn({ answers }: Enrollment): PostalAddress | undefined {
  const values = answers['company']?.values;
  if (values === undefined) return undefined;
  const of = (field: keyof PostalAddress): string => values[field] ?? '';
  const country = of('country');
  if (country === '') return undefined;
  const [street, city, state] = [of('street'), of('city'), of('state')];
  return { street, city, state, postalCode: of('postalCode'), country };
}

/** A mark that changes with the address, and does not tell it. */
export function markOf(address: PostalAddress): string {
  return createHash('sha256').update(JSON.stringify(address)).digest('base64url').slice(0, 16);
}

/** In: an address, the rules and the verdict as far as they could be had. Out: each doubt once. */
export function addressDoubts(
  { state, postalCode }: PostalAddress,
  rules: CountryRules | undefined,
  verdict: AddressVerdict | undefined,
): readonly AddressDoubt[] {
  const doubts: AddressDoubt[] = [];
  if (verdict === 'wrong') doubts.push('addressWrong');
  if (verdict === 'partial') doubts.push('addressPartial');
  if (rules && !isPostalCode(postalCode, rules)) doubts.push('postalCode');
  if (rules?.isStateRequired && state === '') doubts.push('state');
  return doubts;
}

function isPostalCode(
  code: string,
  { isPostalCodeRequired, postalCodePattern: pattern }: CountryRules,
): boolean {
  if (code === '') return !isPostalCodeRequired;
  if (!pattern || pattern.length > LONGEST_PATTERN || code.length > LONGEST_CODE) return true;
  try {
    return new RegExp(pattern, 'iu').test(code);
  } catch {
    return true;
  }
}
