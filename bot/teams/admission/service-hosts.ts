// Where replies and notes may go: hosts of the channel, under TLS, so that our token reaches nobody else.

import { isLoopback } from '../../config/loopback.ts';

/** In: a service URL. Out: whether the bot may call it. */
export type HostTrust = (serviceUrl: unknown) => boolean;

export interface HostTrustRules {
  /** Without credentials: this machine only. */
  readonly anonymous: boolean;
  /** Hosts, `*.` before one for all below it. A loopback host is called without TLS, for tests. */
  readonly hosts: readonly string[];
  /** Who signs the channel's tokens. One on this machine is a test's, whose connector is here as well. */
  readonly metadataUrl: string;
}

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

/** What may be called, by these rules. */
export function createHostTrust({ anonymous, hosts, metadataUrl }: HostTrustRules): HostTrust {
  const isTest = isLoopback(URL.parse(metadataUrl)?.hostname ?? '');
  return function trust(serviceUrl) {
    const url = webAddress(serviceUrl);
    if (url === undefined) return false;
    if (isLoopback(url.hostname)) return anonymous || isTest || isListed(url.hostname, hosts);
    return !anonymous && url.protocol === 'https:' && isListed(url.hostname, hosts);
  };
}

function webAddress(given: unknown): URL | undefined {
  const url = typeof given === 'string' ? URL.parse(given) : null;
  return url !== null && /^https?:$/u.test(url.protocol) ? url : undefined;
}

function isListed(host: string, hosts: readonly string[]): boolean {
  return hosts.some((listed) =>
    listed.startsWith('*.') ? host.endsWith(listed.slice(1)) : host === listed,
  );
}
