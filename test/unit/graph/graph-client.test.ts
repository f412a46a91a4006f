import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Graph, GraphAnswer, GraphCall } from '../../../services/graph/graph.ts';
import { createGraph, type GraphSettings } from '../../../services/graph/graph-client.ts';
import { type Answered, type JsonServer, startServer } from '../../support/json-server.ts';

describe('a call of Graph', () => {
  let answers: Answered[];
  let server: JsonServer;
  let elsewhere: JsonServer;

  beforeEach(async () => {
    answers = [];
    server = await startServer(() => answers.shift() ?? { body: { id: 'x' } });
    elsewhere = await startServer(() => ({ body: { id: 'evil' } }));
  });

  afterEach(() => Promise.all([server.close(), elsewhere.close()]));

  function graph(settings: Partial<GraphSettings> = {}): Graph {
    return createGraph({ baseUrl: server.url, timeoutMs: 1_000, ...settings });
  }

  function ask(
    call: Partial<GraphCall> = {},
    settings: Partial<GraphSettings> = {},
  ): Promise<GraphAnswer<unknown>> {
    return graph(settings).call({ token: 'token-1', path: '/me', ...call }, z.unknown());
  }

  for (const [call, method, body] of [
    [{}, 'GET', ''],
    [{ body: { a: 1 } }, 'POST', '{"a":1}'],
    [{ method: 'POST' }, 'POST', ''],
    [{ method: 'PATCH', body: { a: 1 } }, 'PATCH', '{"a":1}'],
    [{ method: 'DELETE' }, 'DELETE', ''],
  ] as const) {
    it(`is sent as ${method} with "${body}"`, async () => {
      await ask({ ...call, prefer: 'IdType="ImmutableId"' });

      const [sent] = server.calls;
      assert.deepEqual([sent?.method, sent?.body, sent?.path], [method, body, '/v1.0/me']);
      assert.equal(sent?.authorization, 'Bearer token-1');
    });
  }

  it('takes no redirect anywhere, so that its token reaches nobody else', async () => {
    answers.push({ status: 302, headers: { location: `${elsewhere.url}/v1.0/me` } });

    const got = await ask();

    assert.ok(!got.ok);
    assert.deepEqual([got.status, elsewhere.calls.length], [302, 0]);
  });

  it('reads no endless answer', async () => {
    answers.push({ html: 'x'.repeat(6 * 1024 * 1024) });

    const got = await ask();

    assert.ok(!got.ok);
    assert.deepEqual([got.status, got.code], [0, 'tooLarge']);
  });

  it('ends in time', async () => {
    answers.push({ stall: true });

    const got = await ask({}, { timeoutMs: 100 });

    assert.ok(!got.ok);
    assert.deepEqual([got.status, got.why], [0, 'unavailable']);
  });

  const THROTTLED = { status: 429, headers: { 'retry-after': '0' } };

  it('is repeated twice at most', async () => {
    answers.push(THROTTLED, THROTTLED, THROTTLED, THROTTLED);

    const got = await ask();

    assert.ok(!got.ok);
    assert.deepEqual([got.why, got.retryAfterMs, server.calls.length], ['throttled', 0, 3]);
  });

  it('is sent once where requests are counted', async () => {
    answers.push(THROTTLED);

    const got = await ask({}, { mostRepeats: 0 });

    assert.deepEqual([got.ok, server.calls.length], [false, 1]);
  });

  it('does not wait longer than it may', async () => {
    answers.push({ status: 429, headers: { 'retry-after': '3' } });

    const got = await ask({}, { longestWaitS: 2 });

    assert.ok(!got.ok);
    assert.deepEqual([got.retryAfterMs, server.calls.length], [3_000, 1]);
  });

  it('waits no longer than its time, whatever it is told', async () => {
    answers.push({ status: 503, headers: { 'retry-after': '50' } });

    const got = await ask({}, { longestWaitS: 60, timeoutMs: 1_000 });

    assert.ok(!got.ok);
    assert.deepEqual([got.status, server.calls.length], [0, 1]);
  });

  it('is not repeated as a POST that may have been carried out', async () => {
    answers.push({ status: 503, headers: { 'retry-after': '0' } });

    const got = await ask({ body: {} });

    assert.deepEqual([got.ok, server.calls.length], [false, 1]);
  });

  for (const [link, path] of [
    ['/v1.0/me/memberOf?$skiptoken=1', '/me/memberOf?$skiptoken=1'],
    ['/beta/me', undefined],
  ] as const) {
    it(`goes on at ${link} as ${String(path)}, and at no other host`, () => {
      assert.equal(graph().pathOf(`${server.url}${link}`), path);
      assert.equal(graph().pathOf(`https://evil.example${link}`), undefined);
    });
  }
});
