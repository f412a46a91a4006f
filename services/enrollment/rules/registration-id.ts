// The company's registration number: mandatory in 24 countries, free elsewhere (A.2.4).

import { z } from 'zod';
import { readCountry } from '../../reading/country.ts';
import mandatory from '../data/registration-id-countries.json' with { type: 'json' };
import type { IssueCode, Known } from './finding.ts';
import { optionalLine } from './text.ts';

const LONGEST = 60;
const MANDATORY: ReadonlySet<string> = new Set(mandatory);

/** A registration number. In: what is known (the country). Out: a schema, empty only where it is not mandatory. */
export function registrationId({ values }: Known): z.ZodType<string, string> {
  const required: IssueCode = 'registrationId.required';
  const country = readCountry(values['country'] ?? '') ?? '';
  return optionalLine(LONGEST).pipe(
    z.string().refine((id) => id !== '' || !MANDATORY.has(country), required),
  );
}
