// A phone number that is possible and valid for its country, kept as E.164 (libphonenumber).

import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { z } from 'zod';
import { readPhoneLine, type PhoneLine } from '../../reading/phone-line.ts';
import { plainText } from '../../reading/plain-text.ts';
import type { IssueCode, RuleContext } from './finding.ts';
import { madeOnce } from './schemas.ts';

const required: IssueCode = 'required';
/** A line of a signature is shorter; what is longer is not searched. */
const LONGEST = 200;
/** The whole line is the number: "030 1234567 abc" must not lose its second half silently. */
const WHOLE = { extract: false };
/** Numbers of these countries have no fixed length, so a direct line's digits are dialled right after them. */
const DIRECT_DIAL: ReadonlySet<string> = new Set(['DE', 'AT']);

/** A phone number. In: what is known (the company's country). Out: a schema, as in a signature → E.164. */
export function phone({ companyCountry }: RuleContext): z.ZodType<string, string> {
  return phoneIn(companyCountry);
}

const phoneIn = madeOnce((companyCountry: string | undefined) =>
  z.string().transform((text, context) => {
    const given = plainText(text);
    const line = readPhoneLine(given.slice(0, LONGEST));
    const number = line.kind === 'number' ? found(line, countryOrNone(companyCountry)) : undefined;
    if (number !== undefined && given.length <= LONGEST) return number;
    context.addIssue(given === '' ? required : problem(line, companyCountry));
    return given;
  }),
);

/** The direct line's number where there is one, else the house's. */
function found(
  { number, directDial }: Extract<PhoneLine, { readonly kind: 'number' }>,
  country: CountryCode | undefined,
): string | undefined {
  const house = parsed(number, country);
  if (directDial === '') return house?.number;
  const direct = parsed(`${number}${directDial}`, country);
  const isDialled = direct !== undefined && DIRECT_DIAL.has(direct.country ?? '');
  return (isDialled ? direct : house)?.number;
}

function parsed(text: string, country: CountryCode | undefined): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(text, {
    ...WHOLE,
    ...(country && { defaultCountry: country }),
  });
  return number?.isValid() === true ? number : undefined;
}

function problem(line: PhoneLine, country: string | undefined): IssueCode {
  if (line.kind !== 'number') return line.kind === 'fax' ? 'phone.fax' : 'phone.several';
  const national = !line.number.startsWith('+');
  return national && countryOrNone(country) === undefined ? 'phone.noCountry' : 'phone.format';
}

function countryOrNone(country: string | undefined): CountryCode | undefined {
  return country !== undefined && isSupportedCountry(country) ? country : undefined;
}
