// Admission's own variables: how their text becomes a value. Messages say what would be right.

import { z } from 'zod';
import type { Rate } from '../http/rate-limit.ts';
import { list, refuse } from './value-readers.ts';

/**
 * The channel's hosts in all of Microsoft's clouds: the Teams SDK's list (public, GCC, GCC High, DoD, China, Bleu;
 * microsoft.github.io/teams-sdk, "Service URL Validation"), and the Bot Framework's own for Web Chat and its like.
 */
export const CHANNEL_HOSTS = [
  'smba.trafficmanager.net',
  'smba.onyx.prod.teams.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
  'frontend.botapi.msg.infra.teams.microsoftonline.cn',
  'smba.teams.sovcloud-core.fr',
  '*.botframework.com',
  '*.botframework.azure.us',
] as const;

const HOST = /^(?:\*\.)?(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z\d](?:[a-z\d-]*[a-z\d])?$/u;
const IPV6 = /^\[[\da-f:.]+\]$/u;
/** More is a typing error, and would be no limit. */
const RATE = /^([1-9]\d{0,6}):([1-9]\d{0,5})$/u;

/** In: hosts, comma-separated. Out: the same in lower case. */
export function serviceHosts(text: string, context: z.RefinementCtx): readonly string[] {
  const hosts = list(text.toLowerCase());
  for (const [index, host] of hosts.entries()) {
    if (HOST.test(host) || IPV6.test(host)) continue;
    const known = 'smba.trafficmanager.net or *.botframework.com';
    refuse(context, `entry ${index + 1} must be a host name, as ${known}`);
  }
  return hosts;
}

/** In: `120:2` or `off`. Out: so many at once and so many a second after that. */
export function rate(text: string, context: z.RefinementCtx): Rate | 'off' {
  if (text.toLowerCase() === 'off') return 'off';
  const [, burst, perSecond] = RATE.exec(text) ?? [];
  if (burst !== undefined) return { burst: Number(burst), perSecond: Number(perSecond) };
  refuse(context, 'must be two whole numbers as 120:2 (at once, and a second after that), or off');
  return z.NEVER;
}
