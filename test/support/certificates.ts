// Certificates made at run time, and a real TLS host that hands them out.

import 'reflect-metadata';
import { createSign, KeyObject, X509Certificate, webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

export interface Issued {
  readonly certificate: X509Certificate;
  readonly pem: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly name: string;
}

export interface Wish {
  readonly name: string;
  /** Who signs it; itself unless told. */
  readonly by?: Issued;
  readonly isAuthority?: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly addresses?: readonly string[];
  readonly bits?: 1024 | 2048;
}

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** Makes a certificate and its keys. */
export async function issue(wish: Wish): Promise<Issued> {
  const { name, by, isAuthority = false, bits = 2048 } = wish;
  const algorithm = { ...RSA, modulusLength: bits };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.create(
    {
      subject: name,
      issuer: by?.name ?? name,
      ...validity(wish),
      publicKey: keys.publicKey,
      signingKey: (by ?? { keys }).keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: extensions(isAuthority, wish.addresses ?? []),
    },
    webcrypto,
  );
  const pem = made.toString('pem');
  return { certificate: new X509Certificate(pem), pem, keys, name };
}

function validity({ from = '2026-01-01', until = '2027-12-31' }: Wish) {
  return { notBefore: new Date(from), notAfter: new Date(until) };
}

function extensions(isAuthority: boolean, addresses: readonly string[]): Extension[] {
  const usage = isAuthority ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature;
  const names = addresses.map((value) => ({ type: 'ip' as const, value }));
  return [
    new BasicConstraintsExtension(isAuthority, undefined, true),
    new KeyUsagesExtension(usage, true),
    ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
  ];
}

/** The private key, PEM. */
export function privatePem({ keys }: Issued): string {
  return KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A signature over bytes, as base64. */
export async function sign({ keys }: Issued, bytes: Buffer, algorithm = RSA.name): Promise<string> {
  const signature = await webcrypto.subtle.sign(algorithm, keys.privateKey, bytes);
  return Buffer.from(signature).toString('base64');
}

/** The same with SHA-1. */
export async function signSha1({ keys }: Issued, bytes: Buffer): Promise<string> {
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return createSign('RSA-SHA1')
    .update(bytes)
    .sign({ key, format: 'der', type: 'pkcs8' })
    .toString('base64');
}

export interface CertificateHost {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** What lies at a path: bytes, or an answer of its own. */
  readonly files: Map<string, Buffer | ((response: ServerResponse) => void)>;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts a TLS host whose certificate this authority signs. The test closes it. */
export async function startCertificateHost(authority: Issued): Promise<CertificateHost> {
  const own = await issue({ name: 'CN=127.0.0.1', by: authority, addresses: ['127.0.0.1'] });
  const key = await webcrypto.subtle.exportKey('pkcs8', own.keys.privateKey);
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${Buffer.from(key).toString('base64')}\n-----END PRIVATE KEY-----`;
  const files: CertificateHost['files'] = new Map();
  const asked: string[] = [];
  const server = createServer({ key: keyPem, cert: own.pem }, (request, response) => {
    asked.push(request.url ?? '');
    const file = files.get(request.url ?? '');
    if (typeof file === 'function') file(response);
    else {
      // restify has changed writeHead for the whole process: it returns nothing.
      response.writeHead(file ? 200 : 404);
      response.end(file);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    asked,
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
