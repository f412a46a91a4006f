// The environment: what is read, and what stands in for what is absent.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CallerIdConstants } from 'botbuilder';
import { AuthenticationConstants } from 'botframework-connector';
import { readConfig } from '../../../bot/config/config.ts';
import type { Environment } from '../../../bot/config/credentials.ts';
import { tokenAuthority } from '../../../bot/config/cloud.ts';
import { VARIABLE_NAMES } from '../../../bot/config/variables.ts';

const ID = '11111111-aaaa-4bbb-8ccc-222222222222';
const TENANT = '33333333-DDDD-4eee-8fff-444444444444';
const SECRET = 'correct-horse-battery';
const CREDENTIALS = {
  MicrosoftAppId: ID,
  MicrosoftAppPassword: SECRET,
  MicrosoftAppTenantId: TENANT,
};
const HOMELESS = { MicrosoftAppId: ID, MicrosoftAppPassword: SECRET };
const PARTNER_CENTER = {
  PARTNER_CENTER_CLIENT_ID: ID,
  PARTNER_CENTER_CLIENT_SECRET: SECRET,
  PARTNER_CENTER_REFRESH_TOKEN: SECRET,
  PARTNER_CENTER_TENANT_ID: ID,
  PARTNER_CENTER_URL: 'https://api.partnercenter.microsoft.com/',
  PARTNER_CENTER_CERTIFICATE_HOSTS: 'A.example, b.example:8443',
};

describe('the configuration', () => {
  it('is local and anonymous when nothing is given', () => {
    const config = readConfig({});

    assert.equal(config.port, 3978);
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.anonymous, true);
    assert.equal(config.database, './data/lotse.db');
    assert.equal(config.databasePool, 10);
    assert.deepEqual(config.quietHours, { from: 18 * 60, until: 8 * 60 });
    assert.equal(config.logLevel, 'info');
    assert.deepEqual(config.botFramework, {});
    assert.deepEqual(config.eventKeys, []);
    assert.deepEqual(config.allowedTenants, []);
    assert.equal(config.partnerCenter, undefined);
  });

  it('takes blank values for absent ones', () => {
    const blank = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, ' \t']));

    assert.deepEqual(readConfig(blank), readConfig({}));
  });

  it('listens everywhere with credentials, unless told otherwise', () => {
    assert.equal(readConfig(CREDENTIALS).host, '0.0.0.0');
    assert.equal(readConfig({ ...CREDENTIALS, HOST: '10.0.0.4' }).host, '10.0.0.4');
    assert.equal(readConfig(CREDENTIALS).anonymous, false);
  });

  it('reads every value', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'file::memory:',
      EVENT_KEYS: `ci:${SECRET}, ops:${SECRET}:with:colons`,
      ALLOWED_TENANTS: `${ID}, ${TENANT}`,
      QUIET_HOURS: 'OFF',
      EXPERT_NAME: 'Ada',
      EXPERT_EMAIL: 'ada@contoso.com',
      EXPERT_URL: 'https://contoso.com/ada',
      LOG_LEVEL: 'WARN',
      PRIVACY_URL: 'https://contoso.com/privacy',
      TERMS_URL: 'https://contoso.com/terms',
      GRAPH_CONNECTION_NAME: 'graph',
      ...PARTNER_CENTER,
    });

    assert.equal(config.port, 0);
    assert.equal(config.host, '::1');
    assert.equal(config.database, ':memory:');
    assert.deepEqual(config.eventKeys, [
      { name: 'ci', secret: SECRET },
      { name: 'ops', secret: `${SECRET}:with:colons` },
    ]);
    assert.deepEqual(config.allowedTenants, [ID, TENANT.toLowerCase()]);
    assert.equal(config.quietHours, 'off');
    assert.deepEqual(config.expert, {
      name: 'Ada',
      email: 'ada@contoso.com',
      url: 'https://contoso.com/ada',
    });
    assert.equal(config.logLevel, 'warn');
    assert.equal(config.graphConnectionName, 'graph');
    assert.equal(config.partnerCenter?.tenantId, ID);
    assert.equal(config.partnerCenter.baseUrl, 'https://api.partnercenter.microsoft.com');
    assert.deepEqual(config.partnerCenter.certificateHosts, ['a.example', 'b.example:8443']);
  });

  for (const [url, path] of [
    ['file:./x.db', './x.db'],
    ['file:x.db', 'x.db'],
    ['file:/var/x.db', '/var/x.db'],
    ['file:///var/x.db', '/var/x.db'],
    ['postgres://u:p@h:5433/x?sslmode=require', 'postgres://u:p@h:5433/x?sslmode=require'],
    ['postgresql://h/x', 'postgresql://h/x'],
  ] as const) {
    it(`takes ${path} from ${url}`, () => {
      assert.equal(readConfig({ DATABASE_URL: url }).database, path);
    });
  }

  for (const given of [
    { ...HOMELESS, MicrosoftAppType: 'multitenant' },
    { ...HOMELESS, ToChannelFromBotLoginUrl: 'http://127.0.0.1:1/tenant' },
    { ...CREDENTIALS, MicrosoftAppType: 'SINGLETENANT', MicrosoftAppTenantId: TENANT },
    { MicrosoftAppId: ID, MicrosoftAppType: 'UserAssignedMsi', MicrosoftAppTenantId: TENANT },
    {
      MicrosoftAppId: ID,
      MicrosoftAppTenantId: TENANT,
      CertificateThumbprint: 'ab',
      CertificatePrivateKey: 'pem',
    },
    { HOST: 'localhost' },
    { HOST: '127.0.0.53' },
    { ChannelService: 'https://botframework.azure.us' },
  ] as readonly Environment[]) {
    it(`accepts ${JSON.stringify(Object.keys(given))} as ${Object.values(given)[0] ?? ''}`, () => {
      assert.doesNotThrow(() => readConfig(given));
    });
  }
});

describe('the Bot Framework settings', () => {
  it('carry the credentials under botbuilder’s own names', () => {
    const told = { ...CREDENTIALS, MicrosoftAppType: 'MultiTenant' };

    assert.deepEqual(readConfig(told).botFramework, told);
  });

  it('are of a SingleTenant app unless told otherwise, and of none without one', () => {
    const { appType, botFramework } = readConfig(CREDENTIALS);

    assert.equal(appType, 'SingleTenant');
    assert.equal(tokenAuthority(botFramework), `https://login.microsoftonline.com/${TENANT}`);
    assert.equal(readConfig({}).appType, undefined);
  });

  it('pass through what another signing authority needs, and fill the rest with the public cloud', () => {
    const own = {
      ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:1/keys',
      ToBotFromChannelTokenIssuer: 'http://127.0.0.1:1',
    };

    assert.deepEqual(readConfig(own).botFramework, {
      ...own,
      ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
      ToChannelFromBotOAuthScope: AuthenticationConstants.ToChannelFromBotOAuthScope,
      OAuthUrl: AuthenticationConstants.OAuthUrl,
      ToBotFromEmulatorOpenIdMetadataUrl:
        AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
      CallerId: CallerIdConstants.PublicAzureChannel,
    });
  });

  it('know the older names', () => {
    const { botFramework } = readConfig({ BotOpenIdMetadata: 'http://127.0.0.1:1/keys' });

    assert.equal(botFramework['ToBotFromChannelOpenIdMetadataUrl'], undefined);
    assert.equal(
      botFramework['ToBotFromChannelTokenIssuer'],
      AuthenticationConstants.ToBotFromChannelTokenIssuer,
    );
  });
});

describe('.env.example', () => {
  const lines = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8').split(
    '\n',
  );
  const variables = lines.flatMap((line, index) => {
    const [, name, value] = /^(\w+)=(.*)$/u.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value, above: lines[index - 1] ?? '' }];
  });

  it('names exactly what is read', () => {
    const names = variables.map(({ name }) => name);

    assert.deepEqual(names.toSorted(), VARIABLE_NAMES.toSorted());
  });

  it('explains every name in the line above it', () => {
    const bare = variables.filter(({ above }) => !above.startsWith('# '));

    assert.deepEqual(bare, []);
  });

  it('shows the defaults', () => {
    const shown = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    const { botFramework, ...config } = readConfig(shown);
    const { botFramework: none, ...defaults } = readConfig({});

    assert.deepEqual(config, defaults);
    assert.deepEqual(botFramework, none);
  });
});
