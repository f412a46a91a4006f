// The variables that name a proxy, as every program of this machine knows them: how their text becomes a route.

import { isIP } from 'node:net';
import { z } from 'zod';
import type { Proxies, ProxyException } from '../../services/http/proxies.ts';
import { list, refuse } from './value-readers.ts';

export const PROXY_NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;

/** One schema per variable, as in variables.ts. */
export const PROXY_VARIABLES = {
  HTTP_PROXY: z.string().transform(proxy).optional(),
  HTTPS_PROXY: z.string().transform(proxy).optional(),
  NO_PROXY: z.string().prefault('').transform(exceptions),
};

const HOST = /^(?:\*?\.)?([a-z\d_](?:[a-z\d_.-]*[a-z\d_])?)$/u;
const BRACKETED = /^\[([\da-f:.]+)\](?::(\d+))?$/u;
const MOST_PORT = 65_535;

/** In: what the schemas gave. */
export function proxiesOf({
  HTTP_PROXY: http,
  HTTPS_PROXY: https,
  NO_PROXY: except,
}: z.output<z.ZodObject<typeof PROXY_VARIABLES>>): Proxies {
  return { http, https, except };
}

/** Whether a node's agents go through proxies (`proxyEnv`) [node-proxies]. In: its version. */
export function knowsProxies(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 22) return minor >= 21;
  return major > 24 || (major === 24 && minor >= 5);
}

/** In: `http://user:password@host:port`. The password must not be told. */
function proxy(text: string, context: z.RefinementCtx): URL {
  if (!knowsProxies(process.versions.node)) {
    refuse(context, 'needs Node 22.21 or newer of 22, or 24.5 or newer; an older one goes past it');
    return z.NEVER;
  }
  const url = URL.parse(text);
  if (url && isProxy(url) && hasReadableName(url)) return url;
  refuse(context, 'must be the address of an HTTP proxy, as http://proxy.contoso.com:8080');
  return z.NEVER;
}

function isProxy({ protocol, hostname, pathname, search, hash }: URL): boolean {
  const isBare = pathname === '/' && search === '' && hash === '';
  return /^https?:$/u.test(protocol) && hostname !== '' && isBare;
}

/** A percent sign in a password must be written as %25. */
function hasReadableName({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return true;
  } catch {
    return false;
  }
}

/** Hosts, `.suffix` or `*.suffix`, addresses, networks as 10.0.0.0/8, each with a port if need be; or `*` for all. */
function exceptions(text: string, context: z.RefinementCtx): readonly ProxyException[] {
  return list(text.toLowerCase().replace(/\s+/gu, ',')).map((entry, index) => {
    const found = entry === '*' ? { kind: 'all' as const } : (network(entry) ?? host(entry));
    if (found !== undefined) return found;
    refuse(context, `entry ${index + 1} must be a host, as .contoso.com or 10.0.0.0/8, or *`);
    return z.NEVER;
  });
}

function network(entry: string): ProxyException | undefined {
  const [address = '', prefix = '', ...rest] = entry.split('/');
  const bits = /^\d{1,3}$/u.test(prefix) ? Number(prefix) : Infinity;
  const family = isIP(address);
  const isGood = rest.length === 0 && family !== 0 && bits <= (family === 4 ? 32 : 128);
  return isGood ? { kind: 'network', address, bits, isV6: family === 6 } : undefined;
}

function host(entry: string): ProxyException | undefined {
  const [, bracketed = '', port = ''] = BRACKETED.exec(entry) ?? [];
  const address = isIP(entry) === 6 ? entry : bracketed;
  return isIP(address) === 6 ? named(address, port) : namedHost(entry);
}

function namedHost(entry: string): ProxyException | undefined {
  const [, written = '', port = ''] = /^([^:]+)(?::(\d+))?$/u.exec(entry) ?? [];
  const name = HOST.exec(written)?.[1];
  return name === undefined ? undefined : named(name, port);
}

function named(name: string, port: string): ProxyException | undefined {
  return Number(port) > MOST_PORT ? undefined : { kind: 'host', name, port };
}
