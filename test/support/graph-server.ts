// Plays Microsoft Graph for the directory, in its documented shapes: organization, me, memberOf with pages, groups.

import { startServer, type Answered, type Called, type JsonServer } from './json-server.ts';

export type GraphPart = 'organization' | 'me' | 'memberOf' | 'groups' | 'checkMemberGroups';

export interface GraphServer extends JsonServer {
  organization: Record<string, unknown>;
  me: Record<string, unknown>;
  memberOf: readonly Record<string, unknown>[];
  /** Entries a page of memberOf has. */
  pageSize: number;
  /** Ids of groups named AdminAgents, and of those the person is in. */
  readonly adminAgents: string[];
  readonly memberGroups: string[];
  /** Answers that stand in for the usual ones: refusals, stalls, HTML; by part, or by `METHOD /path`. */
  readonly instead: Map<string, Answered | readonly Answered[]>;
  /** Further routes, by `METHOD /path`. */
  readonly routes: Map<string, (called: Called) => Answered>;
}

export const GLOBAL_ADMIN = {
  '@odata.type': '#microsoft.graph.directoryRole',
  id: 'role-1',
  displayName: 'Global Administrator',
  roleTemplateId: '62e90394-69f5-4237-9190-012177145e10',
} as const;

/** An error as Graph words it. */
export function graphError(status: number, code: string): Answered {
  const innerError = { date: '2026-11-23T09:00:00', 'request-id': 'request-1' };
  return { status, body: { error: { code, message: `${code} happened`, innerError } } };
}

/** Starts it with a company in Berlin whose Global administrator is Ada. The test closes it. */
export async function startGraphServer(ids: {
  readonly tenantId: string;
  readonly personId: string;
}): Promise<GraphServer> {
  const spent = new Map<string, number>();
  const server = await startServer((called) => answer(graph, spent, called));
  const graph: GraphServer = {
    ...server,
    organization: organization(ids.tenantId),
    me: person(ids.personId),
    memberOf: [GLOBAL_ADMIN],
    pageSize: 100,
    adminAgents: [],
    memberGroups: [],
    instead: new Map(),
    routes: new Map(),
  };
  return graph;
}

function answer(graph: GraphServer, spent: Map<string, number>, called: Called): Answered {
  const name = `${called.method} ${called.path.replace(/^\/v1\.0/u, '')}`;
  const part = PARTS[name];
  const key = part !== undefined && graph.instead.has(part) ? part : name;
  const instead = replacement(graph.instead.get(key), spent, key);
  if (instead !== undefined) return instead;
  if (called.authorization === undefined) return graphError(401, 'InvalidAuthenticationToken');
  const route = graph.routes.get(name);
  if (route !== undefined) return route(called);
  return part === undefined
    ? graphError(404, 'Request_ResourceNotFound')
    : WAYS[part](graph, called);
}

/** A list is used up answer by answer; after it all is as usual. */
function replacement(
  instead: Answered | readonly Answered[] | undefined,
  spent: Map<string, number>,
  key: string,
): Answered | undefined {
  if (!Array.isArray(instead)) return instead as Answered | undefined;
  const used = spent.get(key) ?? 0;
  spent.set(key, used + 1);
  return (instead as readonly Answered[])[used];
}

const PARTS: Readonly<Record<string, GraphPart>> = {
  'GET /organization': 'organization',
  'GET /me': 'me',
  'GET /me/memberOf': 'memberOf',
  'GET /groups': 'groups',
  'POST /me/checkMemberGroups': 'checkMemberGroups',
};

const WAYS: Readonly<Record<GraphPart, (graph: GraphServer, called: Called) => Answered>> = {
  organization: ({ organization }) => ({ body: { value: [organization] } }),
  me: ({ me }) => ({ body: me }),
  memberOf: page,
  groups: ({ adminAgents }) => ({ body: { value: adminAgents.map((id) => ({ id })) } }),
  checkMemberGroups: ({ memberGroups }, { body }) => {
    const { groupIds } = JSON.parse(body) as { groupIds: readonly string[] };
    return { body: { value: memberGroups.filter((id) => groupIds.includes(id)) } };
  },
};

function page({ url, memberOf, pageSize }: GraphServer, { query }: Called): Answered {
  const from = Number(query.get('$skiptoken') ?? 0);
  const next = from + pageSize;
  const link = `${url}/v1.0/me/memberOf?$top=999&$skiptoken=${next}`;
  return {
    body: {
      value: memberOf.slice(from, next),
      ...(next < memberOf.length ? { '@odata.nextLink': link } : {}),
    },
  };
}

function organization(id: string): Record<string, unknown> {
  return {
    id,
    displayName: 'Seewind Systemhaus GmbH',
    countryLetterCode: 'DE',
    street: 'Unter den Linden 77',
    city: 'Berlin',
    postalCode: '10117',
    state: null,
    verifiedDomains: [
      { name: 'seewind.onmicrosoft.com', isDefault: false, isInitial: true, type: 'Managed' },
      { name: 'seewind.de', isDefault: true, isInitial: false, type: 'Managed' },
    ],
    partnerTenantType: null,
  };
}

function person(id: string): Record<string, unknown> {
  return {
    id,
    givenName: 'Ada',
    surname: 'Lovelace',
    mail: 'ada.lovelace@seewind.de',
    businessPhones: ['+49 30 901820'],
    mobilePhone: null,
  };
}
