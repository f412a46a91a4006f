// The bot's own app: id and secret proved by a token from the authority configured, its tenant, and the secret's days.

import { tokenAudience, tokenAuthority } from '../config/cloud.ts';
import type { Config } from '../config/config.ts';
import { type Claims, fetchToken, type AppTokenOutcome, type AppTokenQuery } from './app-token.ts';
import { fault, off, ok, type CheckResult, type DoctorDeps } from './finding.ts';
import { refusalFinding, silenceFinding } from './refusals.ts';
import { checkSecret, type SecretQuery } from './secret-days.ts';

/** The type says where the bot's own tokens come from, and nothing of who may talk to it. */
const OTHER_TENANTS =
  'Companies of other tenants need the Entra app to be multitenant (App registrations > the app > Authentication > Supported account types).';
const NAMES = { idName: 'MicrosoftAppId', secretName: 'MicrosoftAppPassword' };

/** In: ends what is under way. Out: token, tenant and secret, each as it stands. */
export async function checkApp(
  { config, now }: DoctorDeps,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  if (config.appId === undefined) {
    const mend = 'For Teams set MicrosoftAppId and MicrosoftAppPassword of the Azure bot.';
    return [off('app.token', 'Anonymous: only the Agents Playground on this machine.', mend)];
  }
  const asked = tokenAsked(config);
  const answer: AppTokenOutcome = asked
    ? await fetchToken(asked, signal)
    : { kind: 'silence', code: 'noCredential' };
  const isIdentity = asked?.credential.kind === 'managedIdentity';
  const host = isIdentity ? 'The source of the app’s identity' : hostOf(asked?.url ?? '');
  const token = tokenFinding(answer, host);
  const tenant = answer.kind === 'token' ? [tenantFinding(config, answer.claims)] : [];
  return [token, ...tenant, await secretOf(config, now(), signal)];
}

/** What `secretEnd` needs for the bot's app; undefined when it has no password. */
export function appSecret(config: Config): SecretQuery | undefined {
  const { appIdentity, appTenantId, graph, secretDates } = config;
  if (appIdentity?.credential.kind !== 'secret') return undefined;
  return { ...appIdentity, tenantId: appTenantId, told: secretDates.appPassword, graph };
}

function tokenAsked({ appIdentity, botFramework }: Config): AppTokenQuery | undefined {
  if (appIdentity === undefined) return undefined;
  const url = `${tokenAuthority(botFramework)}/oauth2/v2.0/token`;
  return { ...appIdentity, url, audience: tokenAudience(botFramework) };
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
      'New bots cannot be MultiTenant since 2025-07-31. Existing ones go on; a new one is SingleTenant, with MicrosoftAppTenantId.';
    return ok(id, `MultiTenant: the app needs no tenant. ${mend}`);
  }
  if (claims?.tenantId === undefined) return off(id, 'The token does not say its tenant.');
  if (appTenantId === undefined) return off(id, 'No tenant is told to compare with.');
  if (claims.tenantId === appTenantId.toLowerCase()) {
    return ok(id, `The token is of the tenant in MicrosoftAppTenantId. ${OTHER_TENANTS}`);
  }
  const mend =
    'Set MicrosoftAppTenantId to Azure portal > the Azure Bot > Configuration > App Tenant ID.';
  return fault(id, 'The token is of another tenant than MicrosoftAppTenantId.', mend);
}

function secretOf(config: Config, now: Date, signal: AbortSignal): Promise<CheckResult> {
  const dateName = 'MICROSOFT_APP_PASSWORD_EXPIRES';
  const names = { id: 'app.secret', secretName: NAMES.secretName, dateName, now };
  return checkSecret(names, config.appIdentity?.credential.kind, appSecret(config), signal);
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'The authority';
}
