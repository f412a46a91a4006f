// The bot's own app: id and secret proved by a token from the authority configured, its tenant, and the secret's days.

import { AuthenticationConstants, GovernmentConstants } from 'botframework-connector';
import type { AuthorizationHeader } from '../teams/connector/connector-token.ts';
import type { Config } from '../config/config.ts';
import { errorCode } from '../monitoring/log.ts';
import {
  aadstsIn,
  type Claims,
  claimsOf,
  fetchToken,
  type AppTokenOutcome,
  type AppTokenQuery,
} from './app-token.ts';
import { fault, type CheckResult, off, ok, warning } from './finding.ts';
import { refusalFinding, silenceFinding } from './refusals.ts';
import { secretEnd, secretFinding, type SecretQuery } from './secret-days.ts';
import type { Web } from './web.ts';

export interface AppCheckPorts {
  readonly web: Web;
  /** For apps without a password: the SDK's own way to a token. */
  readonly authorize: AuthorizationHeader;
  readonly now: () => Date;
}

const NAMES = { idName: 'MicrosoftAppId', secretName: 'MicrosoftAppPassword' };

/** In: the configuration. Out: token, tenant and secret, each as it stands. */
export async function checkApp(
  config: Config,
  ports: AppCheckPorts,
): Promise<readonly CheckResult[]> {
  if (config.appId === undefined) {
    const mend = 'For Teams set MicrosoftAppId and MicrosoftAppPassword of the Azure bot.';
    return [off('app.token', 'Anonymous: only the Agents Playground on this machine.', mend)];
  }
  const asked = tokenAsked(config, config.appId);
  const answer = await (asked ? fetchToken(ports.web, asked) : bySdk(ports.authorize));
  const host = asked === undefined ? 'The source of the app’s identity' : hostOf(asked.url);
  const token = tokenFinding(answer, host);
  const tenant = answer.kind === 'token' ? [tenantFinding(config, answer.claims)] : [];
  return [token, ...tenant, await secretOf(config, ports)];
}

/** What `secretEnd` needs for the bot's app; undefined when it has no password. */
export function appSecret(config: Config): SecretQuery | undefined {
  const { appId, appTenantId, graph, botFramework, secretDates } = config;
  const clientSecret = botFramework['MicrosoftAppPassword'];
  if (appId === undefined || clientSecret === undefined) return undefined;
  const told = secretDates.appPassword;
  return { clientId: appId, clientSecret, tenantId: appTenantId, told, graph };
}

/** Whom the app asks for its tokens, without a slash at the end. */
export function tokenAuthority({ botFramework, appType, appTenantId }: Config): string {
  const login =
    botFramework['ToChannelFromBotLoginUrl'] ?? cloudOf(botFramework).ToChannelFromBotLoginUrl;
  return authorityOf(login, appType === 'SingleTenant' ? appTenantId : undefined);
}

/** As the SDK asks: Microsoft's authorities take the app's tenant, others are asked as they are written. */
function tokenAsked(config: Config, clientId: string): AppTokenQuery | undefined {
  const { botFramework } = config;
  const clientSecret = botFramework['MicrosoftAppPassword'];
  if (clientSecret === undefined) return undefined;
  const scope =
    botFramework['ToChannelFromBotOAuthScope'] ?? cloudOf(botFramework).ToChannelFromBotOAuthScope;
  const url = `${tokenAuthority(config)}/oauth2/v2.0/token`;
  return { url, clientId, clientSecret, scope: `${scope}/.default` };
}

function cloudOf(
  botFramework: Config['botFramework'],
): typeof AuthenticationConstants | typeof GovernmentConstants {
  const isGovernment = botFramework['ChannelService'] === GovernmentConstants.ChannelService;
  return isGovernment ? GovernmentConstants : AuthenticationConstants;
}

function authorityOf(login: string, tenantId: string | undefined): string {
  const home = [AuthenticationConstants, GovernmentConstants].find((cloud) =>
    login.toLowerCase().startsWith(cloud.ToChannelFromBotLoginUrlPrefix),
  );
  if (home === undefined) return login.replace(/\/+$/u, '');
  return home.ToChannelFromBotLoginUrlPrefix + (tenantId ?? home.DefaultChannelAuthTenant);
}

async function bySdk(authorize: AuthorizationHeader): Promise<AppTokenOutcome> {
  try {
    const token = (await authorize())?.replace(/^Bearer /u, '') ?? '';
    return { kind: 'token', token, claims: claimsOf(token) };
  } catch (error) {
    const code = aadstsIn(error instanceof Error ? error.message : '');
    return code === undefined
      ? { kind: 'silence', code: errorCode(error) }
      : { kind: 'refused', code };
  }
}

function tokenFinding(answer: AppTokenOutcome, host: string): CheckResult {
  switch (answer.kind) {
    case 'token':
      return ok('app.token', 'App id and secret are good: a token was given.');
    case 'refused':
      return refusalFinding('app.token', answer.code, NAMES);
    case 'silence':
      return silenceFinding('app.token', answer.code, host);
  }
}

/** Without a tenant of its own an app's token comes from the Bot Framework's tenant, which tells nothing. */
function tenantFinding({ appType, appTenantId }: Config, claims: Claims | undefined): CheckResult {
  const id = 'app.tenant';
  if (appType === 'MultiTenant') {
    const mend =
      'New bots cannot be MultiTenant any more. Existing ones go on; a new one is SingleTenant, with MicrosoftAppTenantId.';
    return ok(id, `MultiTenant: the app needs no tenant. ${mend}`);
  }
  if (claims?.tenantId === undefined) return off(id, 'The token does not say its tenant.');
  if (claims.tenantId === appTenantId?.toLowerCase()) {
    return ok(id, 'The token is of the tenant in MicrosoftAppTenantId.');
  }
  const mend =
    'Set MicrosoftAppTenantId to Azure portal > the Azure Bot > Configuration > App Tenant ID.';
  return fault(id, 'The token is of another tenant than MicrosoftAppTenantId.', mend);
}

async function secretOf(config: Config, { web, now }: AppCheckPorts): Promise<CheckResult> {
  const id = 'app.secret';
  const asked = appSecret(config);
  if (asked === undefined) {
    if (config.appType === 'UserAssignedMSI') return ok(id, 'A managed identity has no secret.');
    const mend = 'Note its date where you keep your own, and renew it in time.';
    return warning(id, 'A certificate’s key does not tell when the certificate ends.', mend);
  }
  const names = {
    ...NAMES,
    dateName: 'MICROSOFT_APP_PASSWORD_EXPIRES',
    elsewise: ', or grant the app Application.Read.All',
    now: now(),
  };
  return secretFinding(id, await secretEnd(web, asked), names);
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'The authority';
}
