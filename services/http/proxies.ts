// Which proxy a request goes through: by the scheme and the host of its address. No file but this one decides it.

import { BlockList, isIP } from 'node:net';

export interface Proxies {
  /** For http://; a user and a password may stand in it. */
  readonly http: URL | undefined;
  /** For https://. */
  readonly https: URL | undefined;
  /** What is reached without a proxy. */
  readonly except: readonly ProxyException[];
}

export type ProxyException =
  | { readonly kind: 'all' }
  /** The host itself and all below it; `port` empty = any. */
  | { readonly kind: 'host'; readonly name: string; readonly port: string }
  | {
      readonly kind: 'network';
      readonly address: string;
      readonly bits: number;
      readonly isV6: boolean;
    };

/** Everything goes directly. */
export const NO_PROXIES: Proxies = { http: undefined, https: undefined, except: [] };

/**
 * In: an absolute address, http or https. Out: its proxy; undefined when it goes directly. A loopback address goes through the
 * proxy like any other, unless it is named; only link-local addresses never do: there a cloud tells a machine who it is, and
 * no proxy can answer for that [imds-no-proxy].
 */
export function proxyFor({ protocol, hostname, port }: URL, proxies: Proxies): URL | undefined {
  const proxy = protocol === 'https:' ? proxies.https : proxies.http;
  if (proxy === undefined) return undefined;
  const host = hostname.replace(/^\[|\]$/gu, '').toLowerCase();
  const asked = { host, port: port || (protocol === 'https:' ? '443' : '80') };
  const isDirect = isIn(LINK_LOCAL, host) || proxies.except.some((one) => covers(one, asked));
  return isDirect ? undefined : proxy;
}

/** A proxy as it may be told: without user and password. */
export function proxyName({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

const LINK_LOCAL = networkOf('169.254.0.0', 16, false);

function covers(
  exception: ProxyException,
  { host, port }: { readonly host: string; readonly port: string },
): boolean {
  switch (exception.kind) {
    case 'all':
      return true;
    case 'network':
      return isIn(networkOf(exception.address, exception.bits, exception.isV6), host);
    case 'host': {
      const { name } = exception;
      const isThere = host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
      return isThere && (exception.port === '' || exception.port === port);
    }
  }
}

function networkOf(address: string, bits: number, isV6: boolean): BlockList {
  const network = new BlockList();
  network.addSubnet(address, bits, isV6 ? 'ipv6' : 'ipv4');
  return network;
}

function isIn(network: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && network.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
