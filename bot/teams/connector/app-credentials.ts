// The bot's own tokens, for the connector and for what of the SDK asks in the bot's name.

import {
  type ServiceClientCredentials,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { type AppTokens, createAppTokens } from '../../../services/http/app-tokens.ts';
import { createBoundedMap } from '../../../services/http/bounded-map.ts';
import type { TokenRefusal } from '../../../services/http/token-request.ts';
import { tokenAudience, tokenAuthority } from '../../config/cloud.ts';
import { botIdentity } from '../../config/credentials.ts';
import { isLoopback } from '../../config/loopback.ts';
import { errorCode } from '../../monitoring/log.ts';
import type { Proof } from '../../monitoring/proof.ts';

/** Gives the Authorization header. Out: undefined in anonymous mode, at once. Throws an error with a code when no token can be had. */
export type AuthorizationHeader = () => Promise<string> | undefined;

type Settings = Readonly<Record<string, string>>;
type TokenWatch = Pick<Proof, 'proved' | 'failed'>;

const TIMEOUT_MS = 10_000;
/** The channel's own, and whatever else the SDK may ask for. */
const MOST_AUDIENCES = 10;

/** In: botbuilder's own names, credentials too (as TeamsAdapter takes them); who is told how getting a token went. */
export function createAuthorize(botFramework: Settings, watch?: TokenWatch): AuthorizationHeader {
  if (botFramework['MicrosoftAppId'] === undefined) return () => undefined;
  const headerFor = createHeaders(botFramework, watch);
  const audience = tokenAudience(botFramework);
  return () => headerFor(audience);
}

/** What the SDK makes its clients' credentials with, for every kind of app. */
export class AppCredentialsFactory extends ServiceClientCredentialsFactory {
  readonly #appId: string | undefined;
  readonly #headerFor: (audience: string) => Promise<string>;

  /** In: as `createAuthorize`. */
  constructor(botFramework: Settings, watch?: TokenWatch) {
    super();
    this.#appId = botFramework['MicrosoftAppId'];
    this.#headerFor = createHeaders(botFramework, watch);
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.#appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(this.#appId === undefined);
  }

  override createCredentials(_appId: string, audience: string): Promise<ServiceClientCredentials> {
    const headerFor = this.#appId === undefined ? undefined : this.#headerFor;
    return Promise.resolve({
      async signRequest(resource) {
        if (headerFor) resource.headers.set('authorization', await headerFor(audience));
        return resource;
      },
    });
  }
}

function createHeaders(
  botFramework: Settings,
  watch: TokenWatch | undefined,
): (audience: string) => Promise<string> {
  const headerFor = createPlainHeaders(botFramework, watch);
  return async (audience) => {
    try {
      return await headerFor(audience);
    } catch (error) {
      watch?.failed(errorCode(error));
      throw error;
    }
  };
}

function createPlainHeaders(
  botFramework: Settings,
  watch: TokenWatch | undefined,
): (audience: string) => Promise<string> {
  const app = botIdentity(botFramework);
  const url = `${tokenAuthority(botFramework)}/oauth2/v2.0/token`;
  const sources = createBoundedMap<string, AppTokens>(MOST_AUDIENCES);
  return async (audience) => {
    if (app === undefined) throw failed('no-credential');
    if (!isSafe(url)) throw failed('token-insecure');
    const deps = { app, audience, urlOf: () => url, now: () => new Date(), timeoutMs: TIMEOUT_MS };
    const source = sources.get(audience) ?? createAppTokens(deps);
    sources.set(audience, source);
    const token = await source.take(url);
    if (!token.ok) throw failed(codeOf(token));
    if (token.isFresh) watch?.proved();
    return `Bearer ${token.token}`;
  };
}

function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isLoopback(hostname);
}

function codeOf({ kind, aadsts, status, code }: TokenRefusal): string {
  if (kind === 'noAnswer' && status === 0) return `token-${code}`;
  return `token-refused.${aadsts === undefined ? status : `AADSTS${aadsts}`}`;
}

function failed(code: string): Error {
  return Object.assign(new Error(code), { code });
}
