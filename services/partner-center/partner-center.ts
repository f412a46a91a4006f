// Port: what Lotse asks Microsoft Partner Center with a provider's credentials, and what comes back.
// What Partner Center refuses with a known code is an answer; whatever else goes wrong is a silence with its reason.

export const PARTNER_CENTER_CALLS = [
  'agreementStatus',
  'relationships',
  'legalProfile',
  'countryRules',
  'address',
  'relationshipRequest',
  'customer',
  'customerResellers',
  'registration',
] as const;
export type PartnerCenterCall = (typeof PARTNER_CENTER_CALLS)[number];

export type NoAnswerReason =
  'unavailable' | 'signIn' | 'throttled' | 'outage' | 'badAnswer' | 'refused';

/** No answer. `code` is Microsoft's own where there is one; never words of theirs, in which anything may stand. */
export interface NoAnswer {
  readonly kind: 'silence';
  readonly reason: NoAnswerReason;
  readonly code: string;
  /** Epoch milliseconds before which asking again is of no use. */
  readonly retryAt?: number | undefined;
}

export type PartnerCenterAnswer<T> = { readonly kind: 'answer'; readonly value: T } | NoAnswer;

/** How an agreement stands; all but the first come as 400 with a code [agreement-status]. */
export type AgreementStatus =
  'signed' | 'notSigned' | 'noReseller' | 'unknownTenant' | 'unknownPartnerId' | 'otherRegion';

/** A company, by one of its two names. */
export type CompanyRef =
  | { readonly tenantId: string; readonly partnerId?: undefined }
  | { readonly partnerId: string; readonly tenantId?: undefined };

/** A partner in a relationship with the one who asks [partner-relationships]. */
export interface Relationship {
  readonly tenantId: string;
  readonly partnerId: string | undefined;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string | undefined;
  /** Further states than "Active" are not documented, so they mean neither yes nor no. */
  readonly isActive: boolean;
}

export type Vetting = 'none' | 'pending' | 'authorized' | 'rejected';

export interface LegalProfile {
  readonly companyName: string;
  readonly vetting: Vetting | undefined;
  /** As `csp.verification.changed` calls it; undefined where the two do not meet [api-enums]. */
  readonly check: 'email_ownership' | 'employment' | 'business' | undefined;
}

export interface PostalAddress {
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface CountryRules {
  readonly isStateRequired: boolean;
  readonly isPostalCodeRequired: boolean;
  readonly postalCodePattern: string | undefined;
}

/** `unchecked`: Partner Center could not tell. */
export type AddressVerdict = 'good' | 'partial' | 'wrong' | 'unchecked';

export interface Customer {
  readonly tenantId: string;
  readonly companyName: string;
}

export interface PartnerCenter {
  agreementStatus(of: CompanyRef): Promise<PartnerCenterAnswer<AgreementStatus>>;
  /** All our resellers, as a provider sees them; never a part of the list. */
  resellers(): Promise<PartnerCenterAnswer<readonly Relationship[]>>;
  legalProfile(): Promise<PartnerCenterAnswer<LegalProfile>>;
  countryRules(country: string): Promise<PartnerCenterAnswer<CountryRules>>;
  checkAddress(address: PostalAddress): Promise<PartnerCenterAnswer<AddressVerdict>>;
  /** The link by which a customer accepts a relationship with the caller [customer-invitation]. */
  customerInvitation(): Promise<PartnerCenterAnswer<string>>;
  customer(tenantId: string): Promise<PartnerCenterAnswer<Customer>>;
  /** Tenant ids of the resellers of a customer. */
  customerResellers(tenantId: string): Promise<PartnerCenterAnswer<readonly string[]>>;
}

/** An answer. */
export function answer<T>(value: T): PartnerCenterAnswer<T> {
  return { kind: 'answer', value };
}

/** A silence. */
export function noAnswer(reason: NoAnswerReason, code: string, retryAt?: number): NoAnswer {
  return { kind: 'silence', reason, code, retryAt };
}
