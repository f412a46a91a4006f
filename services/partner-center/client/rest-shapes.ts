// Partner Center's JSON, read tolerantly where its documents disagree [api-spelling-variants].

import { z } from 'zod';

/** Both shapes of errors; `code` is documented as text and sent as a number [api-errors]. */
export const errorShape = z.looseObject({
  code: z.union([z.string(), z.number()]).optional(),
  statusCode: z.union([z.string(), z.number()]).optional(),
  message: z.string().optional(),
});

export const agreementShape = z.looseObject({ isAgreementSigned: z.boolean() });

const header = z.looseObject({ key: z.string(), value: z.string() });

/** One page of a collection. */
export const pageShape = z.looseObject({
  items: z.array(z.unknown()),
  links: z
    .looseObject({
      next: z.looseObject({ headers: z.array(header).nullish() }).nullish(),
    })
    .nullish(),
});

const guid = z.guid().transform((id) => id.toLowerCase());

export const relationshipShape = z
  .looseObject({
    id: guid,
    relationshipType: z.string().optional(),
    state: z.string().optional(),
    mpnId: z.coerce.string().optional(),
    partnerId: z.coerce.string().optional(),
    location: z.string().optional(),
  })
  .transform(({ id, relationshipType = '', state = '', mpnId, partnerId, location }) => ({
    tenantId: id,
    type: plain(relationshipType),
    partnerId: mpnId ?? partnerId,
    country: location?.toUpperCase(),
    isActive: state.toLowerCase() === 'active',
  }));

const CHECKS: Readonly<Record<string, 'email_ownership' | 'employment' | 'business'>> = {
  emailownership: 'email_ownership',
  employmentverification: 'employment',
  businessverification: 'business',
};
const VETTING = ['none', 'pending', 'authorized', 'rejected'] as const;

export const legalProfileShape = z
  .looseObject({
    companyName: z.string().min(1).max(200),
    vettingStatus: z.string().nullish(),
    vettingSubStatus: z.string().nullish(),
  })
  .transform(({ companyName, vettingStatus, vettingSubStatus }) => ({
    companyName,
    vetting: VETTING.find((one) => one === plain(vettingStatus ?? '')),
    check: CHECKS[plain(vettingSubStatus ?? '')],
  }));

export const countryRulesShape = z
  .looseObject({
    isStateRequired: z.boolean().default(false),
    isPostalCodeRequired: z.boolean().default(false),
    postalCodeRegex: z.string().nullish(),
  })
  .transform(({ isStateRequired, isPostalCodeRequired, postalCodeRegex }) => ({
    isStateRequired,
    isPostalCodeRequired,
    postalCodePattern: postalCodeRegex ?? undefined,
  }));

/** The table of the documents writes the same words with blanks between. */
export const addressShape = z
  .looseObject({ status: z.string() })
  .transform(({ status }) => plain(status));

export const invitationShape = z.looseObject({ url: z.string().max(2000) });

export const customerShape = z
  .looseObject({ id: guid, companyProfile: z.looseObject({ companyName: z.string().min(1) }) })
  .transform(({ id, companyProfile }) => ({
    tenantId: id,
    companyName: companyProfile.companyName.slice(0, 200),
  }));

export const customerResellerShape = z.looseObject({ id: guid }).transform(({ id }) => id);

export const eventNamesShape = z.array(z.string().max(200)).max(1000);

export const registrationShape = z
  .looseObject({ WebhookUrl: z.string(), WebhookEvents: z.array(z.string()) })
  .transform(({ WebhookUrl, WebhookEvents }) => ({ url: WebhookUrl, events: WebhookEvents }));

export const testShape = z.looseObject({ correlationId: z.guid() });

export const testResultShape = z
  .looseObject({
    status: z.string(),
    results: z.array(z.looseObject({ responseCode: z.coerce.string() })).nullish(),
  })
  .transform(({ status, results }) => ({
    status,
    codes: (results ?? []).map(({ responseCode }) => responseCode),
  }));

/** Enums come as EmailOwnership, email_ownership or "email ownership" [api-enums]. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[_\s]/gu, '');
}
