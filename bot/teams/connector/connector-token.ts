// The token for the Bot Connector, from the SDK's own credentials, so that every kind of app and cloud works as in a turn.

import { AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
import { AppCredentialsFactory } from './app-credentials.ts';

/** Gives the Authorization header. Out: undefined in anonymous mode, at once. Throws what the SDK throws when no token can be had. */
export type AuthorizationHeader = () => Promise<string> | undefined;

/** What every credentials object of the SDK has beside its typed face: it keeps the token until it expires. */
interface TokenSource {
  getToken(): Promise<string>;
}

type Settings = Readonly<Record<string, string>>;

/** In: botbuilder's own names, credentials too (as TeamsAdapter takes them). */
export function createAuthorize(botFramework: Settings): AuthorizationHeader {
  const appId = botFramework['MicrosoftAppId'];
  if (appId === undefined) return () => undefined;
  let credentials: Promise<TokenSource> | undefined;
  let asking: Promise<string> | undefined;

  /** The SDK asks for a token per caller; many notes at once share one question. */
  async function token(): Promise<string> {
    credentials ??= credentialsOf(botFramework, appId ?? '');
    asking ??= credentials.then((known) => known.getToken());
    try {
      return await asking;
    } finally {
      asking = undefined;
    }
  }

  return async () => `Bearer ${await token()}`;
}

async function credentialsOf(botFramework: Settings, appId: string): Promise<TokenSource> {
  const factory = new AppCredentialsFactory(botFramework);
  const isGovernment = botFramework['ChannelService'] === GovernmentConstants.ChannelService;
  const cloud = isGovernment ? GovernmentConstants : AuthenticationConstants;
  const credentials = await factory.createCredentials(
    appId,
    botFramework['ToChannelFromBotOAuthScope'] ?? cloud.ToChannelFromBotOAuthScope,
    botFramework['ToChannelFromBotLoginUrl'] ?? cloud.ToChannelFromBotLoginUrl,
    botFramework['ValidateAuthority']?.toLowerCase() !== 'false',
  );
  return credentials as unknown as TokenSource;
}
