// From what a directory tells to values of the form: what is sure, what is only likely, and which milestones it proves.

import { endsInLegalForm } from '../enrollment/rules/written-out.ts';
import type { MilestoneId } from '../enrollment/milestones.ts';
import type { Values } from '../enrollment/rules/finding.ts';
import type { DirectoryFacts } from '../enrollment/take-over.ts';
import type { Account, DirectoryFindings } from './directory.ts';

export interface SignedInPerson {
  readonly tenantId: string;
  /** Their id in the directory, as Teams tells it. */
  readonly personId: string;
}

/** What counts of the findings for this person. Out: undefined when they are, or may be, about another tenant: none may be used. */
export function factsFor(
  reader: SignedInPerson,
  findings: DirectoryFindings,
): DirectoryFacts | undefined {
  const { organization, account } = findings;
  const isThemselves = same(account?.id, reader.personId);
  const isTheirs =
    organization === undefined ? isThemselves : same(organization.id, reader.tenantId);
  if (!isTheirs) return undefined;
  return {
    values: {
      ...tenantValues(findings),
      // Whoever signs in with a separate admin account is not the person Microsoft should write to.
      ...(isThemselves && account && { contact: contactOf(account) }),
    },
    unsure: unsureIn(findings),
    domains: organization?.verifiedDomains ?? [],
    reached: reachedIn(findings),
  };
}

function tenantValues({
  organization,
  isGlobalAdmin,
}: DirectoryFindings): DirectoryFacts['values'] {
  const workAccount = workAccountOf(isGlobalAdmin);
  if (organization === undefined) return { account: given({ workAccount }) };
  const { displayName, street, postalCode, city, state, country } = organization;
  return {
    ...(organization.isIndirectReseller && { situation: { situation: 'csp' } }),
    account: given({ workAccount, tenantCountry: country }),
    company: given({ legalName: displayName, street, postalCode, city, state, country }),
  };
}

/** Without the role it is only likely: a role that can be activated on demand (PIM) does not show. */
function workAccountOf(isGlobalAdmin: boolean | undefined): string | undefined {
  if (isGlobalAdmin === undefined) return undefined;
  return isGlobalAdmin ? 'admin' : 'user';
}

/** A directory's display name need not be the registered one; with a legal form at its end it most likely is. */
function unsureIn({ organization, isGlobalAdmin }: DirectoryFindings): readonly string[] {
  return [
    'situation',
    ...(isGlobalAdmin === true ? [] : ['workAccount']),
    ...(endsInLegalForm(organization?.displayName ?? '') ? [] : ['legalName']),
  ];
}

/** Conservative: a reseller's tenant has applied; no more is known [reseller-tenant-type]. */
function reachedIn({ organization, isAdminAgent }: DirectoryFindings): readonly MilestoneId[] {
  return [
    ...(organization?.isIndirectReseller === true ? (['submitted'] as const) : []),
    ...(organization !== undefined && isAdminAgent === true ? (['adminAgent'] as const) : []),
  ];
}

function contactOf({ givenName, surname, mail, phone }: Account): Values {
  return given({ firstName: givenName, lastName: surname, email: mail, phone });
}

function given(values: Readonly<Record<string, string | undefined>>): Values {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Values;
}

function same(id: string | undefined, other: string): boolean {
  return id?.toLowerCase() === other.toLowerCase();
}
