// Roles and groups of the signed-in account: /me/memberOf without a cast, which lags [graph-roles].

import { z } from 'zod';
import type { Gap } from './directory.ts';
import type { Graph, GraphCaller } from './graph.ts';
import { readPages } from './graph-client.ts';

export interface Membership {
  readonly isGlobalAdmin: boolean | undefined;
  readonly isAdminAgent: boolean | undefined;
  /** Why roles, or groups, are not known. */
  readonly roles: Gap | undefined;
  readonly groups: Gap | undefined;
}

const GLOBAL_ADMIN = '62e90394-69f5-4237-9190-012177145e10';
/** Partner Center keeps its admin agents in a group of this name in the partner's tenant. */
const ADMIN_AGENTS = 'AdminAgents';

const text = z.string().nullish().catch(undefined);
const entry = z.object({ '@odata.type': text, displayName: text, roleTemplateId: text });
const groups = z.object({ value: z.array(z.object({ id: z.string().min(1) })) });
const memberOf = z.object({ value: z.array(z.string()) });

type MemberOfEntry = z.infer<typeof entry>;

/** Reads what the account belongs to. What is hidden from the token, or cut off, is unknown. */
export async function readMemberships(graph: Graph, caller: GraphCaller): Promise<Membership> {
  const call = { ...caller, path: '/me/memberOf?$top=999' };
  const { items, refusal } = await readPages(graph, call, entry);
  const why = refusal?.why;
  const gap = why === 'refused' ? 'unavailable' : why;
  return { ...rolesIn(items, gap), ...(await groupsIn(items, gap, graph, caller)) };
}

function rolesIn(
  entries: readonly MemberOfEntry[],
  gap: Gap | undefined,
): Pick<Membership, 'isGlobalAdmin' | 'roles'> {
  const found = entries.some(
    ({ roleTemplateId }) => roleTemplateId?.toLowerCase() === GLOBAL_ADMIN,
  );
  if (found) return { isGlobalAdmin: true, roles: undefined };
  const roles = gap ?? hidden(entries, 'directoryRole', 'roleTemplateId');
  return { isGlobalAdmin: roles === undefined ? false : undefined, roles };
}

async function groupsIn(
  entries: readonly MemberOfEntry[],
  gap: Gap | undefined,
  graph: Graph,
  caller: GraphCaller,
): Promise<Pick<Membership, 'isAdminAgent' | 'groups'>> {
  const found = entries.some((one) => isOf(one, 'group') && one.displayName === ADMIN_AGENTS);
  if (found) return { isAdminAgent: true, groups: undefined };
  const groups = gap ?? hidden(entries, 'group', 'displayName');
  if (groups === undefined) return { isAdminAgent: false, groups };
  // A token that has expired, or a service that is down, would only say so again.
  const isHidden = groups === 'notPermitted' || groups === 'unreadable';
  const isAdminAgent = isHidden ? await asksGroup(graph, caller) : undefined;
  return { isAdminAgent, groups: isAdminAgent === undefined ? groups : undefined };
}

/** Without the permission to read it Graph lists an entry with its type and nothing in it. */
function hidden(
  entries: readonly MemberOfEntry[],
  kind: string,
  property: 'displayName' | 'roleTemplateId',
): Gap | undefined {
  const bare = entries.some((one) => isOf(one, kind) && typeof one[property] !== 'string');
  return bare ? 'notPermitted' : undefined;
}

/** Membership that the list does not show: asked of the group itself. */
async function asksGroup(graph: Graph, caller: GraphCaller): Promise<boolean | undefined> {
  const found = await graph.call(
    { ...caller, path: `/groups?$filter=displayName eq '${ADMIN_AGENTS}'&$select=id` },
    groups,
  );
  const groupIds = found.ok ? found.value.value.map(({ id }) => id) : [];
  if (groupIds.length === 0) return undefined;
  const body = { groupIds: groupIds.slice(0, 20) };
  const checked = await graph.call({ ...caller, path: '/me/checkMemberGroups', body }, memberOf);
  if (!checked.ok) return undefined;
  return checked.value.value.some((id) => groupIds.includes(id)) || undefined;
}

function isOf(one: MemberOfEntry, kind: string): boolean {
  return one['@odata.type']?.toLowerCase() === `#microsoft.graph.${kind.toLowerCase()}`;
}
