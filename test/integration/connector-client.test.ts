import assert from 'node:assert/strict';
import { createConnectorClient } from '../../bot/channel/connector-client.ts';
import { startFakeConnector } from '../support/fake-connector.ts';

const MESSAGE = { type: 'message', text: 'hi' };

describe('the connector client', () => {
  it('shows its token to the connector', async () => {
    const connector = await startFakeConnector();
    const client = createConnectorClient({ authorize: () => Promise.resolve('Bearer t') });

    await client.deliver({ serviceUrl: connector.url, conversationId: 'a:1' }, MESSAGE);

    await connector.close();
    assert.equal(connector.received[0]?.authorization, 'Bearer t');
  });

  it('shows its token to no other machine without TLS', async () => {
    const client = createConnectorClient({ authorize: () => Promise.resolve('Bearer t') });
    const destination = { serviceUrl: 'http://connector.example/', conversationId: 'a:1' };

    const answer = await client.deliver(destination, MESSAGE);

    assert.deepEqual(answer, { kind: 'unanswered', code: 'insecure-address', written: false });
  });

  it('keeps ids from leaving their place in the address', async () => {
    const connector = await startFakeConnector();
    const client = createConnectorClient({ authorize: () => undefined });

    await client.deliver({ serviceUrl: connector.url, conversationId: '19:x/../y?z#' }, MESSAGE);

    await connector.close();
    assert.equal(connector.received[0]?.conversationId, '19:x/../y?z#');
  });

  it('calls nothing but web addresses', async () => {
    const client = createConnectorClient({ authorize: () => undefined });
    const destination = { serviceUrl: 'ftp://127.0.0.1:9/', conversationId: 'a:1' };

    const answer = await client.deliver(destination, MESSAGE);

    assert.ok(answer.kind === 'unanswered' && answer.code === 'Error' && !answer.written);
  });

  it('does not wait for a token for ever', async () => {
    const authorize = (): Promise<string> => new Promise(() => undefined);
    const client = createConnectorClient({ authorize, timeoutMs: 20 });
    const destination = { serviceUrl: 'http://127.0.0.1:9/', conversationId: 'a:1' };

    const answer = await client.deliver(destination, MESSAGE);

    assert.ok(answer.kind === 'unanswered' && !answer.written);
  });
});
