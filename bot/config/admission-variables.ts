// The front door's own variables: how their text becomes a value. Messages say what would be right.

import { z } from 'zod';
import type { Rate } from '../http/rate-limit.ts';

const HOST = /^(?:\*\.)?(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z\d](?:[a-z\d-]*[a-z\d])?$/u;
const IPV6 = /^\[[\da-f:.]+\]$/u;
/** More is a typing error, and would be no limit. */
const RATE = /^([1-9]\d{0,6}):([1-9]\d{0,5})$/u;

/** In: hosts, comma-separated. Out: the same in lower case. */
export function serviceHosts(text: string, context: z.RefinementCtx): readonly string[] {
  const hosts = text
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
  for (const [index, host] of hosts.entries()) {
    if (HOST.test(host) || IPV6.test(host)) continue;
    const message = `entry ${index + 1} must be a host name, as smba.trafficmanager.net or *.botframework.com`;
    context.addIssue({ code: 'custom', message });
  }
  return hosts;
}

/** In: `120:2` or `off`. Out: so many at once and so many a second after that. */
export function rate(text: string, context: z.RefinementCtx): Rate | 'off' {
  if (text.toLowerCase() === 'off') return 'off';
  const [, burst, perSecond] = RATE.exec(text) ?? [];
  if (burst !== undefined) return { burst: Number(burst), perSecond: Number(perSecond) };
  const message = 'must be two whole numbers as 120:2 (at once, and a second after that), or off';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
