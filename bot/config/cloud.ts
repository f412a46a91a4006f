// The settings of the Bot Framework's cloud: botbuilder's own names, handed on under those names.

import { AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
import type { Environment } from './credentials.ts';
import { BOT_FRAMEWORK_NAMES } from './variables.ts';

const CREDENTIAL_NAMES = [
  'MicrosoftAppType',
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppTenantId',
  'MICROSOFT_APP_MANAGED_IDENTITY',
  'MICROSOFT_APP_FEDERATED_TOKEN_FILE',
] as const;

/** The public cloud, as botbuilder's AuthenticationConstants have it. Two names: botbuilder takes either. */
const PUBLIC_CLOUD = [
  [['ToChannelFromBotLoginUrl'], 'https://login.microsoftonline.com/botframework.com'],
  [['ToChannelFromBotOAuthScope'], 'https://api.botframework.com'],
  [['ToBotFromChannelTokenIssuer'], 'https://api.botframework.com'],
  [['OAuthUrl', 'OAuthApiEndpoint'], 'https://api.botframework.com'],
  [
    ['ToBotFromChannelOpenIdMetadataUrl', 'BotOpenIdMetadata'],
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ],
  [
    ['ToBotFromEmulatorOpenIdMetadataUrl'],
    'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  ],
  [['CallerId'], 'urn:botframework:azure'],
] as const;

/**
 * What ConfigurationBotFrameworkAuthentication takes, credentials too. In: the given variables.
 * botbuilder takes the cloud's settings all or none: with one of them given, the others would be undefined
 * and every token refused. So what is absent is filled with the public cloud's; what is given stays as it is.
 */
export function botFrameworkSettings(given: Environment): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const name of [...CREDENTIAL_NAMES, ...BOT_FRAMEWORK_NAMES]) {
    if (given[name]) settings[name] = given[name];
  }
  if (!namesCloud(given)) return settings;
  for (const [names, value] of PUBLIC_CLOUD) {
    if (names.every((name) => !given[name])) settings[names[0]] = value;
  }
  return settings;
}

/** Whether a setting of the cloud itself is given, so that botbuilder does not choose one by ChannelService. */
export function namesCloud(given: Environment): boolean {
  return PUBLIC_CLOUD.some(([names]) => names.some((name) => given[name]));
}

/** Who signs the channel's tokens. In: what `botFrameworkSettings` gave. */
export function channelAuthority(settings: Environment): {
  readonly issuer: string;
  readonly metadataUrl: string;
} {
  const cloud = cloudOf(settings);
  const { ToBotFromChannelOpenIdMetadataUrl: current, BotOpenIdMetadata: older } = settings;
  return {
    issuer: settings['ToBotFromChannelTokenIssuer'] ?? cloud.ToBotFromChannelTokenIssuer,
    metadataUrl: current ?? older ?? cloud.ToBotFromChannelOpenIdMetadataUrl,
  };
}

/** Whom the bot's app asks for its tokens, without a slash at the end. Microsoft's own takes the app's tenant, others are asked as written. */
export function tokenAuthority(settings: Environment): string {
  const login = settings['ToChannelFromBotLoginUrl'] ?? cloudOf(settings).ToChannelFromBotLoginUrl;
  const home = homeOf(login);
  if (home === undefined) return login.replace(/\/+$/u, '');
  const isSingle = settings['MicrosoftAppType']?.toLowerCase() === 'singletenant';
  const tenantId = isSingle ? settings['MicrosoftAppTenantId'] : undefined;
  return home.ToChannelFromBotLoginUrlPrefix + (tenantId ?? home.DefaultChannelAuthTenant);
}

/** Whether the bot's tokens come from an authority that is asked as written, so that no tenant needs to be told. */
export function namesOwnAuthority({ ToChannelFromBotLoginUrl: login }: Environment): boolean {
  return login !== undefined && homeOf(login) === undefined;
}

/** Whose tokens the channel takes. */
export function tokenAudience(settings: Environment): string {
  return settings['ToChannelFromBotOAuthScope'] ?? cloudOf(settings).ToChannelFromBotOAuthScope;
}

function homeOf(
  login: string,
): typeof AuthenticationConstants | typeof GovernmentConstants | undefined {
  return [AuthenticationConstants, GovernmentConstants].find((cloud) =>
    login.toLowerCase().startsWith(cloud.ToChannelFromBotLoginUrlPrefix),
  );
}

function cloudOf(
  settings: Environment,
): typeof AuthenticationConstants | typeof GovernmentConstants {
  const isGovernment = settings['ChannelService'] === GovernmentConstants.ChannelService;
  return isGovernment ? GovernmentConstants : AuthenticationConstants;
}
