// The company's registration number: mandatory in 24 countries, else free [registration-number].

import { z } from 'zod';
import { readCountry } from '../../reading/country.ts';
import mandatoryIn from '../data/registration-id-countries.json' with { type: 'json' };
import type { IssueCode, RuleContext } from './finding.ts';
import { madeOnce, optionalLine } from './schemas.ts';

const LONGEST = 60;
const MANDATORY: ReadonlySet<string> = new Set(mandatoryIn);

/** A registration number. In: what is known (the country). Out: a schema, empty only where it is not mandatory. */
export function registrationId({ values }: RuleContext): z.ZodType<string, string> {
  return registrationIdWhen(MANDATORY.has(readCountry(values['country'] ?? '') ?? ''));
}

const registrationIdWhen = madeOnce((mandatory: boolean) => {
  const required: IssueCode = 'registrationId.required';
  return optionalLine(LONGEST).pipe(z.string().refine((id) => id !== '' || !mandatory, required));
});
