// PartnerID (once MPN ID) of type Location and its country: both, or neither [partner-id-location].

import { z } from 'zod';
import { plainText } from '../../reading/plain-text.ts';
import { optionalCountry } from './country.ts';
import type { IssueCode, RuleContext } from './finding.ts';
import { saysThereIsNone } from './no-answer.ts';
import { madeOnce } from './schemas.ts';

const format: IssueCode = 'partnerId.format';

/** A PartnerID. In: what is known. Out: a schema, 4 to 10 digits; empty when its country is empty too. */
export function partnerId({ values }: RuleContext): z.ZodType<string, string> {
  return partnerIdWhen(isGiven(values['partnerIdCountry']));
}

const partnerIdWhen = madeOnce((wanted: boolean) => {
  const missing: IssueCode = 'partnerId.missing';
  return z
    .string()
    .transform((text) => (saysThereIsNone(text) ? '' : plainText(text).replace(/[ .]/gu, '')))
    .pipe(
      z
        .string()
        .regex(/^(?:\d{4,10})?$/u, format)
        .refine((id) => id !== '' || !wanted, missing),
    );
});

/** The PartnerID's country. Refused when it is not the tenant's: a PartnerID of another country cannot be associated. */
export function partnerIdCountry({
  values,
  tenantCountry,
}: RuleContext): z.ZodType<string, string> {
  const needed = isGiven(values['partnerId']) ? countryNeeded : countryFree;
  return needed(tenantCountry);
}

const countryNeeded = madeOnce((tenantCountry: string | undefined) =>
  ownCountry(tenantCountry, true),
);
const countryFree = madeOnce((tenantCountry: string | undefined) =>
  ownCountry(tenantCountry, false),
);

function ownCountry(tenantCountry: string | undefined, wanted: boolean): z.ZodType<string, string> {
  const missing: IssueCode = 'partnerIdCountry.missing';
  const other: IssueCode = 'partnerIdCountry.otherThanTenant';
  return optionalCountry()
    .refine((code) => code !== '' || !wanted, missing)
    .refine((code) => code === '' || tenantCountry === undefined || code === tenantCountry, other);
}

function isGiven(value: string | undefined): boolean {
  return (value ?? '').trim() !== '';
}
