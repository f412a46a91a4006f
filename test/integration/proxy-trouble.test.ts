// A proxy that refuses, is away, or is asked by many at once; what its clients, /readyz and the log tell of it.

import assert from 'node:assert/strict';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createConnectorClient } from '../../bot/teams/connector/connector-client.ts';
import { proxiesInUse, goThrough } from '../../services/http/outgoing.ts';
import { requestBounded } from '../../services/http/bounded-request.ts';
import { NO_PROXIES } from '../../services/http/proxies.ts';
import { startBot } from '../support/bot.ts';
import {
  issue,
  startCertificateHost,
  type CertificateHost,
  type Issued,
} from '../support/certificates.ts';
import { type ForwardProxy, startProxy } from '../support/proxy.ts';

const MESSAGE = { type: 'message', text: 'hi' };

describe('a proxy', () => {
  const trusted = getCACertificates('default');
  let root: Issued;
  let host: CertificateHost;
  let proxy: ForwardProxy;

  before(async () => {
    root = await issue({ name: 'CN=Test Root', isAuthority: true });
    setDefaultCACertificates([...trusted, root.pem]);
    host = await startCertificateHost(root);
  });

  after(async () => {
    setDefaultCACertificates(trusted);
    await host.close();
  });

  beforeEach(async () => {
    proxy = await startProxy();
    through(proxy.url);
  });

  afterEach(async () => {
    goThrough(NO_PROXIES);
    await proxy.close();
  });

  function through(url: string): void {
    goThrough({ http: new URL(url), https: new URL(url), except: [] });
  }

  function ask(url = `https://${host.host}/`) {
    return requestBounded({ url, timeoutMs: 5_000 });
  }

  function deliver(conversationId: string, timeoutMs?: number) {
    const client = createConnectorClient({ authorize: () => undefined, timeoutMs });
    return client.deliver({ serviceUrl: `https://${host.host}/`, conversationId }, MESSAGE);
  }

  it('keeps its tunnel for the next request', async () => {
    const client = createConnectorClient({ authorize: () => undefined });
    const to = { serviceUrl: `https://${host.host}/`, conversationId: 'a' };

    const first = await client.deliver(to, MESSAGE);
    const second = await client.deliver(to, MESSAGE);

    assert.deepEqual([first.kind, second.kind], ['answered', 'answered']);
    assert.deepEqual(proxy.seen, [`CONNECT ${host.host}`]);
  });

  it('is asked for no more than 64 tunnels to a host at once', async () => {
    const client = createConnectorClient({ authorize: () => undefined });
    const to = { serviceUrl: `https://${host.host}/`, conversationId: 'a' };

    const answers = await Promise.all(
      Array.from({ length: 200 }, () => client.deliver(to, MESSAGE)),
    );

    assert.ok(answers.every(({ kind }) => kind === 'answered'));
    assert.ok(proxy.mostTunnels <= 64, String(proxy.mostTunnels));
  });

  it('gets the user and the password', async () => {
    proxy.credentials = 'ada:ge@heim';
    through(proxy.url.replace('//', '//ada:ge%40heim@'));

    const outcome = await ask();

    assert.equal(outcome.kind, 'answered');
    assert.doesNotMatch(JSON.stringify(proxiesInUse()), /heim/u);
  });

  for (const status of [407, 403, 502]) {
    it(`that answers ${status} is not taken for the host`, async () => {
      proxy.refusal = status;

      const outcome = await ask();
      const answer = await deliver('a');

      const code = `PROXY_${status}`;
      assert.deepEqual(outcome, { kind: 'unreachable', code });
      assert.deepEqual(answer, { kind: 'unanswered', code, written: false });
    });
  }

  it('that wants a password is not taken for a host without TLS', async () => {
    proxy.credentials = 'ada:geheim';
    const client = createConnectorClient({ authorize: () => undefined });

    const outcome = await ask('http://127.0.0.1:1/');
    const answer = await client.deliver(
      { serviceUrl: 'http://127.0.0.1:1/', conversationId: 'a' },
      MESSAGE,
    );

    assert.deepEqual(outcome, { kind: 'unreachable', code: 'PROXY_407' });
    assert.deepEqual(answer, { kind: 'unanswered', code: 'PROXY_407', written: false });
  });

  it('that is away is told from a host that is away', async () => {
    through('http://127.0.0.1:9');

    const outcome = await ask();
    const answer = await deliver('a');

    assert.deepEqual(outcome, { kind: 'unreachable', code: 'PROXY_ECONNREFUSED' });
    assert.deepEqual(answer, { kind: 'unanswered', code: 'PROXY_ECONNREFUSED', written: false });
  });

  it('does not vouch for the host', async () => {
    setDefaultCACertificates(trusted);

    const outcome = await ask();
    setDefaultCACertificates([...trusted, root.pem]);

    assert.equal(outcome.kind, 'unreachable');
    assert.match(outcome.code, /CERT|SIGNATURE|VERIFY|ISSUER/u);
  });

  it('stands in /readyz, by host and port, with what it does', async () => {
    const bot = await startBot();
    const read = async () => {
      const ready = (await (await fetch(`${bot.url()}/readyz`)).json()) as {
        parts: Record<string, object>;
      };
      return ready.parts['proxy'];
    };
    proxy.refusal = 407;

    const before = await read();
    await ask();
    const refused = await read();
    proxy.refusal = undefined;
    await ask();
    const well = await read();
    await bot.stop();

    assert.deepEqual(before, { state: 'ok', reason: `${proxy.url} not asked yet` });
    assert.deepEqual(refused, { state: 'fault', reason: `${proxy.url} PROXY_407` });
    assert.deepEqual(well, { state: 'ok', reason: `${proxy.url} lets through` });
  });
});
