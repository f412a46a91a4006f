// What somebody might try instead of a webhook call that Partner Center has signed.

import { createHash } from 'node:crypto';
import { issue, signSha1, type Issued } from './certificates.ts';
import {
  MICROSOFT,
  sampleWebhook,
  type Sending,
  type Signers,
  type WebhookBench,
} from './webhooks.ts';

type Forge = (bench: WebhookBench, signers: Signers) => Promise<Sending> | Sending;

const HOUR_MS = 60 * 60_000;

/** What somebody might try, and what she is answered. */
export const FORGERIES: readonly (readonly [
  what: string,
  status: number,
  code: string,
  forge: Forge,
])[] = [
  [
    'without a signature',
    401,
    'signature.missing',
    () => ({ headers: { authorization: undefined } }),
  ],
  [
    'with a token instead of a signature',
    401,
    'signature.missing',
    () => ({ headers: { authorization: 'Bearer x' } }),
  ],
  [
    'with a signature of nothing',
    401,
    'signature.wrong',
    () => ({ headers: { authorization: `Signature ${'A'.repeat(344)}` } }),
  ],
  ['with a changed body', 401, 'signature.wrong', ({ bot }) => ({ body: changed(bot.now) })],
  [
    'signed with a key of one’s own under the real certificate',
    401,
    'signature.wrong',
    async () => ({ signer: await issue({ name: 'CN=stranger' }) }),
  ],
  [
    'without the certificate’s address',
    400,
    'certificateUrl.missing',
    () => ({ headers: { 'x-ms-certificate-url': undefined } }),
  ],
  [
    'with an address that is none',
    400,
    'certificateUrl.malformed',
    () => ({ headers: { 'x-ms-certificate-url': 'signer.cer' } }),
  ],
  [
    'with a certificate from another host',
    401,
    'certificate.host',
    () => ({ headers: { 'x-ms-certificate-url': 'https://evil.example/signer.cer' } }),
  ],
  [
    'with a host that only begins like the real one',
    401,
    'certificate.host',
    ({ host }) => ({
      headers: {
        'x-ms-certificate-url': `https://127.0.0.1.evil.example:${host.host.slice(10)}/cert/signer.cer`,
      },
    }),
  ],
  [
    'with the real host as a user name',
    401,
    'certificate.host',
    ({ host }) => ({ headers: { 'x-ms-certificate-url': `https://${host.host}@evil.example/` } }),
  ],
  [
    'with a certificate over plain HTTP',
    401,
    'certificate.host',
    ({ host }) => ({
      headers: { 'x-ms-certificate-url': `http://${host.host}/cert/signer.cer` },
    }),
  ],
  [
    'with the address of a machine inside',
    401,
    'certificate.host',
    () => ({ headers: { 'x-ms-certificate-url': 'https://169.254.169.254/latest' } }),
  ],
  [
    'with an address that redirects',
    401,
    'certificate.status302',
    (bench) => {
      bench.host.files.set('/moved', (response) => {
        response.writeHead(302, { location: bench.certificateUrl });
        response.end();
      });
      return { headers: { 'x-ms-certificate-url': `https://${bench.host.host}/moved` } };
    },
  ],
  [
    'with a certificate without end',
    401,
    'certificate.tooLarge',
    (bench) => {
      bench.host.files.set('/long', Buffer.alloc(1_000_000, 65));
      return { headers: { 'x-ms-certificate-url': `https://${bench.host.host}/long` } };
    },
  ],
  [
    'with a certificate signed by itself',
    401,
    'certificate.chain',
    (bench) => signedWith(bench, { name: MICROSOFT }),
  ],
  [
    'with an expired certificate',
    401,
    'certificate.expired',
    (bench, { issuer }) => signedWith(bench, { by: issuer, until: '2026-11-22' }),
  ],
  [
    'with a certificate that is not valid yet',
    401,
    'certificate.notYetValid',
    (bench, { issuer }) => signedWith(bench, { by: issuer, from: '2026-12-24' }),
  ],
  [
    'with a certificate of another organisation',
    401,
    'certificate.organisation',
    async (bench, { root }) => signedWith(bench, { by: await authority('O=Mikrosoft', root) }),
  ],
  [
    'with an organisation that only contains Microsoft’s name',
    401,
    'certificate.organisation',
    async (bench, { root }) => {
      const name = 'CN=O\\=Microsoft Corporation, O=Microsoft Corporation of Elsewhere';
      return signedWith(bench, { by: await authority(name, root) });
    },
  ],
  [
    'with a chain to a root nobody trusts',
    401,
    'certificate.chain',
    async (bench) => signedWith(bench, { by: await authority(MICROSOFT) }),
  ],
  [
    'with an issuer that may not issue',
    401,
    'certificate.chain',
    async (bench, { issuer }) => {
      const name = 'CN=no authority, O=Microsoft Corporation';
      return signedWith(bench, { by: await issue({ name, by: issuer }) });
    },
  ],
  [
    'with a weak key',
    401,
    'certificate.weakKey',
    (bench, { issuer }) => signedWith(bench, { by: issuer, bits: 1024 }),
  ],
  [
    'with SHA-1',
    401,
    'algorithm.refused',
    async ({ bot }, { leaf }) => ({
      headers: {
        authorization: `Signature ${await signSha1(leaf, Buffer.from(changed(bot.now)))}`,
        'x-ms-signature-algorithm': 'rsa-sha1',
      },
      body: changed(bot.now),
    }),
  ],
  [
    'with SHA-1 that says SHA-256',
    401,
    'signature.wrong',
    async ({ bot }, { leaf }) => ({
      headers: {
        authorization: `Signature ${await signSha1(leaf, Buffer.from(changed(bot.now)))}`,
      },
      body: changed(bot.now),
    }),
  ],
  [
    'without an algorithm',
    400,
    'algorithm.missing',
    () => ({ headers: { 'x-ms-signature-algorithm': undefined } }),
  ],
  ['from last week', 400, 'stale', ({ bot }) => ({ event: dated(bot.now, -7 * 24 * HOUR_MS) })],
  ['from tomorrow', 400, 'future', ({ bot }) => ({ event: dated(bot.now, 24 * HOUR_MS) })],
  [
    'without a date',
    400,
    'shape',
    ({ bot }) => ({ event: { ...sampleWebhook(bot.now), ResourceChangeUtcDate: 7 } }),
  ],
  [
    'of many kilobytes',
    413,
    'body',
    ({ bot }) => ({ event: sampleWebhook(bot.now, { ResourceName: 'x'.repeat(40_000) }) }),
  ],
  [
    'as a form',
    415,
    'contentType',
    () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  ],
  [
    'with two signatures in one header',
    401,
    'signature.missing',
    () => ({ headers: { 'x-ms-signature': 'Signature AAAAAAAAAAAAAAAAAAAA, Signature BBBB' } }),
  ],
];

async function signedWith(
  bench: WebhookBench,
  wish: Partial<Parameters<typeof issue>[0]>,
): Promise<Sending> {
  const signer = await issue({ name: 'CN=pcnotifications-dispatch.test', ...wish });
  const mark = createHash('sha256').update(signer.pem).digest('hex');
  return { signer, headers: { 'x-ms-certificate-url': bench.publish(`/${mark}.cer`, signer) } };
}

function authority(name: string, by?: Issued): Promise<Issued> {
  return issue({ name, isAuthority: true, ...(by && { by }) });
}

function dated(now: Date, shift: number): Record<string, unknown> {
  return sampleWebhook(new Date(now.getTime() + shift));
}

function changed(now: Date): string {
  return JSON.stringify(sampleWebhook(now, { ResourceName: 'Another' }));
}
