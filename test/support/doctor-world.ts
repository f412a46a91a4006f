// What the doctor looks at, played over real HTTP: an authority with its tokens and keys, and the parts of Graph it asks.

import { readConfig } from '../../bot/config/config.ts';
import { runChecks } from '../../bot/doctor/examine.ts';
import type { CheckResult } from '../../bot/doctor/finding.ts';
import { groupsFor } from '../../bot/doctor/groups.ts';
import { examineDatabase, openPartnerCenter, watchedMailboxes } from '../../bot/cli/open.ts';
import { startServer, type Answered, type Called, type JsonServer } from './json-server.ts';

export interface DoctorWorld extends JsonServer {
  /** Variables of a SingleTenant bot that believes this world. */
  readonly env: Readonly<Record<string, string>>;
  /** The code the authority refuses with; undefined = it gives tokens. */
  refusal: number | undefined;
  /** What the tokens say. */
  tid: string;
  roles: string[];
  /** Answers in place of the world's own, by path. */
  readonly instead: Map<string, Answered>;
  /** The app's secrets, as Graph tells them. */
  credentials: { readonly hint: string; readonly endDateTime: string }[];
  /** Subscriptions, by id, and when they end. */
  readonly subscriptions: Map<string, string>;
}

export const APP_ID = '00000000-0000-4000-8000-00000000d0c0';
export const TENANT = '00000000-0000-4000-8000-0000000000aa';
export const SECRET = 'k8Q~never.to.be.printed-by-a-doctor';

/** Starts it. The test closes it. */
export async function startDoctorWorld(): Promise<DoctorWorld> {
  const server = await startServer((called) => answer(world, called));
  const { url } = server;
  const world: DoctorWorld = {
    ...server,
    env: {
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: SECRET,
      MicrosoftAppTenantId: TENANT,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToChannelFromBotLoginUrl: `${url}/${TENANT}`,
      EVENT_KEYS: 'ci:9vT2mKq8ZrL4xWcB7nYh3PdF',
      EXPERT_EMAIL: 'partner@nordwind.example',
      GRAPH_BASE_URL: url,
      GRAPH_AUTHORITY: url,
    },
    refusal: undefined,
    tid: TENANT,
    roles: ['Application.Read.All'],
    instead: new Map(),
    credentials: [{ hint: SECRET.slice(0, 3), endDateTime: '2199-01-01T00:00:00Z' }],
    subscriptions: new Map(),
  };
  return world;
}

function answer(world: DoctorWorld, { method, path, authorization, body }: Called): Answered {
  const instead = world.instead.get(path);
  if (instead !== undefined) return instead;
  if (path.endsWith('/oauth2/v2.0/token')) return tokenAnswer(world, new URLSearchParams(body));
  if (path === '/openid') return { body: { issuer: world.url, jwks_uri: `${world.url}/keys` } };
  if (path === '/keys') return { body: { keys: [{ kty: 'RSA', endorsements: ['msteams'] }] } };
  if (path.startsWith('/v1.0/') && authorization === `Bearer ${tokenOf(world)}`) {
    return graphAnswer(world, path);
  }
  return { status: 404, body: { error: { code: 'NotFound', message: `${method} ${path}` } } };
}

function graphAnswer({ credentials, roles, subscriptions }: DoctorWorld, path: string): Answered {
  if (path === `/v1.0/applications(appId='${APP_ID}')`) {
    if (roles.includes('Application.Read.All'))
      return { body: { passwordCredentials: credentials } };
    return { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } };
  }
  const ends = subscriptions.get(path.replace('/v1.0/subscriptions/', ''));
  if (ends !== undefined) return { body: { expirationDateTime: ends } };
  return { status: 404, body: { error: { code: 'ResourceNotFound' } } };
}

function tokenAnswer(world: DoctorWorld, form: URLSearchParams): Answered {
  const { refusal } = world;
  const wrong = form.get('client_secret') === SECRET ? refusal : (refusal ?? 7_000_215);
  if (wrong === undefined) {
    return { body: { token_type: 'Bearer', expires_in: 3599, access_token: tokenOf(world) } };
  }
  const body = {
    error: wrong === 700_016 ? 'unauthorized_client' : 'invalid_client',
    error_description: `AADSTS${wrong}: words in which Contoso's name stands.`,
    error_codes: [wrong],
  };
  return { status: wrong === 700_016 ? 400 : 401, body };
}

/** In the shape of a JWT; nobody here proves its signature. */
function tokenOf({ tid, roles }: DoctorWorld): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ tid, roles })}.signature`;
}

/** Everything that the doctor finds. In: the environment; how long a group may take. */
export function findings(
  env: Record<string, string>,
  checkMs?: number,
): Promise<readonly CheckResult[]> {
  const config = readConfig(env);
  const groups = groupsFor({
    config,
    asked: { json: false, url: 'https://bot.example', tenant: undefined },
    now: () => new Date(),
    database: () => examineDatabase(config),
    watches: () => watchedMailboxes(config),
    partnerCenter: () => openPartnerCenter(config),
  });
  return runChecks(groups, checkMs);
}
