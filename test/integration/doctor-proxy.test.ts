// What the doctor says of the proxy that everything goes through.

import assert from 'node:assert/strict';
import { readConfig } from '../../bot/config/config.ts';
import type { CheckResult, DoctorDeps } from '../../bot/doctor/finding.ts';
import { proxyChecks } from '../../bot/doctor/proxy-check.ts';
import { goThrough } from '../../services/http/outgoing.ts';
import { NO_PROXIES } from '../../services/http/proxies.ts';
import { type ForwardProxy, startProxy } from '../support/proxy.ts';

describe('the doctor', () => {
  let proxy: ForwardProxy;

  beforeEach(async () => {
    proxy = await startProxy();
  });

  afterEach(async () => {
    goThrough(NO_PROXIES);
    await proxy.close();
  });

  async function look(env: Record<string, string>): Promise<CheckResult | undefined> {
    const config = readConfig(env);
    goThrough(config.proxies);
    const [group] = proxyChecks({ config } as DoctorDeps);
    return (await group?.look(new AbortController().signal))?.[0];
  }

  it('says that there is no proxy', async () => {
    assert.equal((await look({}))?.state, 'off');
  });

  it('doubts a proxy for http alone', async () => {
    const found = await look({ HTTP_PROXY: proxy.url });

    assert.deepEqual([found?.id, found?.state], ['proxy', 'warning']);
    assert.match(String(found?.what), /HTTPS_PROXY is not/u);
  });

  for (const [status, words] of [
    [407, /wants a user and a password \(407\)/u],
    [403, /does not let this machine reach login\.botframework\.com/u],
    [502, /does not answer through .* \(PROXY_502\)/u],
  ] as const) {
    it(`says what a proxy means by ${status}, without its password`, async () => {
      proxy.refusal = status;

      const found = await look({ HTTPS_PROXY: proxy.url.replace('//', '//ada:geheim@') });

      assert.deepEqual([found?.id, found?.state], ['proxy', 'fault']);
      assert.match(String(found?.what), words);
      assert.doesNotMatch(JSON.stringify(found), /geheim/u);
    });
  }

  it('says that a proxy is not there', async () => {
    const found = await look({ HTTPS_PROXY: 'http://127.0.0.1:9' });

    assert.match(String(found?.what), /127\.0\.0\.1:9 cannot be reached \(PROXY_ECONNREFUSED\)/u);
  });
});
