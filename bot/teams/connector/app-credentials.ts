// The bot's own credentials. For authorities other than Microsoft's the token is asked for in plain OAuth:
// the SDK's MSAL asks Microsoft first whether it knows them, and takes none that it does not (decision 0026).

import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import {
  AppCredentials,
  AuthenticationConstants,
  type AuthenticatorResult,
  GovernmentConstants,
  type ServiceClientCredentials,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { z } from 'zod';
import { isLoopback } from '../../config/loopback.ts';

type Settings = Readonly<Record<string, string>>;

const TIMEOUT_MS = 10_000;
const MICROSOFT = [
  AuthenticationConstants.ToChannelFromBotLoginUrlPrefix,
  GovernmentConstants.ToChannelFromBotLoginUrlPrefix,
];
const TOKEN = z.looseObject({ access_token: z.string(), expires_in: z.coerce.number() });

/** The SDK's factory, for every kind of app; an app with a password may have another authority. */
export class AppCredentialsFactory extends ServiceClientCredentialsFactory {
  readonly #inner: ConfigurationServiceClientCredentialFactory;
  readonly #secret: string | undefined;

  /** In: botbuilder's own names, credentials too. */
  constructor(settings: Settings) {
    super();
    this.#inner = new ConfigurationServiceClientCredentialFactory(settings);
    this.#secret = settings['MicrosoftAppPassword'];
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return this.#inner.isValidAppId(appId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return this.#inner.isAuthenticationDisabled();
  }

  override createCredentials(
    ...given: Parameters<ServiceClientCredentialsFactory['createCredentials']>
  ): Promise<ServiceClientCredentials> {
    const [appId, scope = '', authority, isChecked] = given;
    if (this.#secret === undefined || isMicrosoft(authority)) {
      return this.#inner.createCredentials(appId, scope, authority, isChecked);
    }
    const asked = { appId, secret: this.#secret, scope, authority };
    return Promise.resolve(new OtherAuthorityCredentials(asked));
  }
}

interface TokenRequest {
  readonly appId: string;
  readonly secret: string;
  readonly scope: string;
  readonly authority: string;
}

/** The SDK keeps the token until five minutes before its end; here it is only fetched. */
class OtherAuthorityCredentials extends AppCredentials {
  readonly #asked: TokenRequest;

  constructor(asked: TokenRequest) {
    super(asked.appId, undefined, asked.scope);
    this.#asked = asked;
  }

  protected override async refreshToken(): Promise<AuthenticatorResult> {
    const { appId, secret, scope, authority } = this.#asked;
    const path = AuthenticationConstants.ToChannelFromBotTokenEndpointPath;
    const url = new URL(`${authority.replace(/\/+$/u, '')}${path}`);
    if (url.protocol !== 'https:' && !isLoopback(url.hostname)) throw failed('token-insecure');
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secret,
        scope: `${scope}/.default`,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw failed(`token-refused.${response.status}`);
    const { access_token: accessToken, expires_in: seconds } = TOKEN.parse(await response.json());
    return { accessToken, expiresOn: new Date(Date.now() + seconds * 1000) };
  }
}

function isMicrosoft(authority: string): boolean {
  return MICROSOFT.some((prefix) => authority.toLowerCase().startsWith(prefix));
}

function failed(code: string): Error {
  return Object.assign(new Error(code), { code });
}
