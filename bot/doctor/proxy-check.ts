// The proxies of the environment: whether each takes a connection and lets this machine through, asked for the host that the
// bot cannot be without.

import { requestBounded } from '../../services/http/bounded-request.ts';
import { proxyFor, proxyName, type Proxies } from '../../services/http/proxies.ts';
import { channelAuthority } from '../config/cloud.ts';
import { fault, off, ok, warning, type CheckResult, type Checks } from './finding.ts';

const ID = 'proxy';
const TIMEOUT_MS = 5_000;

/** One group, `off` where no proxy is named. */
export const proxyChecks: Checks = ({ config }) => [
  {
    id: ID,
    look: async (signal) => {
      const { metadataUrl } = channelAuthority(config.botFramework);
      return await checkProxies(config.proxies, metadataUrl, signal);
    },
  },
];

async function checkProxies(
  proxies: Proxies,
  url: string,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  if ((proxies.http ?? proxies.https) === undefined) {
    return [off(ID, 'No proxy is named; everything goes out directly.')];
  }
  if (proxies.https === undefined) return [halfConfigured()];
  const proxy = proxyFor(new URL(url), proxies);
  const { host } = new URL(url);
  if (proxy === undefined) return [ok(ID, `NO_PROXY lets ${host} be reached directly.`)];
  const outcome = await requestBounded({ url, timeoutMs: TIMEOUT_MS, signal });
  const name = proxyName(proxy);
  if (outcome.kind === 'answered') return [ok(ID, `${host} answers through ${name}.`)];
  return [silentProxy(name, host, outcome.code)];
}

function halfConfigured(): CheckResult {
  const what = 'HTTP_PROXY is set and HTTPS_PROXY is not: Microsoft is reached without a proxy.';
  return warning(ID, what, 'Set HTTPS_PROXY too, if this machine needs a proxy.');
}

function silentProxy(name: string, host: string, code: string): CheckResult {
  if (code === 'PROXY_407') {
    const mend = 'Write them into HTTPS_PROXY, as http://user:password@host:port.';
    return fault(ID, `${name} wants a user and a password (407).`, mend);
  }
  if (code === 'PROXY_403') {
    return fault(ID, `${name} does not let this machine reach ${host} (403).`, ALLOW);
  }
  const isProxy = code.startsWith('PROXY_E') || code === 'PROXY_SILENT' || code === 'timeout';
  if (isProxy) return fault(ID, `${name} cannot be reached (${code}).`, 'Correct HTTPS_PROXY.');
  return fault(ID, `${host} does not answer through ${name} (${code}).`, ALLOW);
}

const ALLOW = 'Let the proxy pass on what docs/operations.md lists under "The way out".';
