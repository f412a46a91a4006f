// What the fake Partner Center answers to each call [api-endpoints] [webhook-registration].

import { randomUUID } from 'node:crypto';
import { refusal, type Answer, type Heard, type World } from './partner-center-world.ts';

export interface ApiCall extends Heard {
  readonly url: URL;
  readonly kind: 'app' | 'user';
}

type Route = (world: World, call: ApiCall) => Answer;

const COLLECTION = { objectType: 'Collection' };

/** Paths in order; the first that fits answers. `user` = app-only is refused with 900329. */
const ROUTES: readonly (readonly [path: RegExp, as: 'any' | 'user', route: Route])[] = [
  [/^\/v1\/compliance\/csp\/agreementstatus$/u, 'user', agreement],
  [/^\/v1\/relationships$/u, 'user', resellers],
  [/^\/v1\/profiles\/legalbusiness$/u, 'any', ({ profile }) => ok(profile)],
  [/^\/v1\/countryvalidationrules\/[A-Z]{2}$/u, 'any', countryRules],
  [/^\/v1\/validations\/address$/u, 'any', address],
  [
    /^\/v1\/customers\/relationshiprequests$/u,
    'user',
    ({ invitationUrl }) => ok({ url: invitationUrl }),
  ],
  [/^\/v1\/customers\/[\da-f-]{36}\/relationships$/u, 'user', customerResellers],
  [/^\/v1\/customers\/[\da-f-]{36}$/u, 'any', customer],
  [/^\/webhooks\/v1\/registration/u, 'any', registration],
];

/** The answer to a call whose token is good. */
export function answerApi(world: World, call: ApiCall): Answer {
  const found = ROUTES.find(([path]) => path.test(call.url.pathname));
  if (!found) return refusal(404, 1000);
  const [, as, route] = found;
  return as === 'user' && call.kind === 'app' ? refusal(403, 900329) : route(world, call);
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** "Not signed" comes as 400 with a code, as a number in some answers and as text in others. */
function agreement({ agreements }: World, { url }: ApiCall): Answer {
  const id = url.searchParams.get('tenantId') ?? url.searchParams.get('mpnId') ?? '';
  const known = agreements.get(id) ?? (url.searchParams.has('tenantId') ? 2205 : 2200);
  return known === 'signed' ? ok({ isAgreementSigned: true }) : refusal(400, String(known));
}

function resellers(world: World, call: ApiCall): Answer {
  const items = world.resellers.map(({ id, name, state = 'Active', mpnId, location }) => ({
    id,
    name,
    relationshipType: 'is_indirect_cloud_solution_provider_of',
    state,
    mpnId,
    location,
    attributes: { objectType: 'PartnerRelationship' },
  }));
  return page(world, call, items);
}

function customerResellers(world: World, call: ApiCall): Answer {
  const found = world.customers.get(call.url.pathname.split('/')[3] ?? '');
  if (!found) return refusal(404, 1000);
  const items = found.resellers.map((id) => ({ id, name: 'a reseller', mpnId: '1' }));
  return page(world, call, items);
}

/** The continuation is in the header of the link to the next page [api-paging]. */
function page({ pageSize, endlessPages }: World, call: ApiCall, items: readonly object[]): Answer {
  const from = Number(call.headers['ms-continuationtoken'] ?? 0);
  const to = from + pageSize;
  const hasMore = endlessPages || to < items.length;
  const header = { key: 'MS-ContinuationToken', value: String(to) };
  const next = { uri: `${call.path}&seekOperation=Next`, method: 'GET', headers: [header] };
  return ok({
    totalCount: items.length,
    items: items.slice(from, to),
    links: { self: { uri: call.path, method: 'GET', headers: [] }, ...(hasMore && { next }) },
    attributes: COLLECTION,
  });
}

function countryRules({ countries }: World, { url }: ApiCall): Answer {
  const rules = countries.get(url.pathname.slice(-2));
  return rules ? ok(rules) : refusal(404, 1000);
}

function address({ addressStatus }: World, { body }: ApiCall): Answer {
  const originalAddress = JSON.parse(body) as unknown;
  return ok({ originalAddress, suggestedAddresses: [], status: addressStatus });
}

function customer({ customers }: World, { url }: ApiCall): Answer {
  const id = url.pathname.split('/')[3] ?? '';
  const found = customers.get(id);
  if (!found) return refusal(404, 1000);
  return ok({ id, companyProfile: { tenantId: id, companyName: found.name, domain: 'x.example' } });
}

function registration(world: World, { method, url, body }: ApiCall): Answer {
  const rest = url.pathname.replace('/webhooks/v1/registration', '');
  if (rest === '/events') return ok(['test-created', 'reseller-relationship-accepted-by-customer']);
  if (rest === '/validationEvents') return ok({ correlationId: randomUUID() });
  if (rest !== '') return ok({ correlationId: rest.split('/').at(-1), ...world.testResult });
  if (method === 'GET') return world.registration ? ok(world.registration) : refusal(404, 1000);
  const { WebhookUrl, WebhookEvents } = JSON.parse(body) as NonNullable<World['registration']>;
  if (method === 'POST' && world.registration) return refusal(409, 1003);
  world.registration = { WebhookUrl, WebhookEvents };
  return ok({ SubscriberId: randomUUID(), ...world.registration });
}
