// A phone number that is possible and valid for its country, kept as E.164 (libphonenumber).

import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { z } from 'zod';
import { plainText } from '../../reading/plain-text.ts';
import type { IssueCode, RuleContext } from './finding.ts';
import { madeOnce } from './schemas.ts';

const required: IssueCode = 'required';
/** The whole line is the number: "030 1234567 or 0171…" must not lose its second half silently. */
const WHOLE = { extract: false };

/** A phone number. In: what is known (the company's country). Out: a schema, national or international form → E.164. */
export function phone({ companyCountry }: RuleContext): z.ZodType<string, string> {
  return phoneIn(companyCountry);
}

const phoneIn = madeOnce((companyCountry: string | undefined) =>
  z.string().transform((text, context) => {
    const given = plainText(text);
    if (given === '') {
      context.addIssue(required);
      return given;
    }
    const dialled = given.replace(/^tel(?:efon)?[.:\s]\s*/iu, '').replace(/^00(?=[1-9])/u, '+');
    const defaultCountry = countryOrNone(companyCountry);
    const number = parsePhoneNumberFromString(dialled, {
      ...WHOLE,
      ...(defaultCountry && { defaultCountry }),
    });
    if (number?.isValid() === true) return number.number;
    context.addIssue(problem(given, companyCountry));
    return given;
  }),
);

function problem(given: string, country: string | undefined): IssueCode {
  const national = !/^(?:\+|00)/u.test(given);
  return national && countryOrNone(country) === undefined ? 'phone.noCountry' : 'phone.format';
}

function countryOrNone(country: string | undefined): CountryCode | undefined {
  return country !== undefined && isSupportedCountry(country) ? country : undefined;
}
