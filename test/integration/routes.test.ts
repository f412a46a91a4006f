// The table of routes: what each answers, in which form, and what no answer gives away.

import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Readiness } from '../../bot/monitoring/readiness.ts';
import { identityOf } from '../../bot/teams/sdk/identity.ts';
import type { Admission } from '../../bot/teams/admission/admission.ts';
import { serverWith } from '../support/server.ts';
import { type Listening, listening } from '../support/http.ts';

const TYPING = JSON.stringify({ type: 'typing' });
const WORDS = 'ada@contoso.com';

describe('the routes', () => {
  const log = { info: sinon.fake(), warn: sinon.fake(), error: sinon.fake() };
  const admit = sinon.stub<[], Promise<Admission>>();
  const receive = sinon.stub<[], Promise<{ status: number; body?: unknown }>>();
  const readiness = sinon.stub<[], Promise<Readiness>>();
  let bot: Listening;

  beforeEach(async () => {
    sinon.resetHistory();
    receive.resetHistory();
    admit.resolves({ kind: 'in', identity: identityOf(undefined) });
    for (const fake of Object.values(log)) fake.resetHistory();
    bot = await listening(serverWith({ receive, admit, readiness, log }));
  });

  afterEach(() => bot.close());

  it('hand on what the turn answers', async () => {
    receive.resolves({ status: 201, body: { statusCode: 200 } });

    const response = await postTyping(bot);

    assert.equal(response.status, 201);
    assert.equal(response.headers.get('content-type'), 'application/json');
    assert.deepEqual(await response.json(), { statusCode: 200 });
  });

  for (const [status, error] of [
    [500, new TypeError(WORDS)],
    [500, Object.assign(new Error(WORDS), { statusCode: 404 })],
  ] as const) {
    it(`answer ${status} to a turn that throws ${error.constructor.name} ${error.name}`, async () => {
      receive.rejects(error);

      const response = await postTyping(bot);
      const body = await response.text();

      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
      assert.doesNotMatch(body, /contoso|\.ts|node_modules/u);
      assert.doesNotMatch(JSON.stringify([...log.warn.args, ...log.error.args]), /contoso/u);
      assert.equal(log.warn.callCount + log.error.callCount, 1);
    });
  }

  for (const status of [401, 403, 503] as const) {
    it(`answer ${status} to what admission refuses, and run no turn`, async () => {
      admit.resolves({ kind: 'refused', problem: { status, detail: 'no' } });

      const response = await postTyping(bot);

      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
      assert.equal(response.headers.get('www-authenticate'), status === 401 ? 'Bearer' : null);
      sinon.assert.notCalled(receive);
    });
  }

  it('say that the process lives', async () => {
    const response = await fetch(`${bot.url}/healthz`);

    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { status: 'ok' });
  });

  it('say that every part is ready', async () => {
    const parts = { database: { state: 'ok' }, graph: { state: 'off' } } as const;
    readiness.resolves({ ready: true, parts });

    const response = await fetch(`${bot.url}/readyz`);

    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { status: 'ok', parts });
  });

  it('say which part is at fault, and why', async () => {
    const parts = { database: { state: 'fault', reason: 'SQLITE_FULL' } } as const;
    readiness.resolves({ ready: false, parts });

    const response = await fetch(`${bot.url}/readyz`);

    assert.equal(response.status, 503);
    assert.deepEqual(await response.json(), { status: 'fault', parts });
  });

  it('are not ready when the check itself fails', async () => {
    readiness.rejects(new Error(WORDS));

    const response = await fetch(`${bot.url}/readyz`);

    assert.equal(response.status, 503);
    assert.doesNotMatch(await response.text(), /contoso/u);
  });

  for (const [status, method, path] of [
    [404, 'GET', '/'],
    [404, 'POST', '/api/nothing'],
    [404, 'GET', '/healthz/'],
    [405, 'GET', '/api/messages'],
    [405, 'DELETE', '/api/messages'],
    [405, 'POST', '/healthz'],
  ] as const) {
    it(`answer ${status} to ${method} ${path}`, async () => {
      const response = await fetch(bot.url + path, { method });
      const problem = (await response.json()) as Record<string, unknown>;

      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
      assert.equal(problem['status'], status);
      assert.equal(response.headers.has('allow'), status === 405);
    });
  }

  for (const path of ['/healthz', '/nothing']) {
    it(`keep browsers and curious people short at ${path}`, async () => {
      const { headers } = await fetch(bot.url + path);

      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('server'), null);
    });
  }
});

function postTyping(bot: Listening): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body: TYPING });
}
