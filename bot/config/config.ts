// The configuration: all faults of the environment at once, each naming its variable.

import { z } from 'zod';
import type { PartnerCenterSettings } from '../../services/partner-center/partner-center-feed.ts';
import { botFrameworkSettings } from './cloud.ts';
import { combinationFaults } from './combinations.ts';
import {
  botIdentity,
  GRAPH_CREDENTIAL,
  identityIn,
  PARTNER_CENTER_CREDENTIAL,
  type Environment,
} from './credentials.ts';
import { readEnvironment } from './environment.ts';
import { misspeltNames } from './near-names.ts';
import { proxiesOf, PROXY_NAMES } from './proxy-variables.ts';
import { OWN_VARIABLES, VARIABLE_NAMES } from './variables.ts';

/** Everything that an operator can set, each value as the bot uses it. */
export type Config = Readonly<ReturnType<typeof toConfig>>;

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
 * Reads the environment: the given one, else that of the process with .env. Blank values count as absent, blanks around a value
 * are taken off. Throws ConfigError with every fault found; no secret's value is in it.
 */
export function readConfig(env?: Environment): Config {
  const { variables, faults: dropped } =
    env === undefined
      ? readEnvironment()
      : { variables: env, faults: misspeltNames(Object.keys(env)) };
  const given = present(variables);
  const parsed = schema.safeParse(given);
  const faults = [...dropped, ...fieldFaults(parsed.error), ...combinationFaults(given)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(parsed.data, given);
}

/**
 * The environment for a child process: `set` wins over what is there and over .env, `defaults` fill what is blank.
 * Throws ConfigError for what cannot be read.
 */
export function childEnvironment(set: Environment, defaults: Environment): Environment {
  const { variables, faults } = readEnvironment();
  if (faults.length > 0) throw new ConfigError(faults);
  const filled = Object.entries(variables).filter(
    ([name, value]) => !Object.hasOwn(defaults, name) || value?.trim(),
  );
  return { ...defaults, ...Object.fromEntries(filled), ...set };
}

function present(env: Environment): Environment {
  const texts = VARIABLE_NAMES.map((name) => [name, textOf(name, env)] as const);
  return withAppType(
    Object.fromEntries(texts.filter(([, text]) => text !== undefined && text !== '')),
  );
}

/** No other kind of bot can be made any more [single-tenant-bots]. */
function withAppType(given: Environment): Environment {
  const isUntold = given['MicrosoftAppId'] !== undefined && given['MicrosoftAppType'] === undefined;
  return isUntold ? { ...given, MicrosoftAppType: 'SingleTenant' } : given;
}

/** The lower case of a proxy's name wins, as in curl and node. */
function textOf(name: string, env: Environment): string | undefined {
  const isProxy = PROXY_NAMES.some((proxy) => proxy === name);
  const lower = isProxy ? env[name.toLowerCase()]?.trim() : undefined;
  return lower === undefined || lower === '' ? env[name]?.trim() : lower;
}

function fieldFaults(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

function toConfig(values: ParsedVariables, given: Environment) {
  const anonymous = values.MicrosoftAppId === undefined;
  return {
    port: values.PORT,
    host: values.HOST ?? (anonymous ? '127.0.0.1' : '0.0.0.0'),
    /** Without credentials every caller is believed, so only this machine may call. */
    anonymous,
    /** Undefined when anonymous. */
    appId: values.MicrosoftAppId,
    /** The bot's app and its proof; undefined when anonymous. */
    appIdentity: botIdentity(given),
    /** Undefined when anonymous and not told. */
    appType: values.MicrosoftAppType,
    appTenantId: values.MicrosoftAppTenantId,
    /** What ConfigurationBotFrameworkAuthentication takes, under botbuilder's own names, credentials too. */
    botFramework: botFrameworkSettings(given),
    /** Path of the SQLite file, `:memory:`, or a PostgreSQL server's URL, in which a password may stand. */
    database: values.DATABASE_URL,
    /** Most connections to PostgreSQL. */
    databasePool: values.DATABASE_POOL,
    eventKeys: values.EVENT_KEYS,
    /** Who may read /metrics and the details of /readyz; undefined = everybody who can reach them. */
    metricsKey: values.METRICS_KEY,
    /** Lower case; empty = every tenant. */
    allowedTenants: values.ALLOWED_TENANTS,
    /** Hosts that replies may go to, `*.` before one for all below it. */
    serviceUrlHosts: values.SERVICE_URL_HOSTS,
    ratePerson: values.RATE_LIMIT_PERSON,
    rateTenant: values.RATE_LIMIT_TENANT,
    quietHours: values.QUIET_HOURS,
    retention: retention(values),
    /** The person behind the bot; nothing given = there is none. */
    expert: { name: values.EXPERT_NAME, email: values.EXPERT_EMAIL, url: values.EXPERT_URL },
    logLevel: values.LOG_LEVEL,
    privacyUrl: values.PRIVACY_URL,
    termsUrl: values.TERMS_URL,
    graphConnectionName: values.GRAPH_CONNECTION_NAME,
    /** When secrets end, as the operator wrote it down. */
    secretDates: {
      appPassword: values.MICROSOFT_APP_PASSWORD_EXPIRES,
      graphSecret: values.GRAPH_CLIENT_SECRET_EXPIRES,
      partnerCenterSecret: values.PARTNER_CENTER_CLIENT_SECRET_EXPIRES,
    },
    /** Undefined = no mailbox is watched. */
    mailbox: mailbox(values, given),
    /** Whether urgent notes also go into the activity feed. */
    activityFeed: values.GRAPH_ACTIVITY_FEED === 'on',
    /** The id in the app's manifest, when it is not the bot's. */
    teamsAppId: values.TEAMS_APP_ID,
    /** Addresses without a path, and without a slash at the end. */
    graph: { baseUrl: values.GRAPH_BASE_URL, authority: values.GRAPH_AUTHORITY },
    partnerCenter: partnerCenter(values, given),
    proxies: proxiesOf(values),
  };
}

/** Out: how Graph is asked about mailboxes, where it reaches this bot (https), and the providers it looks for. */
function mailbox(values: ParsedVariables, given: Environment) {
  const { GRAPH_NOTIFICATION_URL: notificationUrl, MAIL_PROVIDERS: providers } = values;
  const identity = identityIn(given, GRAPH_CREDENTIAL);
  if (identity === undefined || !notificationUrl) return undefined;
  const { GRAPH_AUTHORITY: authority, GRAPH_BASE_URL: baseUrl } = values;
  return { credentials: { authority, baseUrl, ...identity }, notificationUrl, providers };
}

/** Out: days without activity after which enrollments and people are removed; undefined = never. */
function retention(values: ParsedVariables) {
  const { RETENTION_ENROLLMENT_DAYS: enrollmentDays, RETENTION_CONTACT_DAYS: contactDays } = values;
  return { enrollmentDays, contactDays };
}

function partnerCenter(
  values: ParsedVariables,
  given: Environment,
): PartnerCenterSettings | undefined {
  const identity = identityIn(given, PARTNER_CENTER_CREDENTIAL);
  const { PARTNER_CENTER_REFRESH_TOKEN: refreshToken, PARTNER_CENTER_TENANT_ID: tenantId } = values;
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
