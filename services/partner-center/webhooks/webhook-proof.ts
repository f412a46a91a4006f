// Whether a webhook call comes from Partner Center [webhook-signature], and what that leaves open.

import { verify, type KeyObject } from 'node:crypto';
import { certificateFault, type CertificateTrust } from './certificate-chain.ts';
import type { Certificates, FoundCertificate } from './certificates.ts';

/** The headers that count, as they came. */
export interface SignatureHeaders {
  readonly authorization: string | undefined;
  readonly msSignature: string | undefined;
  readonly certificateUrl: string | undefined;
  readonly algorithm: string | undefined;
}

export interface Signature {
  readonly bytes: Buffer;
  readonly certificateUrl: string;
}

/** `status` is what the sender is answered [webhook-signature]; the code is for the log. */
export interface ProofRefusal {
  readonly kind: 'refused';
  readonly status: 400 | 401 | 503;
  readonly code: string;
}

export interface ProofDeps {
  readonly certificates: Certificates;
  readonly trust: CertificateTrust;
  readonly now: () => Date;
}

const SCHEME = /^Signature +([A-Za-z\d+/]{16,4096}={0,2})$/u;
/** SHA-1 and MD5 are refused, although the sample of the documents knows RSA-SHA1. */
const ALGORITHM = 'rsa-sha256';
const MOST_URL = 500;
const SMALLEST_KEY = 2048;

/** Reads the headers before the body is: what has no signature costs nothing more. */
export function readSignature(headers: SignatureHeaders): Signature | ProofRefusal {
  const { certificateUrl, algorithm } = headers;
  const signature = signatureIn(headers);
  if (signature === undefined) return refused(401, 'signature.missing');
  if (!certificateUrl) return refused(400, 'certificateUrl.missing');
  if (!isAddress(certificateUrl)) return refused(400, 'certificateUrl.malformed');
  if (!algorithm) return refused(400, 'algorithm.missing');
  if (algorithm.toLowerCase() !== ALGORITHM) return refused(401, 'algorithm.refused');
  return { bytes: Buffer.from(signature, 'base64'), certificateUrl };
}

/** Proves a body, before any parsing. Out: undefined when it is Partner Center's; 503 when the certificate cannot be had now. */
export async function refusalOf(
  deps: ProofDeps,
  body: Buffer,
  { bytes, certificateUrl }: Signature,
): Promise<ProofRefusal | undefined> {
  const found = await deps.certificates.find(certificateUrl);
  const refusal = refusalWith(deps, found, body, bytes);
  if (refusal === undefined || found.kind === 'none' || !found.isKept) return refusal;
  // The one we keep may have been replaced since.
  const again = await deps.certificates.find(certificateUrl, true);
  return refusalWith(deps, again, body, bytes);
}

function refusalWith(
  { trust, now }: ProofDeps,
  found: FoundCertificate,
  body: Buffer,
  bytes: Buffer,
): ProofRefusal | undefined {
  if (found.kind === 'none') {
    return refused(found.isPassing ? 503 : 401, `certificate.${found.code}`);
  }
  const fault = certificateFault(found.leaf, found.issuers, trust, now());
  if (fault !== undefined) return refused(401, `certificate.${fault}`);
  const key = found.leaf.publicKey;
  if (!isStrongRsa(key)) return refused(401, 'certificate.weakKey');
  return verify('RSA-SHA256', body, key, bytes) ? undefined : refused(401, 'signature.wrong');
}

function signatureIn({ msSignature, authorization }: SignatureHeaders): string | undefined {
  return SCHEME.exec(msSignature ?? authorization ?? '')?.[1];
}

function isAddress(text: string): boolean {
  return text.length <= MOST_URL && URL.canParse(text);
}

function isStrongRsa({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= SMALLEST_KEY;
}

function refused(status: ProofRefusal['status'], code: string): ProofRefusal {
  return { kind: 'refused', status, code };
}
