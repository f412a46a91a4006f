// What is to be known of a service URL before something is sent there. The channel has few, so each is read once.

import { createBoundedMap } from '../../../services/http/bounded-map.ts';
import { isLoopback } from '../../config/loopback.ts';

/** Where a service URL leads. */
export interface ConnectorHost {
  readonly url: URL;
  readonly isSecure: boolean;
  /** A token goes over TLS only; tests have a connector on this machine. */
  readonly isSafeForToken: boolean;
  readonly hostname: string;
  /** Empty for the protocol's own. */
  readonly port: string;
  /** What comes before the API's paths; no slash at the end. */
  readonly path: string;
}

const MOST_HOSTS = 1_000;

/** Reads service URLs, of which the channel has few. Throws for what is none. */
export function hostsKnown(): (serviceUrl: string) => ConnectorHost {
  const known = createBoundedMap<string, ConnectorHost>(MOST_HOSTS);
  return (serviceUrl) => {
    const before = known.get(serviceUrl);
    if (before !== undefined) return before;
    const url = new URL(serviceUrl);
    if (!/^https?:$/u.test(url.protocol)) throw new Error('A service URL begins with http(s).');
    const host = hostIn(url);
    known.set(serviceUrl, host);
    return host;
  };
}

function hostIn(url: URL): ConnectorHost {
  const { protocol, hostname, port, pathname, search } = url;
  const isSecure = protocol === 'https:';
  return {
    url,
    isSecure,
    isSafeForToken: isSecure || isLoopback(hostname),
    hostname: hostname.replace(/^\[|\]$/gu, ''),
    port,
    path: `${pathname}${search}`.replace(/\/+$/u, ''),
  };
}
