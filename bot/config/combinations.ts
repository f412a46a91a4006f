// Faults that no variable has alone: what is missing, or must not stand, beside another one.

import { namesCloud, namesOwnAuthority } from './cloud.ts';
import {
  BOT_CREDENTIAL,
  botIdentity,
  GRAPH_CREDENTIAL,
  hasCredential,
  PARTNER_CENTER_CREDENTIAL,
  type Environment,
} from './credentials.ts';
import { isLoopback } from './loopback.ts';
import type { OWN_VARIABLES } from './variables.ts';

const GOVERNMENT_CLOUD = 'https://botframework.azure.us';
const PARTNER_CENTER_NAMES = [
  'PARTNER_CENTER_CLIENT_ID',
  'PARTNER_CENTER_CLIENT_SECRET',
  'PARTNER_CENTER_REFRESH_TOKEN',
  'PARTNER_CENTER_TENANT_ID',
] as const satisfies readonly (keyof typeof OWN_VARIABLES)[];

/** In: the given variables, blank ones left out. Out: one line per fault, none with a secret's value in it. */
export function combinationFaults(given: Environment): readonly string[] {
  return [
    ...missingCredentials(given),
    ...passwordFaults(given),
    ...hostFaults(given),
    ...cloudFaults(given),
    ...partnerCenterFaults(given),
    ...mailboxFaults(given),
    ...feedFaults(given),
  ];
}

function missingCredentials(given: Environment): readonly string[] {
  const needy = ['singletenant', 'userassignedmsi'].includes(appType(given) ?? '');
  const faults: string[] = [];
  const proven = hasCredential(given, BOT_CREDENTIAL);
  if (!given['MicrosoftAppId'] && (needy || proven)) {
    faults.push('MicrosoftAppId: missing; type, password and certificate belong to an app');
  }
  if (!given['MicrosoftAppTenantId'] && needy && !isAskedElsewhere(given)) {
    faults.push(
      'MicrosoftAppTenantId: missing; SingleTenant (the default) and UserAssignedMSI need the tenant of the bot’s app, only an old MultiTenant bot goes without',
    );
  }
  return faults;
}

/** Another authority than Microsoft's is asked as it is written: the tenant stands in its address, if it has any. */
function isAskedElsewhere(given: Environment): boolean {
  return appType(given) === 'singletenant' && namesOwnAuthority(given);
}

function passwordFaults(given: Environment): readonly string[] {
  const password = given['MicrosoftAppPassword'];
  if (appType(given) === 'userassignedmsi') {
    if (!password) return [];
    return ['MicrosoftAppPassword: must be empty when MicrosoftAppType is UserAssignedMSI'];
  }
  if (!given['MicrosoftAppId'] || hasCredential(given, BOT_CREDENTIAL)) return [];
  return ['MicrosoftAppPassword: missing; the app of MicrosoftAppId needs its password'];
}

function hostFaults({ HOST: host, MicrosoftAppId: id }: Environment): readonly string[] {
  if (!host || id || isLoopback(host)) return [];
  return [
    'HOST: must be of this machine (127.0.0.1) as long as MicrosoftAppId and MicrosoftAppPassword are empty',
  ];
}

function cloudFaults(given: Environment): readonly string[] {
  const cloud = given['ChannelService'];
  if (!cloud || cloud === GOVERNMENT_CLOUD || namesCloud(given)) return [];
  return [`ChannelService: must be empty or ${GOVERNMENT_CLOUD}`];
}

function partnerCenterFaults(given: Environment): readonly string[] {
  const isProven = hasCredential(given, PARTNER_CENTER_CREDENTIAL);
  const missing = PARTNER_CENTER_NAMES.filter(
    (name) => !(name === PARTNER_CENTER_CREDENTIAL.secret ? isProven : given[name]),
  );
  if (missing.length === PARTNER_CENTER_NAMES.length) return [];
  return [
    ...missing.map((name) => `${name}: missing; set all ${PARTNER_CENTER_NAMES.length} or none`),
    ...identityFaults(given),
  ];
}

/** A refresh token belongs to an app; a managed identity has none. */
function identityFaults(given: Environment): readonly string[] {
  const { id, identity } = PARTNER_CENTER_CREDENTIAL;
  if (!given[identity] || given[identity].toLowerCase() !== given[id]?.toLowerCase()) return [];
  return [`${identity}: must be another one than ${id}, whose app trusts it`];
}

/** The app may be there for the directory alone, so it is the address for notifications that asks for the rest. */
function mailboxFaults(given: Environment): readonly string[] {
  if (!given['GRAPH_NOTIFICATION_URL']) return [];
  const isProven = hasCredential(given, GRAPH_CREDENTIAL);
  return ['GRAPH_CLIENT_ID', 'GRAPH_CLIENT_SECRET']
    .filter((name) => !(name === GRAPH_CREDENTIAL.secret ? isProven : given[name]))
    .map((name) => `${name}: missing; GRAPH_NOTIFICATION_URL needs it to watch a mailbox`);
}

/** The feed is told in the app's own name, with a token for each tenant. */
function feedFaults(given: Environment): readonly string[] {
  const isOn = given['GRAPH_ACTIVITY_FEED']?.toLowerCase() === 'on';
  if (!isOn || botIdentity(given) !== undefined) return [];
  return ['GRAPH_ACTIVITY_FEED: needs MicrosoftAppId and MicrosoftAppPassword; set them, or off'];
}

function appType(given: Environment): string | undefined {
  return given['MicrosoftAppType']?.toLowerCase();
}
