import assert from 'node:assert/strict';
import { misspeltNames, nearestName } from '../../../bot/config/near-names.ts';
import { VARIABLE_NAMES } from '../../../bot/config/variables.ts';

const MISSPELT: Readonly<Record<string, string>> = {
  MicrosoftAppTennantId: 'MicrosoftAppTenantId',
  MicrosoftAppID: 'MicrosoftAppId',
  microsoftappid: 'MicrosoftAppId',
  MICROSOFT_APP_ID: 'MicrosoftAppId',
  MicrosoftAppPasword: 'MicrosoftAppPassword',
  ALLOWED_TENANT: 'ALLOWED_TENANTS',
  ALOWED_TENANTS: 'ALLOWED_TENANTS',
  ALLOWED_TENNANTS: 'ALLOWED_TENANTS',
  'ALLOWED-TENANTS': 'ALLOWED_TENANTS',
  AllowedTenants: 'ALLOWED_TENANTS',
  EVENT_KEY: 'EVENT_KEYS',
  EVNET_KEYS: 'EVENT_KEYS',
  DATABASE_URI: 'DATABASE_URL',
  database_url: 'DATABASE_URL',
  QUIET_HOUR: 'QUIET_HOURS',
  PARTNER_CENTRE_CLIENT_ID: 'PARTNER_CENTER_CLIENT_ID',
  ToBotFromChannelOpenIDMetadataUrl: 'ToBotFromChannelOpenIdMetadataUrl',
  HTTPS_PROXYS: 'HTTPS_PROXY',
};
const FOREIGN = [
  'HOSTNAME',
  'HOSTS',
  'HOST_',
  'PORTS',
  'POST',
  'LOGLEVEL',
  'log_level',
  'port',
  'host',
  'no_proxy',
  'ftp_proxy',
  'ALL_PROXY',
  'NODE_USE_ENV_PROXY',
  'npm_config_https_proxy',
  'GRAPH_TOKEN',
  'GRAPH_API_URL',
  'DATABASE_PORT',
  'DATABASE_HOST',
  'DATABASE_USER',
  'POSTGRES_URL',
  'APPSETTING_MicrosoftAppId',
  'APPSETTING_ALLOWED_TENANTS',
  'AZURE_CLIENT_ID',
  'WEBSITE_HOSTNAME',
  'IDENTITY_ENDPOINT',
  'OAUTH_URL',
  'CALLER_ID',
  'LOTSE_SERVICE_PORT',
  'PATH',
];

describe('a name', () => {
  for (const [name, meant] of Object.entries(MISSPELT)) {
    it(`is told from ${meant}, which is meant, as ${name} in .env`, () => {
      assert.equal(nearestName(name, 'file'), meant);
    });
  }

  for (const name of FOREIGN) {
    it(`is somebody else's as ${name} in the environment`, () => {
      assert.deepEqual(misspeltNames([name], 'linux'), []);
    });
  }

  it('of ours is never near another', () => {
    const refused = VARIABLE_NAMES.filter((name) => nearestName(name, 'file') !== name);

    assert.deepEqual(refused, []);
  });

  it('that is nearly ours is refused in the environment, as long as ours is not there', () => {
    const [alone] = misspeltNames(['ALLOWED_TENANT'], 'linux');
    const beside = misspeltNames(['ALLOWED_TENANT', 'ALLOWED_TENANTS'], 'linux');

    assert.match(alone ?? '', /^ALLOWED_TENANT: .*ALLOWED_TENANTS is meant/u);
    assert.deepEqual(beside, []);
  });

  it('has no case on Windows', () => {
    assert.deepEqual(misspeltNames(['MICROSOFTAPPID'], 'win32'), []);
    assert.equal(misspeltNames(['MICROSOFTAPPID'], 'linux').length, 1);
    assert.equal(misspeltNames(['MICROSOFT_APP_ID'], 'win32').length, 1);
  });
});
