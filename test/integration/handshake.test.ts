// OPTIONS /api/events: who may send, how fast, and that nobody is called back.

import assert from 'node:assert/strict';
import sinon from 'sinon';
import { type EventApi, openEventApi } from '../support/event-api.ts';

describe('the handshake of web hooks', () => {
  let api: EventApi | undefined;

  afterEach(async () => {
    await api?.close();
    api = undefined;
  });

  async function ask(headers: Record<string, string>, options = {}): Promise<Response> {
    api = await openEventApi(options);
    return await api.call('OPTIONS', '/api/events', headers);
  }

  for (const origin of ['eventgrid.azure.net', 'EventEmitter.example.com', '*.contoso.com']) {
    it(`lets ${origin} send, who has a key`, async () => {
      const { status, headers } = await ask({ 'WebHook-Request-Origin': origin });

      assert.equal(status, 200);
      assert.equal(headers.get('webhook-allowed-origin'), origin);
      assert.equal(headers.get('webhook-allowed-rate'), '600');
      assert.equal(headers.get('allow'), 'POST, OPTIONS');
    });
  }

  it('calls nobody, whatever callback the sender names', async () => {
    const other = await openEventApi();
    const called = sinon.spy();
    other.intake.find.callsFake(() => Promise.resolve(void called()));

    const callback = `${other.url}/api/events/a/b`;
    const { status } = await ask({
      'WebHook-Request-Origin': 'contoso.com',
      'WebHook-Request-Callback': callback,
      'WebHook-Request-Rate': '120',
    });
    await other.close();

    assert.equal(status, 200);
    sinon.assert.notCalled(called);
  });

  it('tells who names no origin the methods alone', async () => {
    const { status, headers } = await ask({});

    assert.equal(status, 200);
    assert.equal(headers.get('allow'), 'POST, OPTIONS');
    assert.equal(headers.get('webhook-allowed-origin'), null);
  });

  for (const origin of ['a b', 'https://contoso.com/', 'a, b', 'x'.repeat(300)]) {
    it(`refuses the origin ${origin.slice(0, 20)}`, async () => {
      const { status, headers } = await ask({ 'WebHook-Request-Origin': origin });

      assert.equal(status, 400);
      assert.equal(headers.get('webhook-allowed-origin'), null);
    });
  }

  it('is for callers with a key', async () => {
    const { status, headers } = await ask({
      authorization: 'Bearer wrong',
      'WebHook-Request-Origin': 'contoso.com',
    });

    assert.equal(status, 401);
    assert.equal(headers.get('webhook-allowed-origin'), null);
  });

  it('needs no key on this machine while the bot is anonymous', async () => {
    const headers = { authorization: '', 'WebHook-Request-Origin': 'eventgrid.azure.net' };

    const { status } = await ask(headers, { keys: [], anonymous: true });

    assert.equal(status, 200);
  });
});
