// The configuration, and the only reader of process.env: all faults at once, each naming its variable.

import { z } from 'zod';
import type { ClientIdentity } from '../../services/http/client-credential.ts';
import type { GraphCredentials } from '../../services/mailbox/mailboxes.ts';
import type { Provider } from '../../services/mailbox/provider-name.ts';
import { botFrameworkSettings } from './cloud.ts';
import { combinationFaults } from './combinations.ts';
import {
  botIdentity,
  GRAPH_CREDENTIAL,
  identityIn,
  PARTNER_CENTER_CREDENTIAL,
} from './credentials.ts';
import type { Rate } from '../http/rate-limit.ts';
import {
  type AppType,
  type EventKey,
  type LogLevel,
  OWN_VARIABLES,
  type QuietHoursSetting,
  VARIABLE_NAMES,
} from './variables.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Without credentials every caller is believed, so only this machine may call. */
  readonly anonymous: boolean;
  /** Undefined when anonymous. */
  readonly appId: string | undefined;
  /** The bot's app and its proof; undefined when anonymous. */
  readonly appIdentity: ClientIdentity | undefined;
  readonly appType: AppType;
  readonly appTenantId: string | undefined;
  /** What ConfigurationBotFrameworkAuthentication takes, under botbuilder's own names, credentials too. */
  readonly botFramework: Readonly<Record<string, string>>;
  /** Path of the SQLite file, `:memory:`, or a PostgreSQL server's URL, in which a password may stand. */
  readonly database: string;
  /** Most connections to PostgreSQL. */
  readonly databasePool: number;
  readonly eventKeys: readonly EventKey[];
  /** Lower case; empty = every tenant. */
  readonly allowedTenants: readonly string[];
  /** Hosts that replies may go to, `*.` before one for all below it. */
  readonly serviceUrlHosts: readonly string[];
  readonly ratePerson: Rate | 'off';
  readonly rateTenant: Rate | 'off';
  readonly quietHours: QuietHoursSetting | 'off';
  readonly expert: Expert;
  readonly logLevel: LogLevel;
  readonly privacyUrl: string | undefined;
  readonly termsUrl: string | undefined;
  readonly graphConnectionName: string | undefined;
  /** Whether urgent notes also go into the activity feed. */
  readonly activityFeed: boolean;
  /** The id in the app's manifest, when it is not the bot's. */
  readonly teamsAppId: string | undefined;
  /** Addresses without a path, and without a slash at the end. */
  readonly graph: { readonly baseUrl: string; readonly authority: string };
  /** When secrets end, as the operator wrote it down. */
  readonly secretDates: SecretDates;
  /** Undefined = no mailbox is watched. */
  readonly mailbox: MailboxConfig | undefined;
  readonly partnerCenter: PartnerCenterConfig | undefined;
}

export interface MailboxConfig {
  readonly credentials: GraphCredentials;
  /** Where Graph reaches this bot, https. */
  readonly notificationUrl: string;
  readonly providers: readonly Provider[];
}

export interface SecretDates {
  readonly appPassword: Date | undefined;
  readonly graphSecret: Date | undefined;
  readonly partnerCenterSecret: Date | undefined;
}

/** The person behind the bot; nothing given = there is none. */
export interface Expert {
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly url: string | undefined;
}

export interface PartnerCenterConfig extends ClientIdentity {
  /** The first one; a renewed one is kept in the database. */
  readonly refreshToken: string;
  /** Lower case. */
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly authority: string;
  readonly providerName: string | undefined;
  readonly certificateHosts: readonly string[];
  /** PEM; empty when nothing is added to what node trusts. */
  readonly authorities: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is wrong. `faults`: one line each, with the variable and what would be right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

type ParsedVariables = z.output<typeof schema>;

const schema = z.object(OWN_VARIABLES);

/**
 * Reads the environment. Blank values count as absent, blanks around a value are taken off.
 * Throws ConfigError with every fault found; no secret's value is in it.
 */
export function readConfig(env: Environment = process.env): Config {
  const given = present(env);
  const parsed = schema.safeParse(given);
  const faults = [...fieldFaults(parsed.error), ...combinationFaults(given)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(parsed.data, given);
}

/** The environment for a child process: `set` wins over what is there, `defaults` fill what is blank. */
export function childEnvironment(set: Environment, defaults: Environment): Environment {
  const filled = Object.entries(process.env).filter(([, value]) => value?.trim());
  return { ...defaults, ...Object.fromEntries(filled), ...set };
}

function present(env: Environment): Environment {
  const texts = VARIABLE_NAMES.map((name) => [name, env[name]?.trim()] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined && text !== ''));
}

function fieldFaults(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

function toConfig(values: ParsedVariables, given: Environment): Config {
  const anonymous = values.MicrosoftAppId === undefined;
  return {
    port: values.PORT,
    host: values.HOST ?? (anonymous ? '127.0.0.1' : '0.0.0.0'),
    anonymous,
    appId: values.MicrosoftAppId,
    appIdentity: botIdentity(given),
    appType: values.MicrosoftAppType,
    appTenantId: values.MicrosoftAppTenantId,
    botFramework: botFrameworkSettings(given),
    database: values.DATABASE_URL,
    databasePool: values.DATABASE_POOL,
    eventKeys: values.EVENT_KEYS,
    allowedTenants: values.ALLOWED_TENANTS,
    serviceUrlHosts: values.SERVICE_URL_HOSTS,
    ratePerson: values.RATE_LIMIT_PERSON,
    rateTenant: values.RATE_LIMIT_TENANT,
    quietHours: values.QUIET_HOURS,
    expert: { name: values.EXPERT_NAME, email: values.EXPERT_EMAIL, url: values.EXPERT_URL },
    logLevel: values.LOG_LEVEL,
    privacyUrl: values.PRIVACY_URL,
    termsUrl: values.TERMS_URL,
    graphConnectionName: values.GRAPH_CONNECTION_NAME,
    secretDates: {
      appPassword: values.MICROSOFT_APP_PASSWORD_EXPIRES,
      graphSecret: values.GRAPH_CLIENT_SECRET_EXPIRES,
      partnerCenterSecret: values.PARTNER_CENTER_CLIENT_SECRET_EXPIRES,
    },
    mailbox: mailbox(values, given),
    activityFeed: values.GRAPH_ACTIVITY_FEED === 'on',
    teamsAppId: values.TEAMS_APP_ID,
    graph: { baseUrl: values.GRAPH_BASE_URL, authority: values.GRAPH_AUTHORITY },
    partnerCenter: partnerCenter(values, given),
  };
}

function mailbox(values: ParsedVariables, given: Environment): MailboxConfig | undefined {
  const { GRAPH_NOTIFICATION_URL: notificationUrl, MAIL_PROVIDERS: providers } = values;
  const identity = identityIn(given, GRAPH_CREDENTIAL);
  if (identity === undefined || !notificationUrl) return undefined;
  const { GRAPH_AUTHORITY: authority, GRAPH_BASE_URL: baseUrl } = values;
  return { credentials: { authority, baseUrl, ...identity }, notificationUrl, providers };
}

function partnerCenter(
  values: ParsedVariables,
  given: Environment,
): PartnerCenterConfig | undefined {
  const identity = identityIn(given, PARTNER_CENTER_CREDENTIAL);
  const refreshToken = values.PARTNER_CENTER_REFRESH_TOKEN;
  const tenantId = values.PARTNER_CENTER_TENANT_ID;
  if (identity === undefined || !refreshToken || !tenantId) return undefined;
  return {
    ...identity,
    ...{ refreshToken, tenantId },
    baseUrl: values.PARTNER_CENTER_URL,
    authority: values.PARTNER_CENTER_AUTHORITY,
    providerName: values.PARTNER_CENTER_PROVIDER_NAME,
    certificateHosts: values.PARTNER_CENTER_CERTIFICATE_HOSTS,
    authorities: values.PARTNER_CENTER_CA_FILE ?? '',
  };
}
