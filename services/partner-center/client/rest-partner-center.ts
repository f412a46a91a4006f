// Partner Center over REST [api-endpoints]. No SDK: the .NET one is archived, Node never had one.

import {
  answer,
  noAnswer,
  type AddressVerdict,
  type AgreementStatus,
  type CompanyRef,
  type PartnerCenter,
  type PostalAddress,
} from '../partner-center.ts';
import type { RestCaller } from './rest-caller.ts';
import { collect } from './rest-pages.ts';
import {
  addressShape,
  agreementShape,
  countryRulesShape,
  customerResellerShape,
  customerShape,
  invitationShape,
  legalProfileShape,
  relationshipShape,
} from './rest-shapes.ts';

/** "Not signed" comes as an error [agreement-status]. 2000, 2001 are our faults and stay errors. */
const AGREEMENT_CODES: Readonly<Record<string, AgreementStatus>> = {
  2200: 'unknownPartnerId',
  2201: 'otherRegion',
  2203: 'notSigned',
  2204: 'noReseller',
  2205: 'unknownTenant',
  2206: 'notSigned',
};

const VERDICTS: Readonly<Record<string, AddressVerdict>> = {
  verifiedshippable: 'good',
  verified: 'good',
  interactionrequired: 'partial',
  streetpartial: 'partial',
  premisespartial: 'partial',
  multiple: 'partial',
  none: 'wrong',
};

/** The one host that invitations lead to [customer-invitation], whatever else the answer says. */
const INVITATION_HOST = 'admin.microsoft.com';

/** Makes the adapter. In: the caller, and the tenant whose credentials it has. */
export function createPartnerCenter(call: RestCaller, ownTenantId: string): PartnerCenter {
  return {
    agreementStatus: (of) => agreementStatus(call, of),
    async resellers() {
      const path = '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf';
      const asking = { call: 'relationships', as: 'user', path } as const;
      const found = await collect(call, asking, relationshipShape);
      if (found.kind === 'silence') return found;
      return answer(found.value.filter(({ type }) => type === 'isindirectcloudsolutionproviderof'));
    },
    legalProfile: () =>
      call({
        call: 'legalProfile',
        as: 'app',
        path: '/v1/profiles/legalbusiness?vettingVersion=Current',
        shape: legalProfileShape,
      }),
    countryRules: (country) =>
      call({
        call: 'countryRules',
        as: 'app',
        path: `/v1/countryvalidationrules/${encodeURIComponent(country)}`,
        shape: countryRulesShape,
      }),
    checkAddress: (address) => checkAddress(call, address),
    customerInvitation: () => customerInvitation(call, ownTenantId),
    customer: (id) =>
      call({ call: 'customer', as: 'app', path: `/v1/customers/${id}`, shape: customerShape }),
    customerResellers: (id) =>
      collect(
        call,
        { call: 'customerResellers', as: 'user', path: `/v1/customers/${id}/relationships` },
        customerResellerShape,
      ),
  };
}

function agreementStatus(
  call: RestCaller,
  { tenantId, partnerId }: CompanyRef,
): ReturnType<PartnerCenter['agreementStatus']> {
  const query = new URLSearchParams(tenantId === undefined ? { mpnId: partnerId } : { tenantId });
  return call<AgreementStatus>({
    call: 'agreementStatus',
    as: 'user',
    path: `/v1/compliance/csp/agreementstatus?${query.toString()}`,
    shape: agreementShape.transform(({ isAgreementSigned }) =>
      isAgreementSigned ? 'signed' : 'notSigned',
    ),
    codes: AGREEMENT_CODES,
  });
}

/** A state is left out where the country has none, as the SDK does. */
async function checkAddress(
  call: RestCaller,
  { street, city, state, postalCode, country }: PostalAddress,
): ReturnType<PartnerCenter['checkAddress']> {
  const place = { City: city, State: state, PostalCode: postalCode, Country: country };
  const status = await call({
    call: 'address',
    as: 'app',
    method: 'POST',
    path: '/v1/validations/address',
    body: { AddressLine1: street, ...place },
    shape: addressShape,
  });
  return status.kind === 'silence' ? status : answer(VERDICTS[status.value] ?? 'unchecked');
}

/** A link that is not Microsoft's, or invites to somebody else, never comes near a person. */
async function customerInvitation(
  call: RestCaller,
  ownTenantId: string,
): ReturnType<PartnerCenter['customerInvitation']> {
  const given = await call({
    call: 'relationshipRequest',
    as: 'user',
    path: '/v1/customers/relationshiprequests',
    shape: invitationShape,
  });
  if (given.kind === 'silence') return given;
  const url = URL.parse(given.value.url);
  const isOurs = url !== null && isMicrosofts(url) && partnerIn(url) === ownTenantId.toLowerCase();
  return isOurs ? answer(url.href) : noAnswer('badAnswer', 'foreignLink');
}

function isMicrosofts({ protocol, host, username }: URL): boolean {
  return protocol === 'https:' && host === INVITATION_HOST && username === '';
}

function partnerIn({ searchParams }: URL): string | undefined {
  return searchParams.get('partnerId')?.toLowerCase();
}
