import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import {
  jsonOf,
  requestBounded,
  textOf,
  type HttpOutcome,
} from '../../../services/http/bounded-request.ts';
import { issue, startCertificateHost } from '../../support/certificates.ts';

describe('a bounded request', () => {
  let answer: RequestListener;
  let server: ReturnType<typeof createServer>;
  let url: string;

  beforeEach(async () => {
    answer = (_, response) => response.end('{"a":1}');
    server = createServer((request, response) => {
      answer(request, response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  });

  function ask(more: Partial<Parameters<typeof requestBounded>[0]> = {}): Promise<HttpOutcome> {
    return requestBounded({ url, timeoutMs: 2_000, ...more });
  }

  it('brings status, headers and body', async () => {
    answer = (_, response) => {
      response.statusCode = 418;
      response.setHeader('retry-after', '7');
      response.end('\uFEFF{"a":1}');
    };

    const got = await ask();

    assert.ok(got.kind === 'answered');
    assert.deepEqual([got.status, got.headers['retry-after']], [418, '7']);
    assert.deepEqual([textOf(got), jsonOf(got)], ['{"a":1}', { a: 1 }]);
  });

  it('sends method, headers and body as they are', async () => {
    answer = (request, response) => {
      response.setHeader('x-seen', `${request.method ?? ''} ${String(request.headers['x-a'])}`);
      request.pipe(response);
    };

    const got = await ask({ method: 'PATCH', headers: { 'x-a': 'b' }, body: 'grüße' });

    assert.ok(got.kind === 'answered');
    assert.deepEqual([got.headers['x-seen'], textOf(got)], ['PATCH b', 'grüße']);
  });

  it('does not follow a redirect', async () => {
    answer = (_, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:9/' });
      response.end();
    };

    const got = await ask();

    assert.ok(got.kind === 'answered');
    assert.equal(got.status, 302);
  });

  it('reads no JSON where there is none', async () => {
    answer = (_, response) => response.end('<html>');

    const got = await ask();

    assert.ok(got.kind === 'answered');
    assert.equal(jsonOf(got), undefined);
  });

  const SLOW: readonly (readonly [string, RequestListener])[] = [
    ['silence', () => undefined],
    ['half a body', (_, response) => response.write('{"a":')],
  ];

  for (const [what, listener] of SLOW) {
    it(`ends in time with ${what}`, async () => {
      answer = listener;

      assert.deepEqual(await ask({ timeoutMs: 100 }), { kind: 'timeout', code: 'timeout' });
    });

    it(`can be ended before its time with ${what}`, async () => {
      const stop = new AbortController();
      answer = (request, response) => {
        listener(request, response);
        setImmediate(() => {
          stop.abort();
        });
      };

      const got = await ask({ signal: stop.signal });

      assert.deepEqual(got, { kind: 'stopped', code: 'stopped' });
    });
  }

  it('reads no more than it may, and still tells the status', async () => {
    answer = (_, response) => response.end('x'.repeat(2_000));

    const got = await ask({ mostBytes: 1_000 });

    assert.ok(got.kind === 'tooLarge');
    assert.equal(got.status, 200);
  });

  for (const [what, bad, code] of [
    ['nobody', { url: 'http://127.0.0.1:9/' }, 'ECONNREFUSED'],
    ['no address', { url: 'nowhere' }, 'ERR_INVALID_URL'],
    ['a header that is none', { headers: { a: 'b\nc' } }, 'ERR_INVALID_CHAR'],
  ] as const) {
    it(`names ${what} by its code`, async () => {
      assert.deepEqual(await ask(bad), { kind: 'unreachable', code });
    });
  }

  it('names a connection that breaks off', async () => {
    answer = (request) => request.socket.destroy();

    assert.deepEqual(await ask(), { kind: 'unreachable', code: 'ECONNRESET' });
  });

  it('believes over TLS whom it is told to believe, and nobody else', async () => {
    const authority = await issue({ name: 'CN=an authority', isAuthority: true });
    const host = await startCertificateHost(authority);
    host.files.set('/x', Buffer.from('it'));
    const lookup: LookupFunction = (_name, _options, found) => {
      found(null, '127.0.0.1', 4);
    };

    const good = await ask({
      url: `https://${host.host}/x`,
      pinned: { lookup, ca: [authority.pem] },
    });
    const strange = await ask({ url: `https://${host.host}/x` });
    await host.close();

    assert.ok(good.kind === 'answered');
    assert.equal(textOf(good), 'it');
    assert.ok(strange.kind === 'unreachable');
    assert.match(strange.code, /CERT|SIGNATURE/u);
  });

  it('asks the hook for an address, and goes nowhere without one', async () => {
    const lookup: LookupFunction = (_name, _options, found) => {
      found(Object.assign(new Error('no'), { code: 'NOT_ALLOWED' }), '');
    };

    const got = await ask({ url: 'http://localhost:9/', pinned: { lookup, ca: [] } });

    assert.deepEqual(got, { kind: 'unreachable', code: 'NOT_ALLOWED' });
  });
});
