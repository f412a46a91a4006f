// What the app may do at Microsoft Graph, permission by permission: what each missing one costs, and where it is granted.

import { fetchToken } from './app-token.ts';
import { type CheckResult, fault, off, ok, warning } from './finding.ts';
import { refusalFinding, silenceFinding, type NamedApp } from './refusals.ts';
import { graphToken, type GraphIdentity } from './secret-days.ts';

/** An application permission that a configured part needs. */
export interface Need {
  readonly permission: string;
  /** What is lost without it. */
  readonly lost: string;
  /** Where else it may have been given, so that a token without it proves nothing. */
  readonly elsewhere?: string;
}

/** An app, in the tenants where it works. */
export interface GraphApp extends GraphIdentity {
  readonly id: string;
  readonly names: NamedApp;
  readonly tenantIds: readonly string[];
  readonly needs: readonly Need[];
}

const MOST_TENANTS = 10;
const GRANT =
  'Azure portal > Microsoft Entra ID > App registrations > the app > API permissions > Add a permission > Microsoft Graph > Application permissions';

/** Out: one finding per tenant and permission. Nothing is asked when nothing is needed. */
export async function checkGraphApp(
  app: GraphApp,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const { id, tenantIds, needs } = app;
  if (needs.length === 0) return [];
  if (tenantIds.length === 0) {
    return [off(id, 'No tenant is known to ask in.', 'Name one: npm run doctor -- --tenant <id>')];
  }
  const asked = tenantIds.slice(0, MOST_TENANTS);
  const found = await Promise.all(asked.map((tenantId) => inTenant(app, tenantId, signal)));
  const rest = tenantIds.length - asked.length;
  const left = rest > 0 ? [off(id, `${rest} more tenants were not asked in.`)] : [];
  return [...found.flat(), ...left];
}

async function inTenant(
  app: GraphApp,
  tenantId: string,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const { id, names, needs, graph } = app;
  const answer = await fetchToken(graphToken(app, tenantId), signal);
  const where = `${id}.${tenantId}`;
  if (answer.kind === 'refused') return [refusalFinding(where, answer.code, names)];
  if (answer.kind === 'silence') {
    return [silenceFinding(where, answer.code, new URL(graph.authority).host)];
  }
  const roles = answer.claims?.roles;
  if (roles === undefined) return [off(where, 'The token does not say what it permits.')];
  return needs.map((need) => permission(`${where}.${need.permission}`, need, roles));
}

function permission(id: string, need: Need, roles: readonly string[]): CheckResult {
  const { permission: name, lost, elsewhere } = need;
  if (roles.includes(name)) return ok(id, `${name} is granted.`);
  const mend = `${GRANT} > ${name}, then "Grant admin consent" there, in that tenant.`;
  const what = `${name} is not in the token: ${lost}.`;
  if (elsewhere === undefined) return fault(id, what, mend);
  return warning(id, `${what} It may have been given by ${elsewhere}, which no token shows.`, mend);
}
