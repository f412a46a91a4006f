// A country, and whether the CSP list names it [csp-regions].

import { z } from 'zod';
import { readCountry } from '../../reading/country.ts';
import { regionOf } from '../regions.ts';
import type { Doubt, IssueCode } from './finding.ts';

const unknown: IssueCode = 'country.unknown';
const required: IssueCode = 'required';

/** A country. Out: a schema, ISO code or name in German or English → ISO 3166-1 alpha-2. */
export function country(): z.ZodType<string, string> {
  return optionalCountry().pipe(z.string().min(1, required));
}

/** A country, or nothing. */
export function optionalCountry(): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const code = text.trim() === '' ? '' : readCountry(text);
    if (code === undefined) context.addIssue(unknown);
    return code ?? '';
  });
}

/** Doubtful when the country is in no CSP region [csp-regions]. */
export const outsideRegions: Doubt = (value) =>
  value !== '' && regionOf(value) === undefined ? 'country.noRegion' : undefined;

/** Doubtful: the directory names another country, so maybe another tenant [partner-id-location]. */
export const otherThanDirectory: Doubt = (value, { directoryCountry }) =>
  directoryCountry === undefined || directoryCountry === value
    ? undefined
    : { code: 'country.otherThanDirectory', better: directoryCountry };
