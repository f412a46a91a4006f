// The directory through Microsoft Graph [graph-directory]: three questions, a permission for each.

import { z } from 'zod';
import type {
  Account,
  Directory,
  DirectoryFindings,
  DirectoryPart,
  Organization,
} from './directory.ts';
import type { Graph, GraphAnswer, GraphCaller } from './graph.ts';
import { createGraph, type GraphSettings } from './graph-client.ts';
import { readMemberships } from './graph-memberships.ts';

const RESELLER = 'valueaddedresellerpartnerdelegatedadmin';

const ORGANIZATION =
  '/organization?$select=id,displayName,countryLetterCode,street,city,postalCode,state,verifiedDomains,partnerTenantType';
const ME = '/me?$select=id,givenName,surname,mail,businessPhones,mobilePhone';

/** A wrong type counts as not told: one odd property does not spoil the rest. */
const text = z
  .string()
  .transform((given) => given.trim() || undefined)
  .optional()
  .catch(undefined);

const organizations = z.object({
  value: z
    .array(
      z.object({
        id: z.string().min(1),
        displayName: text,
        countryLetterCode: text,
        street: text,
        city: text,
        postalCode: text,
        state: text,
        verifiedDomains: z.array(z.object({ name: z.string() }).catch({ name: '' })).catch([]),
        partnerTenantType: text,
      }),
    )
    .min(1),
});

const me = z.object({
  id: z.string().min(1),
  givenName: text,
  surname: text,
  mail: text,
  businessPhones: z.array(text).catch([]),
  mobilePhone: text,
});

export interface GraphDirectorySettings extends GraphSettings {
  /** How long all calls together may take. */
  readonly readingMs?: number;
}

/** Pages and questions that follow one another share this time: somebody waits in the chat. */
const READING_MS = 8000;

/** The directory behind Microsoft Graph. In: its address; how long a call may take, and all of them. */
export function createGraphDirectory(settings: GraphDirectorySettings): Directory {
  const graph = createGraph(settings);
  const { readingMs = READING_MS } = settings;
  return { read: (token) => readAll(graph, { token, signal: AbortSignal.timeout(readingMs) }) };
}

async function readAll(graph: Graph, caller: GraphCaller): Promise<DirectoryFindings> {
  const [organization, account, membership] = await Promise.all([
    graph.call({ ...caller, path: ORGANIZATION }, organizations),
    graph.call({ ...caller, path: ME }, me),
    readMemberships(graph, caller),
  ]);
  return {
    organization: organization.ok ? organizationIn(organization.value) : undefined,
    account: account.ok ? accountIn(account.value) : undefined,
    isGlobalAdmin: membership.isGlobalAdmin,
    isAdminAgent: membership.isAdminAgent,
    gaps: {
      ...gapOf('organization', organization),
      ...gapOf('account', account),
      ...(membership.roles && { roles: membership.roles }),
      ...(membership.groups && { groups: membership.groups }),
    },
  };
}

function organizationIn({ value }: z.infer<typeof organizations>): Organization | undefined {
  const [first] = value;
  if (first === undefined) return undefined;
  const { countryLetterCode, verifiedDomains, partnerTenantType, ...same } = first;
  return {
    ...same,
    country: countryLetterCode?.toUpperCase(),
    verifiedDomains: verifiedDomains.map(({ name }) => name).filter((name) => name !== ''),
    // Spelled in two ways; null means that nobody knows [reseller-tenant-type].
    isIndirectReseller: partnerTenantType?.toLowerCase() === RESELLER ? true : undefined,
  } as Organization;
}

function accountIn({ businessPhones, mobilePhone, ...same }: z.infer<typeof me>): Account {
  return { ...same, phone: businessPhones.find((phone) => phone) ?? mobilePhone } as Account;
}

function gapOf(part: DirectoryPart, answer: GraphAnswer<unknown>): DirectoryFindings['gaps'] {
  if (answer.ok) return {};
  return { [part]: answer.why === 'refused' ? 'unavailable' : answer.why };
}
