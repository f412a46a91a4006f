// Where replies and notes may go: hosts of the channel, under TLS, so that our token reaches nobody else.

import { channelAuthority } from '../../config/cloud.ts';
import type { Config } from '../../config/config.ts';
import { isLoopback } from '../../config/loopback.ts';

/** In: a service URL. Out: whether the bot may call it. */
export type HostTrust = (serviceUrl: unknown) => boolean;

/** Where this bot may send: without credentials to this machine only. In: its configuration. */
export function trustOf({
  anonymous,
  serviceUrlHosts: hosts,
  botFramework,
}: Pick<Config, 'anonymous' | 'serviceUrlHosts' | 'botFramework'>): HostTrust {
  const { metadataUrl } = channelAuthority(botFramework);
  // Who signs the channel's tokens on this machine is a test's, whose connector is here as well, without TLS.
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
