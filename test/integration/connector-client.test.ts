import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConnectorClient } from '../../bot/teams/connector/connector-client.ts';
import { startFakeConnector } from '../support/fake-connector.ts';

const MESSAGE = { type: 'message', text: 'hi' };

describe('the connections of the connector client', () => {
  let waiting: number;
  let full: Promise<void>;
  let release: () => void;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    waiting = 0;
    const held = new Promise<void>((resolve) => (release = resolve));
    let fill = (): void => undefined;
    full = new Promise((resolve) => (fill = resolve));
    server = createServer((request, response) => {
      const isNote = request.url?.includes('note') ?? false;
      if (isNote) waiting += 1;
      if (waiting === 32) fill();
      request.resume();
      void (isNote ? held : Promise.resolve()).then(() => response.end('{"id":"1"}'));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('are left to turns while as many notes as there are wait for a slow host', async () => {
    const client = createConnectorClient({ authorize: () => undefined });
    const background = client.background(32);
    const note = { serviceUrl: url, conversationId: 'note' };
    const notes = Array.from({ length: 100 }, () => background.deliver(note, MESSAGE));
    await full;

    const turns = await Promise.all(
      Array.from({ length: 32 }, () =>
        client.deliver({ serviceUrl: url, conversationId: 'turn' }, MESSAGE),
      ),
    );
    const most = waiting;
    release();
    const answers = await Promise.all(notes);

    assert.ok(turns.every(({ kind }) => kind === 'answered'));
    assert.equal(most, 32);
    assert.ok(answers.every(({ kind }) => kind === 'answered'));
  });

  it('of notes are broken off alone', async () => {
    const client = createConnectorClient({ authorize: () => undefined });
    const background = client.background(1);
    const note = { serviceUrl: url, conversationId: 'note' };
    const turn = client.deliver({ serviceUrl: url, conversationId: 'note-of-a-turn' }, MESSAGE);
    const notes = [1, 2].map(() => background.deliver(note, MESSAGE));
    await client.deliver({ serviceUrl: url, conversationId: 'turn' }, MESSAGE);

    background.abort();
    const broken = await Promise.all(notes);
    release();

    assert.ok(broken.every((one) => one.kind === 'unanswered' && one.code === 'stopped'));
    assert.equal((await turn).kind, 'answered');
  });
});

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

  it('does not send into a connection that is being closed, when the process was too busy to notice', async () => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.end('{"id":"1"}'));
    });
    server.keepAliveTimeout = 2_000;
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const client = createConnectorClient({ authorize: () => undefined });
    const destination = { serviceUrl: `http://127.0.0.1:${port}/`, conversationId: 'a:1' };
    await client.deliver(destination, MESSAGE);

    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_500);
    const answer = await client.deliver(destination, MESSAGE);

    server.closeAllConnections();
    server.close();
    assert.equal(answer.kind, 'answered');
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
