// A signing authority of our own, in the shape of the Bot Framework's: OpenID document, keys, and tokens for the bot.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';

export interface Signer {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export interface Forging {
  /** Over the good claims; undefined takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Partial<JWTHeaderParameters>;
  readonly signer?: Signer;
}

export interface Authority {
  readonly url: string;
  readonly issuer: string;
  readonly appId: string;
  /** Makes a bot believe this authority, and ask it for its own tokens. */
  readonly env: Readonly<Record<string, string>>;
  /** Published, and endorsed for Teams. */
  readonly teams: Signer;
  /** Published, and endorsed for Web Chat only. */
  readonly webchat: Signer;
  /** Published nowhere. */
  readonly stranger: Signer;
  /** What it serves from now on: as it should, 500, nothing at all, or words that are no JSON. */
  mood: 'well' | 'down' | 'silent' | 'babbling';
  /** How often the OpenID document was asked for. */
  asked: number;
  /** The tokens given to the bot, and the forms it asked with. */
  readonly given: { readonly token: string; readonly form: URLSearchParams }[];
  /** A token of the channel for this connector, good unless told otherwise. */
  token(serviceUrl: string, forging?: Forging): Promise<string>;
  /** Takes the Teams key out of what is published, and puts it under this id. */
  rename(kid: string): void;
  close(): Promise<void>;
}

export const PASSWORD = 'never-to-be-logged-either';

/** Starts it on a free port of 127.0.0.1. The test closes it. */
export async function startAuthority(): Promise<Authority> {
  const [teams, webchat, stranger] = await Promise.all([signer(), signer(), signer()]);
  const published = await Promise.all([
    jwkOf(teams, ['msteams']),
    jwkOf(webchat, ['webchat', 'directline']),
  ]);
  const server = createServer((request, response) => {
    void serve({ authority, published }, request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const appId = randomUUID();
  const issuer = 'https://api.botframework.test';
  const authority: Authority = {
    ...{ url, issuer, appId, teams, webchat, stranger },
    env: {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: PASSWORD,
      MicrosoftAppTenantId: randomUUID(),
      ToBotFromChannelTokenIssuer: issuer,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
      ToChannelFromBotLoginUrl: `${url}/tenant`,
      ToChannelFromBotOAuthScope: issuer,
      OAuthUrl: url,
    },
    mood: 'well',
    asked: 0,
    given: [],
    token: (serviceUrl, forging) => tokenOf(authority, serviceUrl, forging),
    rename: (kid) => {
      Object.assign(published[0], { kid });
    },
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
  return authority;
}

async function signer(): Promise<Signer> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  return { kid: randomUUID(), ...pair };
}

async function jwkOf({ kid, publicKey }: Signer, endorsements: readonly string[]): Promise<object> {
  return { ...(await exportJWK(publicKey)), kid, x5t: kid, use: 'sig', endorsements };
}

async function tokenOf(
  { issuer, appId, teams }: Authority,
  serviceUrl: string,
  { claims, header, signer: by = teams }: Forging = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: issuer, aud: appId, serviceurl: serviceUrl, nbf: now - 60, exp: now + 3600 };
  return await new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: by.kid, x5t: by.kid, typ: 'JWT', ...header })
    .sign(by.privateKey);
}

interface Serving {
  readonly authority: Authority;
  readonly published: readonly object[];
}

async function serve(
  { authority, published }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '' } = request;
  if (url.endsWith('/openidconfiguration')) authority.asked += 1;
  if (authority.mood === 'silent') return;
  if (authority.mood !== 'well') {
    // In two steps: restify's writeHead, which it puts on every response there is, returns nothing.
    response.writeHead(authority.mood === 'down' ? 500 : 200);
    response.end('<html>');
    return;
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(await answer({ authority, published }, request)));
}

async function answer(
  { authority, published }: Serving,
  request: IncomingMessage,
): Promise<unknown> {
  const { url, issuer, given } = authority;
  if (request.url === '/keys') return { keys: published };
  if (request.method !== 'POST') return { issuer, jwks_uri: `${url}/keys` };
  const token = `given.${randomUUID()}`;
  given.push({ token, form: new URLSearchParams(await text(request)) });
  return { token_type: 'Bearer', expires_in: 3600, access_token: token };
}
