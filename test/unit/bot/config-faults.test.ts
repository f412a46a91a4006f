// A faulty environment: every fault in one line that names its variable, and no secret in any of them.

import assert from 'node:assert/strict';
import { ConfigError, readConfig } from '../../../bot/config/config.ts';
import type { Environment } from '../../../bot/config/credentials.ts';

const ID = '11111111-aaaa-4bbb-8ccc-222222222222';
const TENANT = '33333333-DDDD-4eee-8fff-444444444444';
const SECRET = 'correct-horse-battery';
const CREDENTIALS = {
  MicrosoftAppId: ID,
  MicrosoftAppPassword: SECRET,
  MicrosoftAppTenantId: TENANT,
};
const HOMELESS = { MicrosoftAppId: ID, MicrosoftAppPassword: SECRET };
const MICROSOFT = 'https://login.microsoftonline.com';
const PARTNER_CENTER = {
  PARTNER_CENTER_CLIENT_ID: ID,
  PARTNER_CENTER_CLIENT_SECRET: SECRET,
  PARTNER_CENTER_REFRESH_TOKEN: SECRET,
  PARTNER_CENTER_TENANT_ID: ID,
};

describe('a faulty environment', () => {
  const faulty: readonly (readonly [fault: string, given: Environment])[] = [
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['PORT', { PORT: '80a' }],
    ['PORT', { PORT: '3978.5' }],
    ['HOST', { ...CREDENTIALS, HOST: 'http://127.0.0.1' }],
    ['HOST', { HOST: '0.0.0.0' }],
    ['HOST', { HOST: '::' }],
    ['HOST', { HOST: '127.evil.example' }],
    ['MicrosoftAppType', { MicrosoftAppType: 'Multi' }],
    ['MicrosoftAppId', { ...CREDENTIALS, MicrosoftAppId: 'lotse' }],
    ['MicrosoftAppId', { MicrosoftAppPassword: SECRET }],
    ['MicrosoftAppId', { CertificateThumbprint: 'ab', CertificatePrivateKey: 'pem' }],
    ['MicrosoftAppId', { MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: TENANT }],
    ['MicrosoftAppPassword', { MicrosoftAppId: ID, MicrosoftAppTenantId: TENANT }],
    [
      'MicrosoftAppPassword',
      { ...CREDENTIALS, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: TENANT },
    ],
    ['MicrosoftAppTenantId', { ...CREDENTIALS, MicrosoftAppTenantId: 'contoso.com' }],
    ['MicrosoftAppTenantId', HOMELESS],
    ['MicrosoftAppTenantId', { ...HOMELESS, MicrosoftAppType: 'SingleTenant' }],
    [
      'MicrosoftAppTenantId',
      { ...HOMELESS, ToChannelFromBotLoginUrl: `${MICROSOFT}/botframework.com` },
    ],
    ['MicrosoftAppTenantId', { MicrosoftAppId: ID, MicrosoftAppType: 'UserAssignedMSI' }],
    ['ChannelService', { ChannelService: 'https://example.com' }],
    ['DATABASE_URL', { DATABASE_URL: './data/lotse.db' }],
    ['DATABASE_URL', { DATABASE_URL: 'file:' }],
    ['DATABASE_URL', { DATABASE_URL: 'file://host/x.db' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }],
    ['DATABASE_URL', { DATABASE_URL: `postgres://lotse:${SECRET}@localhost` }],
    ['DATABASE_URL', { DATABASE_URL: `postgres:lotse:${SECRET}@localhost/lotse` }],
    ['DATABASE_URL', { DATABASE_URL: `postgresql://lotse:${SECRET}@local host/lotse` }],
    ['DATABASE_URL', { DATABASE_URL: `postgres://lotse:${SECRET}@localhost/lotse?sslmode=prefer` }],
    ['DATABASE_POOL', { DATABASE_POOL: '0' }],
    ['EVENT_KEYS', { EVENT_KEYS: SECRET }],
    ['METRICS_KEY', { METRICS_KEY: 'only-15-letters' }],
    ['AAD_APP_ID', { AAD_APP_ID: 'api://lotse' }],
    ['EVENT_KEYS', { EVENT_KEYS: `:${SECRET}` }],
    ['EVENT_KEYS', { EVENT_KEYS: 'ci:only-15-letters' }],
    ['EVENT_KEYS', { EVENT_KEYS: `ci:${SECRET},ci:${SECRET}2` }],
    ['ALLOWED_TENANTS', { ALLOWED_TENANTS: `${ID},contoso.com` }],
    ['QUIET_HOURS', { QUIET_HOURS: '18-8' }],
    ['QUIET_HOURS', { QUIET_HOURS: '24:00-08:00' }],
    ['QUIET_HOURS', { QUIET_HOURS: '08:00-08:00' }],
    ['EXPERT_EMAIL', { EXPERT_EMAIL: 'ada' }],
    ['EXPERT_URL', { EXPERT_URL: 'http://contoso.com' }],
    ['PRIVACY_URL', { PRIVACY_URL: 'contoso.com' }],
    ['TERMS_URL', { TERMS_URL: 'javascript:alert(1)' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['PARTNER_CENTER_CLIENT_ID', { ...PARTNER_CENTER, PARTNER_CENTER_CLIENT_ID: 'app' }],
    ['PARTNER_CENTER_REFRESH_TOKEN', { ...PARTNER_CENTER, PARTNER_CENTER_REFRESH_TOKEN: '' }],
    ['PARTNER_CENTER_CLIENT_SECRET', { ...PARTNER_CENTER, PARTNER_CENTER_CLIENT_SECRET: '' }],
    ['PARTNER_CENTER_MANAGED_IDENTITY', { ...PARTNER_CENTER, PARTNER_CENTER_MANAGED_IDENTITY: ID }],
    ['GRAPH_CERTIFICATE_THUMBPRINT', { GRAPH_CERTIFICATE_THUMBPRINT: SECRET }],
    ['PARTNER_CENTER_URL', { PARTNER_CENTER_URL: 'http://api.example' }],
    ['PARTNER_CENTER_AUTHORITY', { PARTNER_CENTER_AUTHORITY: 'https://a:b@login.example' }],
    ['PARTNER_CENTER_CERTIFICATE_HOSTS', { PARTNER_CENTER_CERTIFICATE_HOSTS: 'https://a.example' }],
    ['PARTNER_CENTER_CA_FILE', { PARTNER_CENTER_CA_FILE: '/nowhere/ca.pem' }],
  ];

  for (const [name, given] of faulty) {
    it(`is refused in one line that names ${name}: ${JSON.stringify(given)}`, () => {
      const faults = faultsOf(given);

      assert.equal(faults.length, 1, faults.join('\n'));
      assert.match(faults[0] ?? '', new RegExp(`^${name}: \\S`, 'u'));
      assert.doesNotMatch(faults.join('\n'), new RegExp(SECRET, 'u'));
    });
  }

  it('is refused with all its faults at once', () => {
    const faults = faultsOf({
      PORT: 'x',
      MicrosoftAppPassword: SECRET,
      DATABASE_URL: 'x',
      EVENT_KEYS: 'a:short,nothing',
      LOG_LEVEL: 'x',
    });

    const names = faults.map((line) => line.split(':', 1)[0]);
    assert.deepEqual(names, [
      'PORT',
      'DATABASE_URL',
      'EVENT_KEYS',
      'EVENT_KEYS',
      'LOG_LEVEL',
      'MicrosoftAppId',
    ]);
  });
});

function faultsOf(given: Environment): readonly string[] {
  const faults: string[] = [];
  assert.throws(
    () => readConfig(given),
    (error) => {
      assert.ok(error instanceof ConfigError);
      faults.push(...error.faults);
      return true;
    },
  );
  return faults;
}
