import assert from 'node:assert/strict';
import { type ConfigError, readConfig } from '../../../bot/config/config.ts';
import { proxyFor, proxyName } from '../../../services/http/proxies.ts';

const PROXY = 'http://proxy.contoso.com:8080';
const BOTH = { HTTP_PROXY: 'http://plain.contoso.com:3128', HTTPS_PROXY: PROXY };
const TEAMS = 'https://smba.trafficmanager.net/emea/';

function wayTo(url: string, env: Record<string, string>): string | undefined {
  const proxy = proxyFor(new URL(url), readConfig(env).proxies);
  return proxy && proxyName(proxy);
}

describe('the proxy of a request', () => {
  it('is that of its scheme', () => {
    assert.equal(wayTo(TEAMS, BOTH), PROXY);
    assert.equal(wayTo('http://cacerts.digicert.com/x.crt', BOTH), BOTH.HTTP_PROXY);
    assert.equal(wayTo(TEAMS, { HTTP_PROXY: PROXY }), undefined);
    assert.equal(wayTo(TEAMS, {}), undefined);
  });

  it('is that of the name in lower case, if there are both', () => {
    assert.equal(wayTo(TEAMS, { HTTPS_PROXY: BOTH.HTTP_PROXY, https_proxy: PROXY }), PROXY);
    assert.equal(wayTo(TEAMS, { HTTPS_PROXY: PROXY, https_proxy: ' ' }), PROXY);
    assert.equal(wayTo(TEAMS, { ...BOTH, no_proxy: '*' }), undefined);
  });

  it('is there for this machine too, unless that is named', () => {
    assert.equal(wayTo('http://127.0.0.1:1/', BOTH), BOTH.HTTP_PROXY);
    assert.equal(wayTo('http://localhost:1/', BOTH), BOTH.HTTP_PROXY);
  });

  it('is never there for the address by which a cloud tells a machine who it is', () => {
    assert.equal(wayTo('http://169.254.169.254/metadata/identity', BOTH), undefined);
  });

  for (const [except, url, isDirect] of [
    ['smba.trafficmanager.net', TEAMS, true],
    ['trafficmanager.net', TEAMS, true],
    ['.trafficmanager.net', TEAMS, true],
    ['*.trafficmanager.net', TEAMS, true],
    ['manager.net', TEAMS, false],
    ['SMBA.TrafficManager.NET', TEAMS, true],
    ['smba.trafficmanager.net:443', TEAMS, true],
    ['smba.trafficmanager.net:8443', TEAMS, false],
    ['a.example, smba.trafficmanager.net', TEAMS, true],
    ['a.example smba.trafficmanager.net', TEAMS, true],
    ['*', TEAMS, true],
    [',', TEAMS, false],
    ['10.0.0.0/8', 'http://10.1.2.3/', true],
    ['10.0.0.0/8', 'http://11.1.2.3/', false],
    ['10.0.0.0/8', TEAMS, false],
    ['127.0.0.1', 'http://127.0.0.1:81/', true],
    ['127.0.0.1:80', 'http://127.0.0.1:81/', false],
    ['0.0.1', 'http://127.0.0.1/', false],
    ['[::1]:81', 'http://[::1]:81/', true],
    ['::1', 'http://[::1]:81/', true],
    ['fd00::/8', 'http://[fd00::1]/', true],
    ['localhost', 'http://localhost:3978/', true],
  ] as const) {
    it(`is ${isDirect ? 'not ' : ''}there for ${url} with NO_PROXY=${except}`, () => {
      assert.equal(wayTo(url, { ...BOTH, NO_PROXY: except }) === undefined, isDirect);
    });
  }

  it('is told without user and password', () => {
    const name = wayTo(TEAMS, { HTTPS_PROXY: 'http://ada:geheim%40@proxy.contoso.com:8080/' });

    assert.equal(name, PROXY);
  });
});

describe('the variables of proxies', () => {
  for (const [name, value] of [
    ['HTTP_PROXY', 'proxy.contoso.com:8080'],
    ['HTTP_PROXY', '10.0.0.1:8080'],
    ['HTTPS_PROXY', 'socks5://ada:geheim@proxy.contoso.com'],
    ['HTTPS_PROXY', 'http://ada:geheim@'],
    ['HTTPS_PROXY', 'http://ada:geheim%@proxy.contoso.com'],
    ['HTTPS_PROXY', 'http://ada:geheim@proxy.contoso.com/path'],
    ['HTTPS_PROXY', 'http://ada:geheim@proxy.contoso.com:99999'],
    ['NO_PROXY', 'contoso.com,https://contoso.com'],
    ['NO_PROXY', '10.0.0.0/33'],
    ['NO_PROXY', 'contoso.com:99999'],
  ] as const) {
    it(`are refused by name as ${name}=${value}`, () => {
      assert.throws(
        () => readConfig({ [name]: value }),
        ({ faults }: ConfigError) => {
          assert.equal(faults.length, 1);
          assert.match(faults[0] ?? '', new RegExp(`^${name}: `, 'u'));
          assert.doesNotMatch(faults[0] ?? '', /geheim|99999|\/33/u);
          return true;
        },
      );
    });
  }
});
