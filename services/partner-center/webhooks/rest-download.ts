// Downloads a small file from a host we chose: public addresses only, no redirects, bounded in time and size.

import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv4 } from 'node:net';
import { requestBounded } from '../../http/bounded-request.ts';

export interface DownloadRules {
  /** Hosts that were chosen by name; one that is itself an address may be private, since somebody wrote it down. */
  readonly hosts: readonly string[];
  /** PEM of the authorities that may vouch for the host. */
  readonly anchors: string[];
  readonly timeoutMs: number;
}

export type Download =
  | { readonly kind: 'file'; readonly bytes: Buffer }
  | { readonly kind: 'none'; readonly code: string; readonly isPassing: boolean };

const LIMIT_BYTES = 64 * 1024;

/** Everything that is not the public Internet (RFC 6890), so that no name can lead us inside. */
const PRIVATE = privateAddresses();

/** Gets the file. Out: its bytes, or why not; it does not throw. */
export async function download(url: string, rules: DownloadRules): Promise<Download> {
  const { hostname, host } = new URL(url);
  const isWrittenDown = isIP(bare(hostname)) !== 0 && rules.hosts.includes(host);
  if (isPrivate(bare(hostname)) && !isWrittenDown) return none('privateAddress');
  const outcome = await requestBounded({
    url,
    headers: { accept: '*/*' },
    timeoutMs: rules.timeoutMs,
    mostBytes: LIMIT_BYTES,
    pinned: { lookup: publicOnly, ca: rules.anchors },
  });
  if (outcome.kind === 'unreachable') return failed(outcome.code);
  if (outcome.kind !== 'answered') return none(outcome.kind, outcome.kind === 'timeout');
  const { status, body } = outcome;
  if (status === 200) return { kind: 'file', bytes: body };
  return none(`status${status}`, status >= 500 || status === 429);
}

function failed(code: string): Download {
  if (code === 'PRIVATE_ADDRESS') return none('privateAddress');
  const isTls = /CERT|TLS|SSL|SIGNATURE|ALTNAME/u.test(code);
  return isTls ? none('hostNotProven') : none('unreachable', true);
}

function none(code: string, isPassing = false): Download {
  return { kind: 'none', code, isPassing };
}

type DownloadOutcome = (
  error: Error | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Looks a name up and refuses it when one of its addresses is private: asked at the connection, so it cannot change. */
function publicOnly(name: string, options: object, found: DownloadOutcome): void {
  const isAll = (options as { all?: boolean }).all === true;
  lookup(name, { ...options, all: true }, (error, addresses) => {
    const [first] = error ? [] : addresses;
    if (!first) found(error ?? new Error('no address'), '');
    else if (addresses.some(({ address }) => isPrivate(address))) {
      found(Object.assign(new Error('private address'), { code: 'PRIVATE_ADDRESS' }), '');
    } else if (isAll) found(null, addresses);
    else found(null, first.address, first.family);
  });
}

function isPrivate(address: string): boolean {
  if (isIP(address) === 0) return address === 'localhost' || address.endsWith('.localhost');
  return PRIVATE.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/gu, '');
}

/** An IPv4 address written as IPv6 is found among the first by itself. */
function privateAddresses(): BlockList {
  const list = new BlockList();
  const four = [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const;
  const six = [
    ['::', 127],
    ['64:ff9b::', 96],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const;
  for (const [net, prefix] of four) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of six) list.addSubnet(net, prefix, 'ipv6');
  return list;
}
