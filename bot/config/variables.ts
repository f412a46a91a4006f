// Every environment variable: its name, and how its text becomes a value.
// A message says what would be right; it never repeats the value, which may be a secret.

import { z } from 'zod';
import type { Provider } from '../../services/mailbox/provider-name.ts';
import type { QuietHours } from '../../services/notifications/quiet-hours.ts';
import { CHANNEL_HOSTS, rate, serviceHosts } from './admission-variables.ts';
import { PARTNER_CENTER_OPTIONS } from './partner-center-variables.ts';
import { PROXY_VARIABLES } from './proxy-variables.ts';
import { SECRET_VARIABLES } from './secret-variables.ts';
import { GUID, isSafe, list, refuse } from './value-readers.ts';

export interface EventKey {
  readonly name: string;
  readonly secret: string;
}

export type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const APP_TYPES = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'] as const;
const HOST = /^(?:[\da-f.]*:[\da-f:.]+|[a-z\d](?:[a-z\d.-]*[a-z\d])?)$/iu;
const DOMAIN = /^(?:[a-z\d-]+\.)+[a-z]{2,}$/iu;
const KEY_NAME = /^[\w.-]+$/u;
const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/u;
const SECRET_LENGTH = 16;
const LONGEST_DAYS = 36_500;
/** `require` checks the certificate like `verify-full`; libpq's `prefer` protects nobody. */
const SSL_MODES: readonly string[] = ['disable', 'no-verify', 'require', 'verify-full'];

/** What botbuilder's ConfigurationBotFrameworkAuthentication reads besides the four MicrosoftApp… names. */
export const BOT_FRAMEWORK_NAMES = [
  'ChannelService',
  'ValidateAuthority',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromChannelOpenIdMetadataUrl',
  'BotOpenIdMetadata',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'OAuthUrl',
  'OAuthApiEndpoint',
  'CallerId',
  'CertificateThumbprint',
  'CertificatePrivateKey',
] as const;

/** One schema per variable of our own. In: its text, blanks taken off, absent when empty. Out: its value. */
export const OWN_VARIABLES = {
  PORT: wholeNumber(0, 65_535).prefault('3978'),
  HOST: z
    .string()
    .regex(HOST, 'must be an IP address or a host name, without scheme and port')
    .optional(),
  MicrosoftAppType: oneOf(APP_TYPES).optional(),
  MicrosoftAppId: guid().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: guid().optional(),
  AAD_APP_ID: guid().optional(),
  DATABASE_URL: z.string().prefault('file:./data/lotse.db').transform(databaseAddress),
  DATABASE_POOL: wholeNumber(1, 500).prefault('10'),
  EVENT_KEYS: z.string().prefault('').transform(eventKeys),
  METRICS_KEY: z
    .string()
    .min(SECRET_LENGTH, `must have at least ${SECRET_LENGTH} characters`)
    .optional(),
  ALLOWED_TENANTS: z.string().prefault('').transform(tenantIds),
  SERVICE_URL_HOSTS: z.string().prefault(CHANNEL_HOSTS.join()).transform(serviceHosts),
  RATE_LIMIT_PERSON: z.string().prefault('600:10').transform(rate),
  RATE_LIMIT_TENANT: z.string().prefault('5000:100').transform(rate),
  QUIET_HOURS: z.string().prefault('18:00-08:00').transform(quietHours),
  RETENTION_ENROLLMENT_DAYS: wholeNumber(1, LONGEST_DAYS).optional(),
  RETENTION_CONTACT_DAYS: wholeNumber(1, LONGEST_DAYS).optional(),
  EXPERT_NAME: z.string().optional(),
  EXPERT_EMAIL: z.email('must be an e-mail address').optional(),
  EXPERT_URL: httpsUrl().optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS).prefault('info'),
  PRIVACY_URL: httpsUrl().optional(),
  TERMS_URL: httpsUrl().optional(),
  GRAPH_CONNECTION_NAME: z.string().optional(),
  GRAPH_CLIENT_ID: guid().optional(),
  GRAPH_CLIENT_SECRET: z.string().optional(),
  GRAPH_NOTIFICATION_URL: httpsUrl().optional(),
  GRAPH_BASE_URL: webAddress().prefault('https://graph.microsoft.com'),
  GRAPH_AUTHORITY: webAddress().prefault('https://login.microsoftonline.com'),
  MAIL_PROVIDERS: z.string().prefault('').transform(mailProviders),
  GRAPH_ACTIVITY_FEED: oneOf(['off', 'on']).prefault('off'),
  TEAMS_APP_ID: guid().optional(),
  PARTNER_CENTER_CLIENT_ID: guid().optional(),
  PARTNER_CENTER_CLIENT_SECRET: z.string().optional(),
  PARTNER_CENTER_REFRESH_TOKEN: z.string().optional(),
  PARTNER_CENTER_TENANT_ID: guid().toLowerCase().optional(),
  ...PARTNER_CENTER_OPTIONS,
  ...SECRET_VARIABLES,
  ...PROXY_VARIABLES,
};

/** Every name this program reads from the environment. */
export const VARIABLE_NAMES: readonly string[] = [
  ...Object.keys(OWN_VARIABLES),
  ...BOT_FRAMEWORK_NAMES,
];

function guid(): z.ZodString {
  return z.string().regex(GUID, 'must be a GUID like 00000000-0000-0000-0000-000000000000');
}

/** Where another server is: https, or http on this machine; no path. Out: without a slash at the end. */
function webAddress(): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && isSafe(url) && `${url.origin}/` === url.href) return url.origin;
    refuse(context, 'must be an address without a path, https:// unless it is of this machine');
    return z.NEVER;
  });
}

function httpsUrl(): z.ZodURL {
  return z.url({ protocol: /^https$/u, error: 'must be an address that begins with https://' });
}

/** `domain` or `domain=name`, comma-separated. */
function mailProviders(text: string, context: z.RefinementCtx): readonly Provider[] {
  return list(text).map((entry, index) => {
    const [domain = '', name] = entry.split('=', 2).map((part) => part.trim());
    if (!DOMAIN.test(domain))
      refuse(context, `entry ${index + 1} must be a domain, or domain=name`);
    return { domain: domain.toLowerCase(), name: name === '' ? undefined : name };
  });
}

function oneOf<const Value extends string>(
  values: readonly Value[],
): z.ZodPipe<z.ZodString, z.ZodTransform<Value, string>> {
  return z.string().transform((text, context) => {
    const found = values.find((value) => value.toLowerCase() === text.toLowerCase());
    if (found !== undefined) return found;
    refuse(context, `must be one of ${values.join(', ')}`);
    return z.NEVER;
  });
}

function wholeNumber(
  least: number,
  most: number,
): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> {
  return z.string().transform((text, context) => {
    const number = /^\d{1,9}$/u.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most) return number;
    refuse(context, `must be a whole number from ${least} to ${most}`);
    return z.NEVER;
  });
}

/** Out: a server's URL as it is, or the path of a file. A server's URL holds a password. */
function databaseAddress(text: string, context: z.RefinementCtx): string {
  if (/^postgres(?:ql)?:/iu.test(text)) return serverUrl(text, context);
  const path = /^file:(?:\/\/(?=\/))?(.+)$/iu.exec(text)?.[1] ?? '';
  if (path !== '' && !path.startsWith('//') && !/[?#]/u.test(path)) return path;
  refuse(context, 'must be file: and a path (file:./data/lotse.db), or postgres://…');
  return z.NEVER;
}

function serverUrl(text: string, context: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const mode = url?.searchParams.get('sslmode') ?? 'disable';
  if (!url || url.pathname.length < 2 || !/^[^:]+:\/\//u.test(text)) {
    refuse(context, 'must be like postgres://user:password@host:5432/database');
  } else if (!SSL_MODES.includes(mode)) {
    refuse(context, `sslmode must be one of ${SSL_MODES.join(', ')}`);
  }
  return text;
}

function eventKeys(text: string, context: z.RefinementCtx): readonly EventKey[] {
  const keys = list(text).map((pair, index) => eventKey(pair, index + 1, context));
  for (const [index, { name }] of keys.entries()) {
    if (keys.findIndex((key) => key.name === name) === index || !KEY_NAME.test(name)) continue;
    refuse(context, `entry ${index + 1} has the name of an earlier one; names must differ`);
  }
  return keys;
}

/** Until a pair is known to be well formed any part of it may be the secret: it is named by its position. */
function eventKey(pair: string, position: number, context: z.RefinementCtx): EventKey {
  const colon = pair.indexOf(':');
  const name = pair.slice(0, Math.max(colon, 0)).trim();
  const secret = pair.slice(colon + 1).trim();
  if (!KEY_NAME.test(name)) {
    refuse(context, `entry ${position} must be name:secret, the name of letters, digits, "._-"`);
  } else if (secret.length < SECRET_LENGTH) {
    const detail = `must have at least ${SECRET_LENGTH} characters`;
    refuse(context, `the secret of entry ${position} ${detail}`);
  }
  return { name, secret };
}

function tenantIds(text: string, context: z.RefinementCtx): readonly string[] {
  const ids = list(text);
  for (const [index, id] of ids.entries()) {
    if (!GUID.test(id)) refuse(context, `entry ${index + 1} must be a tenant id, which is a GUID`);
  }
  return ids.map((id) => id.toLowerCase());
}

/** Out: minutes since midnight in the person's own time; weekends are quiet as well. */
function quietHours(text: string, context: z.RefinementCtx): QuietHours | 'off' {
  if (text.toLowerCase() === 'off') return 'off';
  const [, fromHour, fromMinute, untilHour, untilMinute] = HOURS.exec(text) ?? [];
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const until = Number(untilHour) * 60 + Number(untilMinute);
  if (Number.isInteger(from) && from !== until) return { from, until };
  refuse(context, 'must be HH:MM-HH:MM with two different times (18:00-08:00), or off');
  return z.NEVER;
}
