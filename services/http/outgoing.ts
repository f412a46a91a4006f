// The way out of this process: directly, or through a proxy. One choice for all clients, since it is the process's environment
// that makes it (decision 47); node's agents do the rest: CONNECT for https, the whole address for http.

import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NO_PROXIES, proxyFor, proxyName, type Proxies } from './proxies.ts';

export interface WayOut {
  readonly agent: HttpAgent;
  /** Undefined = directly. */
  readonly proxy: URL | undefined;
}

/** Connections that are kept for the next request, to hosts and to proxies. */
export interface ConnectionPool {
  wayTo(url: URL): WayOut;
  /** Whatever the environment says. */
  direct(url: URL): WayOut;
}

/** How a proxy stands. */
export interface ProxyHealth {
  /** Scheme, host and port; never user and password. */
  readonly name: string;
  /** Code of what went wrong last; undefined when it lets through, or was not asked yet. */
  readonly fault: string | undefined;
  /** Whether anything came of it yet. */
  readonly isTried: boolean;
}

let chosen: Proxies = NO_PROXIES;
const health = new Map<string, string | undefined>();

/** Sends everything that goes out from now on this way. To be said once, at the start; tests take it back. */
export function goThrough(proxies: Proxies): void {
  chosen = proxies;
  health.clear();
}

/** Whether there is a proxy at all. */
export function hasProxy(): boolean {
  return (chosen.http ?? chosen.https) !== undefined;
}

/** In: how connections are kept; `maxSockets` holds for direct ones and for http. */
export function createPool(options: AgentOptions): ConnectionPool {
  const agents = new Map<string, HttpAgent>();

  function agentFor({ protocol }: URL, proxy: URL | undefined): HttpAgent {
    const key = `${protocol} ${proxy?.href ?? ''}`;
    const known = agents.get(key) ?? createAgent(protocol, proxy, options);
    agents.set(key, known);
    return known;
  }

  return {
    wayTo(url) {
      const proxy = proxyFor(url, chosen);
      return { agent: agentFor(url, proxy), proxy };
    },
    direct: (url) => ({ agent: agentFor(url, undefined), proxy: undefined }),
  };
}

/**
 * In: the proxy of a request, and what it failed with. Out: a code that tells the proxy's fault from the host's; undefined when
 * it is not the proxy's. `PROXY_407`: it wants a user and a password; `PROXY_ECONNREFUSED`: it is not there.
 */
export function proxyFault(proxy: URL | undefined, error: unknown): string | undefined {
  if (proxy === undefined) return undefined;
  const { code, statusCode, syscall } = (error ?? {}) as NodeJS.ErrnoException & {
    readonly statusCode?: number;
  };
  if (code === 'ERR_PROXY_TUNNEL') {
    const fault = `PROXY_${String(statusCode ?? 'SILENT')}`;
    // 502 and its like: the proxy is well, and could not reach the host.
    return Number(statusCode) >= 500 ? fault : noted(proxy, fault);
  }
  const isConnecting = syscall === 'connect' || syscall === 'getaddrinfo';
  return isConnecting ? noted(proxy, `PROXY_${String(code)}`) : undefined;
}

/** In: the proxy of a request, and the status it was answered with. Out: a code when it is the proxy that refuses. */
export function proxyRefusal(proxy: URL | undefined, status: number): string | undefined {
  if (proxy === undefined) return undefined;
  if (status === PROXY_AUTHENTICATION_REQUIRED) return noted(proxy, `PROXY_${status}`);
  health.set(proxyName(proxy), undefined);
  return undefined;
}

/** The proxies that are configured. */
export function proxiesInUse(): readonly ProxyHealth[] {
  const names = [chosen.http, chosen.https].flatMap((proxy) => (proxy ? [proxyName(proxy)] : []));
  return [...new Set(names)].map((name) => ({
    name,
    fault: health.get(name),
    isTried: health.has(name),
  }));
}

const PROXY_AUTHENTICATION_REQUIRED = 407;

function noted(proxy: URL, fault: string): string {
  health.set(proxyName(proxy), fault);
  return fault;
}

function createAgent(protocol: string, proxy: URL | undefined, options: AgentOptions): HttpAgent {
  if (protocol !== 'https:') {
    return new HttpAgent({ ...options, ...(proxy && { proxyEnv: { HTTP_PROXY: proxy.href } }) });
  }
  if (proxy === undefined) return new HttpsAgent(options);
  // node counts a tunnel when it stands, so a burst would be let through, and one that fails would stop who waits behind it.
  const unbounded = { ...options, maxSockets: Infinity };
  return new HttpsAgent({ ...unbounded, proxyEnv: { HTTPS_PROXY: proxy.href } });
}
