// The company's registration number: mandatory in 24 countries, else free [registration-number]; doubtful when it has none of
// the forms that the country's numbers have (stdnum, and what it lacks).

import { stdnum } from 'stdnum';
import { z } from 'zod';
import { readCountry } from '../../reading/country.ts';
import { folded } from '../../reading/plain-text.ts';
import mandatoryIn from '../data/registration-id-countries.json' with { type: 'json' };
import numberForms from '../data/registration-numbers.json' with { type: 'json' };
import type { Doubt, IssueCode, RuleContext } from './finding.ts';
import { isRepeated } from './no-answer.ts';
import { lineOrNone, madeOnce } from './schemas.ts';

const LONGEST = 60;
const MANDATORY: ReadonlySet<string> = new Set(mandatoryIn);

interface CountryForms {
  /** Kinds of stdnum that a company may have. */
  readonly kinds: readonly string[];
  /** Forms that stdnum does not know, without blanks and marks. */
  readonly also: readonly string[];
  /** Numbers of the right form, for the words. */
  readonly examples: string;
}

const FORMS: Readonly<Record<string, CountryForms>> = numberForms;
/** Legal entity identifiers are the same everywhere (ISO 17442). */
const LEI = /^[A-Z\d]{18}\d{2}$/u;
const SAMPLE = /^(?:0?1234567890?|12345678|987654321|9876543210)$/u;

const required: IssueCode = 'registrationId.required';
const noNumber: IssueCode = 'registrationId.noNumber';

/** A registration number. In: what is known (the country). Out: a schema, empty only where it is not mandatory. */
export function registrationId({ values }: RuleContext): z.ZodType<string, string> {
  return registrationIdWhen(MANDATORY.has(countryIn(values)));
}

/** „Keine“ and „-“ mean that there is none: right where it is not mandatory. */
const registrationIdWhen = madeOnce((mandatory: boolean) =>
  lineOrNone(LONGEST).pipe(
    z
      .string()
      .refine((id) => id !== '' || !mandatory, required)
      .refine((id) => id === '' || isNumber(id), noNumber),
  ),
);

/** Doubtful: a sample's number, or one of none of the country's forms; countries whose forms nobody knows are let pass. */
export const registrationIdForm: Doubt = (value, { values }) => {
  const country = countryIn(values);
  const forms = FORMS[country];
  if (value === '') return undefined;
  if (forms !== undefined && !fits(value, country, forms)) {
    return { code: 'registrationId.form', params: { examples: forms.examples } };
  }
  return SAMPLE.test(compact(value)) ? 'placeholder.likely' : undefined;
};

function countryIn(values: RuleContext['values']): string {
  return readCountry(values['country'] ?? '') ?? '';
}

/** A number has a digit, and not one digit alone. */
function isNumber(id: string): boolean {
  return /\d/u.test(id) && !isRepeated(id) && !/^[\p{L} ]*0+$/u.test(folded(id));
}

function fits(value: string, country: string, { kinds, also }: CountryForms): boolean {
  const bare = compact(value);
  if (LEI.test(bare) || also.some((form) => new RegExp(form, 'u').test(bare))) return true;
  const spellings = [value, bare, ...withoutLabel(bare, country)];
  return kinds.some((kind) => spellings.some((spelling) => isOf(country, kind, spelling)));
}

/** „NIP: PL 526-025-02-74“ is 5260250274, and „CHE-123.456.789 MWST“ ends with its digits. */
function withoutLabel(bare: string, country: string): readonly string[] {
  const digits = bare.replace(/^\p{L}+/u, '');
  const prefixed = bare.slice(bare.indexOf(country) + country.length);
  return [digits, `${country}${digits}`, prefixed, bare.replace(/\p{L}+$/u, '')];
}

/** Where the number is free, a wrong check digit is let pass: many imprints show a number in disguise. */
function isOf(country: string, kind: string, spelling: string): boolean {
  const { isValid, error } = stdnum[country]?.[kind]?.validate(spelling) ?? {};
  if (isValid === true) return true;
  return error?.name === 'InvalidChecksum' && !MANDATORY.has(country);
}

function compact(value: string): string {
  return folded(value).toUpperCase().replaceAll(' ', '');
}
