// Fetches certificates from the few hosts they may come from, and keeps them until they expire.
// A stranger names the address: without the list we would call anybody [webhook-signature].

import { X509Certificate } from 'node:crypto';
import { createBoundedMap } from '../../http/bounded-map.ts';
import { isIssuedBy, type CertificateTrust } from './certificate-chain.ts';
import type { Certificates, FoundCertificate } from './certificates.ts';
import { download, type Download } from './rest-download.ts';

export interface CertificateDeps {
  /** `host` or `host:port`, lower case: where signing certificates may lie. */
  readonly hosts: readonly string[];
  readonly trust: CertificateTrust;
  readonly now: () => Date;
  readonly timeoutMs: number;
}

/** Where Microsoft's and its roots' issuing certificates lie; plain HTTP is usual there, the signatures prove them. */
const ISSUER_HOSTS: readonly string[] = [
  'www.microsoft.com',
  'caissuers.microsoft.com',
  'cacerts.digicert.com',
];
const ISSUERS_AT = /^CA Issuers - URI:(\S+)$/mu;
const MOST_KEPT = 16;
const MOST_ISSUERS = 3;
const AT_ONCE = 4;
/** A kept one is not doubted, and a missing one not looked for, more often than this. */
const REST_MS = 10 * 60_000;

interface CachedCertificate {
  readonly found: FoundCertificate;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Makes the source. A few downloads at a time, one for an address; of what is kept the oldest goes first. */
export function createCertificates(deps: CertificateDeps): Certificates {
  const kept = createBoundedMap<string, CachedCertificate>(MOST_KEPT);
  const pending = new Map<string, Promise<FoundCertificate>>();

  function keep(url: string, found: FoundCertificate): FoundCertificate {
    kept.set(url, { found, at: deps.now().getTime() });
    return found;
  }

  function present(url: string, isDoubted: boolean): FoundCertificate | undefined {
    const one = kept.get(url);
    return one && isUsable(one, deps.now(), isDoubted) ? asKept(one.found) : undefined;
  }

  return {
    async find(url, isDoubted = false) {
      if (!isAllowed(url, deps.hosts)) return missing('host');
      const known = present(url, isDoubted);
      if (known) return known;
      if (pending.size >= AT_ONCE && !pending.has(url)) return missing('busy', true);
      const running =
        pending.get(url) ??
        fetchAll(url, deps).finally(() => {
          pending.delete(url);
        });
      pending.set(url, running);
      return keep(url, await running);
    },
  };
}

function isUsable({ found, at }: CachedCertificate, now: Date, isDoubted: boolean): boolean {
  const isRecent = Math.abs(now.getTime() - at) < REST_MS;
  if (found.kind === 'none') return isRecent && !found.isPassing;
  return now <= found.leaf.validToDate && (isRecent || !isDoubted);
}

function asKept(found: FoundCertificate): FoundCertificate {
  return found.kind === 'none' ? found : { ...found, isKept: true };
}

async function fetchAll(url: string, deps: CertificateDeps): Promise<FoundCertificate> {
  const leaf = await fetchOne(url, deps.hosts, deps);
  if ('code' in leaf) return { kind: 'none', ...leaf };
  return { kind: 'found', leaf, issuers: await issuersOf(leaf, deps), isKept: false };
}

function missing(code: string, isPassing = false): FoundCertificate {
  return { kind: 'none', code, isPassing };
}

/** https only, no user name, no query to tell addresses apart by, and one of the hosts to the letter. */
function isAllowed(text: string, hosts: readonly string[]): boolean {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return url.search === '' && url.hash === '' && hosts.includes(url.host);
}

/** The way up by the addresses in the certificates. What cannot be had is left out; then the chain may be too short. */
async function issuersOf(leaf: X509Certificate, deps: CertificateDeps): Promise<X509Certificate[]> {
  const issuers: X509Certificate[] = [];
  const known = [...deps.trust.anchors, ...deps.trust.intermediates];
  for (let lowest = leaf; issuers.length < MOST_ISSUERS;) {
    if (known.some((one) => isIssuedBy(lowest, one))) break;
    const issuer = await issuerOf(lowest, deps);
    if (issuer === undefined) break;
    issuers.push(issuer);
    lowest = issuer;
  }
  return issuers;
}

async function issuerOf(
  certificate: X509Certificate,
  deps: CertificateDeps,
): Promise<X509Certificate | undefined> {
  const url = issuerAddress(certificate);
  if (url === undefined) return undefined;
  const issuer = await fetchOne(url, ISSUER_HOSTS, deps);
  return 'code' in issuer || !isIssuedBy(certificate, issuer) ? undefined : issuer;
}

/** Out: undefined unless it is one of the few hosts. */
function issuerAddress({ infoAccess }: X509Certificate): string | undefined {
  const url = URL.parse(ISSUERS_AT.exec(infoAccess ?? '')?.[1] ?? '');
  const isWeb = url?.username === '' && /^https?:$/u.test(url.protocol);
  return isWeb && ISSUER_HOSTS.includes(url.host) ? url.href : undefined;
}

async function fetchOne(
  url: string,
  hosts: readonly string[],
  { trust, timeoutMs }: CertificateDeps,
): Promise<X509Certificate | { readonly code: string; readonly isPassing: boolean }> {
  const anchors = trust.anchors.map((anchor) => anchor.toString());
  const got: Download = await download(url, { hosts, anchors, timeoutMs });
  if (got.kind === 'none') return { code: got.code, isPassing: got.isPassing };
  try {
    return new X509Certificate(got.bytes);
  } catch {
    return { code: 'unreadable', isPassing: false };
  }
}
