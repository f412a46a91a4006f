// Fetches certificates from the few hosts they may come from, and keeps them until they expire.
// The address comes from a stranger: without the list this would be a way to make us call anybody (domain.md C.1).

import { X509Certificate } from 'node:crypto';
import { isIssuedBy, type Trust } from './certificate-chain.ts';
import type { Certificates, FoundCertificate } from './certificates.ts';
import { download, type Download } from './rest-download.ts';

export interface CertificateDeps {
  /** `host` or `host:port`, lower case: where signing certificates may lie. */
  readonly hosts: readonly string[];
  readonly trust: Trust;
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
const DAY_MS = 24 * 60 * 60_000;

type Found = Extract<FoundCertificate, { kind: 'found' }>;

/** Makes the source. One download at a time for one address; the oldest kept one goes first. */
export function createCertificates(deps: CertificateDeps): Certificates {
  const kept = new Map<string, { readonly found: Found; readonly until: number }>();
  const pending = new Map<string, Promise<FoundCertificate>>();

  async function fetchAll(url: string): Promise<FoundCertificate> {
    const leaf = await fetchOne(url, deps.hosts, deps);
    if ('code' in leaf) return { kind: 'none', ...leaf };
    const found: Found = { kind: 'found', leaf, issuers: await issuersOf(leaf, deps) };
    const at = deps.now().getTime();
    const until = Math.min(leaf.validToDate.getTime(), at + DAY_MS);
    kept.delete(url);
    kept.set(url, { found, until });
    for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
    return found;
  }

  return {
    async find(url) {
      const present = kept.get(url);
      if (present && present.until > deps.now().getTime()) return present.found;
      if (!isAllowed(url, deps.hosts)) return { kind: 'none', code: 'host', isPassing: false };
      const running =
        pending.get(url) ??
        fetchAll(url).finally(() => {
          pending.delete(url);
        });
      pending.set(url, running);
      return await running;
    },
  };
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
    const url = URL.parse(ISSUERS_AT.exec(lowest.infoAccess ?? '')?.[1] ?? '');
    if (!url || !isIssuerAddress(url)) break;
    const issuer = await fetchOne(url.href, ISSUER_HOSTS, deps);
    if ('code' in issuer || !isIssuedBy(lowest, issuer)) break;
    issuers.push(issuer);
    lowest = issuer;
  }
  return issuers;
}

function isIssuerAddress({ protocol, host, username }: URL): boolean {
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && username === '' && ISSUER_HOSTS.includes(host);
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
