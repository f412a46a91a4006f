// Plays the Bot Framework's token service: who is signed in, the exchange of tokens, the code of a sign-in by hand.

import { APP_TOKEN } from './sign-in-authority.ts';
import { startServer, type Answered, type Called, type JsonServer } from './json-server.ts';

export interface TokenServer extends JsonServer {
  /** The tokens it keeps, by the person's id in the channel. */
  readonly signedIn: Map<string, string>;
  /** What an exchange or a code leads to; undefined refuses both (no consent, wrong code). */
  grants: string | undefined;
  /** The code a sign-in by hand ends with. */
  readonly code: string;
  /** What every request is answered with, when something is wrong with the service. */
  broken: Answered | undefined;
}

const CODE = '482915';

/** Starts it. The test closes it. */
export async function startTokenServer(): Promise<TokenServer> {
  const server = await startServer((called) => {
    if (tokens.broken !== undefined) return tokens.broken;
    if (called.authorization !== `Bearer ${APP_TOKEN}`) return { status: 401 };
    return answer(tokens, called);
  });
  const tokens: TokenServer = {
    ...server,
    signedIn: new Map(),
    grants: 'a-graph-token',
    code: CODE,
    broken: undefined,
  };
  return tokens;
}

function answer(tokens: TokenServer, { method, path, query, body }: Called): Answered {
  const userId = query.get('userId') ?? '';
  switch (`${method} ${path}`) {
    case 'GET /api/usertoken/GetToken':
      if (query.get('code') === CODE) grant(tokens, userId);
      return withToken(tokens, userId);
    case 'POST /api/usertoken/exchange':
      return exchanged(tokens, userId, body);
    case 'DELETE /api/usertoken/SignOut':
      tokens.signedIn.delete(userId);
      return { status: 204 };
    case 'GET /api/botsignin/GetSignInResource':
      return {
        body: {
          signInLink: 'https://token.botframework.com/api/oauth/signin?signin=1',
          tokenExchangeResource: { id: 'exchange-1', uri: 'api://botid-1/', providerId: 'aad' },
        },
      };
    default:
      return { status: 404, body: { error: { code: 'NotFound', message: path } } };
  }
}

function exchanged(tokens: TokenServer, userId: string, body: string): Answered {
  const { token } = JSON.parse(body) as { token?: string };
  if (token === undefined || tokens.grants === undefined) {
    return { status: 400, body: { error: { code: 'ConsentRequired', message: 'consent' } } };
  }
  grant(tokens, userId);
  return withToken(tokens, userId);
}

function grant({ signedIn, grants }: TokenServer, userId: string): void {
  if (grants !== undefined) signedIn.set(userId, grants);
}

function withToken({ signedIn }: TokenServer, userId: string): Answered {
  const token = signedIn.get(userId);
  return token === undefined
    ? { status: 404, body: {} }
    : { body: { channelId: 'msteams', connectionName: 'graph', token } };
}
