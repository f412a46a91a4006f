// A bot with Partner Center configured, and somebody who signs webhook calls for it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot, type BotUnderTest } from './bot.ts';
import {
  issue,
  sign,
  startCertificateHost,
  type CertificateHost,
  type Issued,
} from './certificates.ts';
import {
  startPartnerCenter,
  variablesFor,
  type FakePartnerCenter,
} from './partner-center-server.ts';

export const MICROSOFT = 'CN=Test Issuing CA 1, O=Microsoft Corporation, C=US';

/** The signer's authorities; made once, keys take a while. */
export interface Signers {
  readonly root: Issued;
  readonly issuer: Issued;
  readonly leaf: Issued;
}

export async function makeSigners(): Promise<Signers> {
  const root = await issue({ name: 'CN=Test Root, O=DigiTest, C=US', isAuthority: true });
  const issuer = await issue({ name: MICROSOFT, by: root, isAuthority: true });
  const leaf = await issue({ name: 'CN=pcnotifications-dispatch.test', by: issuer });
  return { root, issuer, leaf };
}

export interface Sending {
  readonly event?: object;
  /** The body as it is sent, when another than the event that was signed. */
  readonly body?: string;
  readonly signer?: Issued;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export interface WebhookBench {
  readonly bot: BotUnderTest;
  readonly partnerCenter: FakePartnerCenter;
  readonly host: CertificateHost;
  /** Where the good certificate lies. */
  readonly certificateUrl: string;
  /** Puts a certificate on the host. Out: its address. */
  publish(path: string, certificate: Issued): string;
  /** Sends a signed call. Out: the answer's status. */
  send(sending?: Sending): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it all. In: the authorities, and what else the bot's environment has. */
export async function openWebhooks(
  signers: Signers,
  env: Record<string, string> = {},
): Promise<WebhookBench> {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-ca-'));
  const caFile = join(folder, 'authorities.pem');
  writeFileSync(caFile, `${signers.root.pem}\n${signers.issuer.pem}\n`);
  const host = await startCertificateHost(signers.root);
  const partnerCenter = await startPartnerCenter();
  const bot = await startBot({
    QUIET_HOURS: 'off',
    ...variablesFor(partnerCenter),
    PARTNER_CENTER_CERTIFICATE_HOSTS: host.host,
    PARTNER_CENTER_CA_FILE: caFile,
    ...env,
  });
  partnerCenter.world.now = () => bot.now;
  const bench: WebhookBench = {
    bot,
    partnerCenter,
    host,
    certificateUrl: `https://${host.host}/cert/signer.cer`,
    publish(path, { certificate }) {
      host.files.set(path, certificate.raw);
      return `https://${host.host}${path}`;
    },
    async send({ event = sampleWebhook(bot.now), body, signer = signers.leaf, headers } = {}) {
      const signed = Buffer.from(JSON.stringify(event));
      const all: Record<string, string | undefined> = {
        'content-type': 'application/json',
        authorization: `Signature ${await sign(signer, signed)}`,
        'x-ms-certificate-url': bench.certificateUrl,
        'x-ms-signature-algorithm': 'rsa-sha256',
        ...headers,
      };
      const given = Object.entries(all).filter(([, value]) => value !== undefined);
      const response = await fetch(`${bot.url()}/api/webhooks/partner-center`, {
        method: 'POST',
        headers: given as [string, string][],
        body: body ?? signed,
      });
      await response.text();
      return response.status;
    },
    async stop() {
      await bot.stop();
      await partnerCenter.close();
      await host.close();
      rmSync(folder, { recursive: true });
    },
  };
  bench.publish('/cert/signer.cer', signers.leaf);
  return bench;
}

export const CUSTOMER = '33333333-3333-4333-8333-333333333333';

/** An event [webhook-payload], its date with seven digits of a second. */
export function sampleWebhook(now: Date, differing: object = {}): Record<string, unknown> {
  return {
    EventName: 'reseller-relationship-accepted-by-customer',
    ResourceUri: `https://api.partnercenter.microsoft.com/v1/customers/${CUSTOMER}`,
    ResourceName: 'Customer',
    AuditUri: null,
    ResourceChangeUtcDate: now.toISOString().replace('Z', '3520+00:00'),
    ...differing,
  };
}
