// Plays Microsoft's sign-in and Partner Center over HTTP, in documented shapes [api-endpoints].

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { answerApi, type ApiCall } from './partner-center-answers.ts';
import { refusal, type Answer, type Heard, type World } from './partner-center-world.ts';

export const PROVIDER = '11111111-1111-4111-8111-111111111111';
export const CLIENT_ID = '22222222-2222-4222-8222-222222222222';
export const CLIENT_SECRET = 'the-secret-of-the-application';
export const FIRST_TOKEN = 'refresh-token-of-the-operator';

export interface Fault {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Never answers. */
  readonly stalls?: boolean;
  /** Breaks the connection off. */
  readonly breaks?: boolean;
}

export interface FakePartnerCenter {
  readonly url: string;
  readonly world: World;
  readonly heard: readonly Heard[];
  /** Requests whose path begins so. */
  asked(path: string): readonly Heard[];
  /** Spoils the next requests to the API, not those for tokens. */
  failNext(count: number, fault: Fault): void;
  /** Spoils every request, tokens too, until told otherwise. */
  outage: Fault | undefined;
  close(): Promise<void>;
}

interface Token {
  readonly kind: 'app' | 'user';
  readonly until: number;
}

/** The variables that point a bot to it. */
export function variablesFor({ url }: { readonly url: string }): Record<string, string> {
  return {
    PARTNER_CENTER_CLIENT_ID: CLIENT_ID,
    PARTNER_CENTER_CLIENT_SECRET: CLIENT_SECRET,
    PARTNER_CENTER_REFRESH_TOKEN: FIRST_TOKEN,
    PARTNER_CENTER_TENANT_ID: PROVIDER,
    PARTNER_CENTER_URL: url,
    PARTNER_CENTER_AUTHORITY: `${url}/login`,
  };
}

/** Starts it on a free port of 127.0.0.1. The test closes it. */
export async function startPartnerCenter(): Promise<FakePartnerCenter> {
  const world = newWorld();
  const heard: Heard[] = [];
  const faults: Fault[] = [];
  const tokens = new Map<string, Token>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '/', headers } = request;
      const one = { method, path: url, headers, body };
      heard.push(one);
      const isToken = url.startsWith('/login/');
      const fault = fake.outage ?? (isToken ? undefined : faults.shift());
      if (fault) spoil(response, fault);
      else if (isToken) giveToken({ world, tokens }, one, response);
      else reply(response, guarded({ world, tokens }, one));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const fake: FakePartnerCenter = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world,
    heard,
    outage: undefined,
    asked: (path) => heard.filter((one) => one.path.startsWith(path)),
    failNext(count, fault) {
      faults.push(...Array.from({ length: count }, () => fault));
    },
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
  return fake;
}

function newWorld(): World {
  return {
    now: () => new Date(),
    agreements: new Map(),
    resellers: [],
    profile: {
      companyName: 'Nordwind Distribution',
      vettingStatus: 'authorized',
      vettingSubStatus: 'none',
    },
    customers: new Map(),
    countries: new Map([
      ['DE', { iso2Code: 'DE', isPostalCodeRequired: true, postalCodeRegex: '^\\d{5}$' }],
    ]),
    addressStatus: 'VerifiedShippable',
    invitationUrl: `https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=${PROVIDER}&msppId=0&DAP=false#/BillingAccounts/partner-invitation`,
    registration: undefined,
    testResult: { status: 'completed', results: [{ responseCode: 'OK', systemError: false }] },
    denied: new Map(),
    pageSize: 100,
    endlessPages: false,
    tokenSeconds: 3600,
    refreshTokens: new Set([FIRST_TOKEN]),
  };
}

function spoil(response: ServerResponse, fault: Fault): void {
  if (fault.stalls) return;
  if (fault.breaks) {
    response.destroy();
    return;
  }
  const isText = typeof fault.body === 'string';
  response.writeHead(fault.status ?? 500, {
    'content-type': isText ? 'text/html' : 'application/json',
    ...fault.headers,
  });
  response.end(isText ? fault.body : JSON.stringify(fault.body ?? {}));
}

interface Books {
  readonly world: World;
  readonly tokens: Map<string, Token>;
}

/** Numbers as text; each renewal brings a new refresh token [secure-application-model]. */
function giveToken(
  { world, tokens }: Books,
  { body, path }: Heard,
  response: ServerResponse,
): void {
  const form = new URLSearchParams(body);
  assert.equal(path, `/login/${PROVIDER}/oauth2/token`);
  assert.equal(form.get('resource'), 'https://api.partnercenter.microsoft.com');
  const error = signInError(world, form);
  if (error !== undefined) {
    const answer = { error, error_description: 'AADSTS700082: expired', error_codes: [700082] };
    reply(response, { status: 400, body: answer });
    return;
  }
  const kind = form.get('grant_type') === 'client_credentials' ? 'app' : 'user';
  const token = randomUUID();
  const seconds = String(world.tokenSeconds);
  tokens.set(token, { kind, until: world.now().getTime() + world.tokenSeconds * 1000 });
  const given = { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds };
  const renewed = kind === 'user' ? { refresh_token: `refresh-${randomUUID()}` } : {};
  if (renewed.refresh_token) world.refreshTokens.add(renewed.refresh_token);
  reply(response, { status: 200, body: { ...given, access_token: token, ...renewed } });
}

function signInError(world: World, form: URLSearchParams): string | undefined {
  const isSecret = form.get('client_secret') === CLIENT_SECRET;
  if (!isSecret || form.get('client_id') !== CLIENT_ID) return 'invalid_client';
  if (form.get('grant_type') === 'client_credentials') return undefined;
  return world.refreshTokens.has(form.get('refresh_token') ?? '') ? undefined : 'invalid_grant';
}

function guarded({ world, tokens }: Books, heard: Heard): Answer {
  const token = tokens.get((heard.headers.authorization ?? '').replace('Bearer ', ''));
  if (!token || token.until <= world.now().getTime()) {
    return { status: 401, body: { code: 400, description: 'Access denied', data: [] } };
  }
  for (const [path, [status, code]] of world.denied) {
    if (heard.path.startsWith(path)) return refusal(status, code);
  }
  assert.match(String(heard.headers['ms-requestid']), /^[\da-f-]{36}$/u);
  assert.match(String(heard.headers['ms-correlationid']), /^[\da-f-]{36}$/u);
  assert.equal(heard.headers['ms-contract-version'], 'v1');
  assert.equal(heard.headers['x-locale'], 'en-US');
  const url = new URL(heard.path, 'http://127.0.0.1');
  const call: ApiCall = { ...heard, url, kind: token.kind };
  return answerApi(world, call);
}

function reply(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
