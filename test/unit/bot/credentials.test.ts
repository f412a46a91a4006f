import assert from 'node:assert/strict';
import { readConfig } from '../../../bot/config/config.ts';
import type { Environment } from '../../../bot/config/credentials.ts';

const ID = '11111111-aaaa-4bbb-8ccc-222222222222';
const IDENTITY = '22222222-aaaa-4bbb-8ccc-222222222222';
const PEM = '-----BEGIN PRIVATE KEY-----';
const THUMBPRINT = 'AB'.repeat(20);
const SECRET = { kind: 'secret', secret: 's' };
const CERTIFICATE = { kind: 'certificate', thumbprint: THUMBPRINT, privateKey: PEM };

describe('the credentials of an app', () => {
  for (const [given, expected] of [
    [{ MicrosoftAppPassword: 's' }, SECRET],
    [{ CertificateThumbprint: THUMBPRINT, CertificatePrivateKey: PEM }, CERTIFICATE],
    [
      { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: ID },
      { kind: 'managedIdentity' },
    ],
    [{ MICROSOFT_APP_MANAGED_IDENTITY: IDENTITY }, { kind: 'federated', identityId: IDENTITY }],
    [
      { MICROSOFT_APP_FEDERATED_TOKEN_FILE: '/var/token' },
      { kind: 'federated', tokenFile: '/var/token' },
    ],
  ] as readonly (readonly [Environment, object])[]) {
    it(`are, for the bot, what stands in ${Object.keys(given).join()}`, () => {
      const { appIdentity } = readConfig({
        MicrosoftAppId: ID,
        MicrosoftAppTenantId: ID,
        ...given,
      });

      assert.deepEqual(appIdentity, { clientId: ID, credential: expected });
    });
  }

  for (const prefix of ['GRAPH', 'PARTNER_CENTER'] as const) {
    const usual = {
      GRAPH: { GRAPH_NOTIFICATION_URL: 'https://lotse.example' },
      PARTNER_CENTER: { PARTNER_CENTER_REFRESH_TOKEN: 't', PARTNER_CENTER_TENANT_ID: ID },
    }[prefix];

    for (const [name, given, expected] of [
      ['a secret', { CLIENT_SECRET: 's' }, SECRET],
      [
        'a certificate',
        { CERTIFICATE_THUMBPRINT: THUMBPRINT, CERTIFICATE_PRIVATE_KEY: PEM },
        CERTIFICATE,
      ],
      [
        'an identity it trusts',
        { MANAGED_IDENTITY: IDENTITY },
        { kind: 'federated', identityId: IDENTITY },
      ],
      [
        'a file',
        { FEDERATED_TOKEN_FILE: '/var/token' },
        { kind: 'federated', tokenFile: '/var/token' },
      ],
    ] as readonly (readonly [string, Environment, object])[]) {
      it(`may be ${name} for ${prefix}`, () => {
        const { mailbox, partnerCenter } = readConfig({
          [`${prefix}_CLIENT_ID`]: ID,
          ...usual,
          ...Object.fromEntries(
            Object.entries(given).map(([key, value]) => [`${prefix}_${key}`, value]),
          ),
        });

        const found = prefix === 'GRAPH' ? mailbox?.credentials : partnerCenter;
        assert.deepEqual([found?.clientId, found?.credential], [ID, expected]);
      });
    }
  }

  it('may be the managed identity itself for GRAPH, which has no refresh token', () => {
    const { mailbox } = readConfig({
      GRAPH_CLIENT_ID: ID,
      GRAPH_MANAGED_IDENTITY: ID.toUpperCase(),
      GRAPH_NOTIFICATION_URL: 'https://lotse.example',
    });

    assert.deepEqual(mailbox?.credentials.credential, { kind: 'managedIdentity' });
  });
});
