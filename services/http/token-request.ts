// One request for a token, built by MSAL and sent by the bounded request: MSAL asks nobody but the token endpoint
// (decision 41). The library is loaded with the first request; botframework-connector shares this copy of it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as MsalNode from '@azure/msal-node';
import { z } from 'zod';
import { jsonOf, requestBounded, type HttpOutcome } from './bounded-request.ts';
import type { ClientIdentity } from './client-credential.ts';
import { retryAfterMs } from './retry-after.ts';

export interface TokenRequest extends ClientIdentity {
  /** The token endpoint, `…/oauth2/v2.0/token`; or the older `…/oauth2/token` for a token by `resource`. */
  readonly url: string;
  /** Whose token: the address of an API. */
  readonly audience: string;
  /** With it the token is a person's, else the app's own. */
  readonly refreshToken?: string | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface GrantedToken {
  readonly ok: true;
  readonly token: string;
  readonly lifeMs: number;
  /** The renewed one, where there was one. */
  readonly refreshToken: string | undefined;
}

/** `refused`: by the authority, in OAuth's words; `noAnswer`: by nobody, or in no words at all. Codes only, fit for a log. */
export interface TokenRefusal {
  readonly ok: false;
  readonly kind: 'refused' | 'noAnswer';
  /** 0 when nothing was answered. */
  readonly status: number;
  /** OAuth's word (invalid_client), or why there is no answer (timeout, unreadable, ECONNREFUSED). */
  readonly code: string;
  /** Microsoft's number, as 7000222 of AADSTS7000222. */
  readonly aadsts: number | undefined;
  readonly retryAfterMs: number | undefined;
}

export type TokenOutcome = GrantedToken | TokenRefusal;

/** Asks once. Never rejects. */
export async function requestToken(asked: TokenRequest): Promise<TokenOutcome> {
  const exchange = createExchange(asked, asked.credential.kind === 'managedIdentity');
  try {
    const result = await (asked.credential.kind === 'managedIdentity'
      ? identityToken(asked.clientId, asked.audience, exchange.network)
      : applicationToken(asked, exchange.network));
    return grantOf(result, exchange.last()) ?? refusalOf(exchange.last());
  } catch {
    return refusalOf(exchange.last());
  }
}

/** Where MSAL sends through. What it makes of a refusal is not used: the answer itself says more. */
interface TokenExchange {
  readonly network: MsalNode.INetworkModule;
  last(): HttpOutcome | undefined;
}

const LARGEST_BYTES = 256 * 1024;

/** A managed identity is asked of this machine itself, which no proxy stands before [imds-no-proxy]. */
function createExchange(
  { url, audience, timeoutMs, signal }: TokenRequest,
  isDirect = false,
): TokenExchange {
  let last: HttpOutcome | undefined;
  const until = performance.now() + timeoutMs;

  async function send<T>(
    method: 'GET' | 'POST',
    address: string,
    options: MsalNode.NetworkRequestOptions = {},
  ): Promise<MsalNode.NetworkResponse<T>> {
    const isToken = address.startsWith(`${url}?`);
    const body = isToken ? formFor(url, audience, options.body ?? '') : options.body;
    last = await requestBounded({
      url: isToken ? url : address,
      method,
      headers: { accept: 'application/json', ...options.headers },
      body,
      timeoutMs: Math.max(1, Math.ceil(until - performance.now())),
      mostBytes: LARGEST_BYTES,
      signal,
      isDirect,
    });
    if (last.kind !== 'answered') throw new Error(last.code);
    const headers = last.headers as Record<string, string>;
    return { status: last.status, headers, body: (jsonOf(last) ?? {}) as T };
  }

  return {
    network: {
      sendGetRequestAsync: (address, options) => send('GET', address, options),
      sendPostRequestAsync: (address, options) => send('POST', address, options),
    },
    last: () => last,
  };
}

const OLDER_ENDPOINT = '/oauth2/token';

/** MSAL speaks to the newer endpoint; the older one wants the audience as `resource`, and no scopes but `openid`. */
function formFor(url: string, audience: string, body: string): string {
  if (!url.endsWith(OLDER_ENDPOINT)) return body;
  const form = new URLSearchParams(body);
  form.set('resource', audience);
  if (form.get('grant_type') === 'refresh_token') form.set('scope', 'openid');
  else form.delete('scope');
  return form.toString();
}

type TokenResult = MsalNode.AuthenticationResult | null;

async function applicationToken(
  asked: TokenRequest,
  networkClient: MsalNode.INetworkModule,
): Promise<TokenResult> {
  // A new client each time: an old one would keep tokens, and refuse by itself for a while after a 429 or 5xx.
  const app = new (msal().ConfidentialClientApplication)({
    auth: { ...authorityOf(asked.url), clientId: asked.clientId, ...(await proofOf(asked)) },
    system: { networkClient },
  });
  const { refreshToken } = asked;
  return refreshToken === undefined
    ? app.acquireTokenByClientCredential({ scopes: [`${asked.audience}/.default`] })
    : app.acquireTokenByRefreshToken({ refreshToken, scopes: ['openid'] });
}

/** All that MSAL would ask the authority about itself: so it asks nothing, and takes one on this machine without TLS. */
function authorityOf(url: string): Partial<MsalNode.Configuration['auth']> {
  const { host } = new URL(url);
  const authority = `https://${host}/tenant`;
  // MSAL puts the authority's tenant in place of the first part of the path of `authorization_endpoint`: here the same.
  const others = { issuer: authority, authorization_endpoint: authority, jwks_uri: authority };
  return {
    authority,
    knownAuthorities: [host],
    authorityMetadata: JSON.stringify({ ...others, token_endpoint: url }),
  };
}

const SHA256_DIGITS = 64;

async function proofOf(asked: TokenRequest): Promise<Partial<MsalNode.Configuration['auth']>> {
  const { credential } = asked;
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret };
    case 'certificate': {
      const { thumbprint, privateKey } = credential;
      const name = thumbprint.length === SHA256_DIGITS ? 'thumbprintSha256' : 'thumbprint';
      return { clientCertificate: { [name]: thumbprint, privateKey } };
    }
    case 'federated':
      return { clientAssertion: await assertionOf(credential, asked) };
    case 'managedIdentity':
      throw new Error('A managed identity is asked, and proves nothing.');
  }
}

const EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';

async function assertionOf(
  credential: Extract<ClientIdentity['credential'], { kind: 'federated' }>,
  asked: TokenRequest,
): Promise<string> {
  if ('tokenFile' in credential) return (await readFile(credential.tokenFile, 'utf8')).trim();
  const { network } = createExchange(asked, true);
  const result = await identityToken(credential.identityId, EXCHANGE_AUDIENCE, network);
  return result.accessToken;
}

async function identityToken(
  userAssignedClientId: string,
  resource: string,
  networkClient: MsalNode.INetworkModule,
): Promise<MsalNode.AuthenticationResult> {
  const identity = new (msal().ManagedIdentityApplication)({
    managedIdentityIdParams: { userAssignedClientId },
    system: { networkClient, disableInternalRetries: true },
  });
  forgetSource(identity);
  return identity.acquireToken({ resource, forceRefresh: true });
}

/** MSAL would send everything through the network client of the process' first request. */
function forgetSource(identity: MsalNode.ManagedIdentityApplication): void {
  const { managedIdentityClient } = identity as unknown as {
    readonly managedIdentityClient: { readonly constructor: { identitySource?: unknown } };
  };
  delete managedIdentityClient.constructor.identitySource;
}

let library: typeof MsalNode | undefined;

function msal(): typeof MsalNode {
  library ??= createRequire(import.meta.url)('@azure/msal-node') as typeof MsalNode;
  return library;
}

const RENEWED = z.object({ refresh_token: z.string().min(1).optional().catch(undefined) });
/** Without an end MSAL takes a token for one that ends now. */
const SHORTEST_LIFE_MS = 1_000;

function grantOf(result: TokenResult, answer: HttpOutcome | undefined): GrantedToken | undefined {
  if (!result?.accessToken || answer?.kind !== 'answered') return undefined;
  const { accessToken: token, expiresOn } = result;
  const lifeMs = Number(expiresOn) - Date.now();
  const { refresh_token: refreshToken } = RENEWED.safeParse(jsonOf(answer)).data ?? {};
  return lifeMs >= SHORTEST_LIFE_MS ? { ok: true, token, lifeMs, refreshToken } : undefined;
}

const REFUSED = z.looseObject({
  error: z.string().regex(/^[\w.-]{1,64}$/u),
  error_codes: z.array(z.number()).catch([]),
  error_description: z.string().catch(''),
});

/** Of the description only Microsoft's number is read: people's names may stand there. */
function refusalOf(answer: HttpOutcome | undefined): TokenRefusal {
  const none = { ok: false, kind: 'noAnswer', aadsts: undefined, retryAfterMs: undefined } as const;
  if (answer === undefined) return { ...none, status: 0, code: 'noCredential' };
  if (answer.kind !== 'answered') return { ...none, status: 0, code: answer.code };
  const { status, headers } = answer;
  const wait = retryAfterMs(headers['retry-after'], new Date());
  const { data } = REFUSED.safeParse(jsonOf(answer));
  if (data === undefined) return { ...none, status, code: 'unreadable', retryAfterMs: wait };
  const [number = /AADSTS(\d{4,8})/u.exec(data.error_description)?.[1]] = data.error_codes;
  const aadsts = number === undefined ? undefined : Number(number);
  return { ...none, kind: 'refused', status, code: data.error, aadsts, retryAfterMs: wait };
}
