// Whether a certificate may sign: trusted root, valid now, issued by Microsoft [webhook-signature].
// Node verifies one signature at a time; the way up is walked here. Revocation is not asked for (decision 0031).

import { X509Certificate } from 'node:crypto';

export interface CertificateTrust {
  /** Roots. Being one of these is what trust is; a certificate's own word counts for nothing. */
  readonly anchors: readonly X509Certificate[];
  /** Known steps of the way up; they are trusted only as far as they lead to an anchor. */
  readonly intermediates: readonly X509Certificate[];
}

export type CertificateFault = 'notYetValid' | 'expired' | 'organisation' | 'chain';

/** The certificate, up to four issuers, and the root. */
const MOST_STEPS = 5;
const ORGANISATION = 'O=Microsoft Corporation';

/** In: the certificate, what came with it, whom to trust and when. Out: undefined when it may sign. */
export function certificateFault(
  leaf: X509Certificate,
  companions: readonly X509Certificate[],
  trust: CertificateTrust,
  now: Date,
): CertificateFault | undefined {
  if (now < leaf.validFromDate) return 'notYetValid';
  if (now > leaf.validToDate) return 'expired';
  // A whole line, as node prints names: "O=Microsoft Corporation" inside of another field does not count.
  if (!leaf.issuer.split('\n').includes(ORGANISATION)) return 'organisation';
  const steps = [...companions, ...trust.intermediates];

  function leadsToAnchor(certificate: X509Certificate, depth: number): boolean {
    if (depth >= MOST_STEPS) return false;
    const isGood = (issuer: X509Certificate): boolean =>
      isValid(issuer, now) && isIssuedBy(certificate, issuer);
    if (trust.anchors.some(isGood)) return true;
    return steps
      .filter((issuer) => issuer.fingerprint256 !== certificate.fingerprint256 && isGood(issuer))
      .some((issuer) => leadsToAnchor(issuer, depth + 1));
  }

  return leadsToAnchor(leaf, 1) ? undefined : 'chain';
}

/** Whether one certificate was issued by another one that may issue: names, key usage, and the signature itself. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValid({ validFromDate, validToDate }: X509Certificate, now: Date): boolean {
  return validFromDate <= now && now <= validToDate;
}

/** Reads PEM: self-signed certificates are anchors, as are the roots; others are steps. Throws what is no certificate. */
export function trustOf(pem: string, roots: readonly string[]): CertificateTrust {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  const given = blocks.map((block) => new X509Certificate(block));
  const anchors = given.filter((one) => one.verify(one.publicKey));
  const intermediates = given.filter((one) => !anchors.includes(one));
  return {
    anchors: [...anchors, ...roots.map((root) => new X509Certificate(root))],
    intermediates,
  };
}
