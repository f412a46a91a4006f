// The HTTP floor: what is no activity is refused in a problem that says what would be right, and the process lives.

import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Receive } from '../../bot/teams/turn/turn-runner.ts';
import { identityOf } from '../../bot/teams/sdk/identity.ts';
import { serverWith } from '../support/server.ts';
import { anonymousDoor } from '../support/door.ts';
import { type Listening, listening } from '../support/http.ts';

const KIB = 1024;
const JSON_TYPE = { 'content-type': 'application/json' };
const MESSAGE = {
  type: 'message',
  text: 'hallo',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:9',
  conversation: { id: 'a:1' },
  from: { id: '29:1' },
  recipient: { id: '28:1' },
};

describe('the HTTP floor', () => {
  const receive = sinon.fake.resolves<Parameters<Receive>>({ status: 200 });
  let bot: Listening;

  beforeEach(async () => {
    receive.resetHistory();
    const log = { info: sinon.fake(), warn: sinon.fake(), error: sinon.fake() };
    bot = await listening(serverWith({ receive, admit: anonymousDoor(log), log }));
  });

  afterEach(async () => {
    const alive = await fetch(`${bot.url}/healthz`);
    await bot.close();

    assert.equal(alive.status, 200);
  });

  describe('refuses with 400', () => {
    const cases: Readonly<Record<string, unknown>> = {
      'broken JSON': '{"type":',
      'no body': '',
      'a text': '"message"',
      'a number': '1',
      null: 'null',
      'an array': [MESSAGE],
      'an object without type': { text: 'hallo' },
      'an empty type': { ...MESSAGE, type: '' },
      'a blank type': { ...MESSAGE, type: ' ' },
      'a type that is no text': { ...MESSAGE, type: { type: 'message' } },
      'a message without conversation': { ...MESSAGE, conversation: undefined },
      'a message whose conversation is a text': { ...MESSAGE, conversation: 'a:1' },
      'a message without conversation.id': { ...MESSAGE, conversation: {} },
      'a message without from.id': { ...MESSAGE, from: { name: 'Ada' } },
      'a message with an empty recipient.id': { ...MESSAGE, recipient: { id: '' } },
      'a message without channelId': { ...MESSAGE, channelId: undefined },
      'a message without serviceUrl': { ...MESSAGE, serviceUrl: null },
      'a message whose serviceUrl is no address': { ...MESSAGE, serviceUrl: 'teams' },
      'a serviceUrl with a user name': { ...MESSAGE, serviceUrl: 'http://127.0.0.1@example.com/' },
      'a serviceUrl with a backslash': {
        ...MESSAGE,
        serviceUrl: 'http://127.0.0.1\\@example.com/',
      },
      'a text that is none': { ...MESSAGE, text: 7 },
      'attachments that are no list': { ...MESSAGE, attachments: 'x' },
      'entities that are no objects': { ...MESSAGE, entities: ['mention'] },
      'an invoke without from': { ...MESSAGE, type: 'invoke', from: undefined },
      'a conversationUpdate without place': { type: 'conversationUpdate' },
      'a field named __proto__': `{"__proto__":{"a":1},${JSON.stringify(MESSAGE).slice(1)}`,
      'bytes that are no UTF-8': new Uint8Array([0x22, 0xff, 0x22]),
    };

    for (const [name, body] of Object.entries(cases)) {
      it(name, async () => {
        const response = await post(bot, body);

        await assertProblem(response, 400);
        sinon.assert.notCalled(receive);
      });
    }
  });

  describe('refuses with 413', () => {
    it('300 KiB with a length', async () => {
      const response = await post(bot, { ...MESSAGE, text: 'x'.repeat(300 * KIB) });

      await assertProblem(response, 413);
    });

    for (const size of [300, 1024]) {
      it(`${size} KiB in chunks`, async () => {
        const response = await post(bot, chunks(size));

        await assertProblem(response, 413);
      });
    }

    it('a length that is only announced, without waiting for it', async () => {
      const huge = [...JSON_HEAD, 'content-length: 999999999'];
      const answer = await bot.raw(head('POST /api/messages', huge));

      assert.match(answer, /^HTTP\/1.1 413 /u);
    });
  });

  describe('refuses with 415', () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonx',
      '',
    ]) {
      it(`the content type "${type}"`, async () => {
        const response = await post(bot, JSON.stringify(MESSAGE), { 'content-type': type });

        await assertProblem(response, 415);
      });
    }

    it('a compressed body', async () => {
      const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };

      const response = await post(bot, JSON.stringify(MESSAGE), headers);

      await assertProblem(response, 415);
    });
  });

  describe('without credentials', () => {
    for (const url of [
      'https://smba.trafficmanager.net/emea/',
      'http://127.0.0.1.example.com/',
      'http://10.0.0.1/',
      'http://[2001:db8::1]/',
    ]) {
      it(`refuses with 403 to answer ${url}`, async () => {
        const response = await post(bot, { ...MESSAGE, serviceUrl: url });

        await assertProblem(response, 403);
        sinon.assert.notCalled(receive);
      });
    }

    for (const url of ['http://localhost:1/x', 'http://127.8.8.8/', 'http://[::1]:1/']) {
      it(`answers ${url}`, async () => {
        const response = await post(bot, { ...MESSAGE, serviceUrl: url });

        assert.equal(response.status, 200);
      });
    }
  });

  describe('lets through', () => {
    for (const [name, body, type] of [
      ['a message', MESSAGE, 'application/json; charset=utf-8'],
      ['JSON under another name', MESSAGE, 'application/vnd.microsoft.activity+json'],
      ['a type that nobody knows', { type: 'somethingNew' }, 'application/json'],
      ['a type named like a part of the language', { type: '__proto__' }, 'application/json'],
      [
        'a message of just under 256 KiB',
        { ...MESSAGE, text: 'x'.repeat(255 * KIB) },
        'application/json',
      ],
    ] as const) {
      it(name, async () => {
        const headers = { 'content-type': type, authorization: 'Bearer x' };

        const response = await post(bot, JSON.stringify(body), headers);

        assert.equal(response.status, 200);
        assert.equal(await response.text(), '');
        sinon.assert.calledOnceWithExactly(receive, {
          identity: identityOf(undefined),
          activity: body,
        });
      });
    }
  });

  describe('lives through', () => {
    it('an upload that breaks off', async () => {
      await bot.breakOff(
        `${head('POST /api/messages', [...JSON_HEAD, 'content-length: 500'])}{"type":`,
      );

      sinon.assert.notCalled(receive);
    });

    for (const [name, request] of [
      ['an address that is none', 'GET http://a:b:c/'],
      ['an address with half an escape', 'GET /%E0%A4%A'],
      ['an address of two slashes', 'GET //['],
      ['an unknown method', 'BREW /api/messages'],
    ] as const) {
      it(name, async () => {
        const answer = await bot.raw(head(request));

        assert.match(answer, /^HTTP\/1.1 4\d\d /u);
      });
    }

    it('a Host header that is none', async () => {
      const answer = await bot.raw('GET /healthz HTTP/1.1\r\nhost: [\r\nconnection: close\r\n\r\n');

      assert.match(answer, /^HTTP\/1.1 400 /u);
    });

    it('a wish for another protocol', async () => {
      const wish =
        'GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\nupgrade: h2c\r\n\r\n';

      assert.match(await bot.raw(wish), /^HTTP\/1.1 200 /u);
    });
  });
});

const JSON_HEAD = ['content-type: application/json'];

function head(request: string, headers: readonly string[] = []): string {
  return [`${request} HTTP/1.1`, 'host: x', 'connection: close', ...headers, '', ''].join('\r\n');
}

function post(
  bot: Listening,
  body: unknown,
  headers: Readonly<Record<string, string>> = JSON_TYPE,
): Promise<Response> {
  const raw =
    typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
  const init = { method: 'POST', headers, body: raw ? body : JSON.stringify(body), duplex: 'half' };
  return fetch(`${bot.url}/api/messages`, init as RequestInit);
}

function chunks(count: number): ReadableStream {
  return ReadableStream.from(Array.from({ length: count }, () => Buffer.alloc(KIB, 'x')));
}

async function assertProblem(response: Response, status: number): Promise<void> {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const problem = (await response.json()) as Record<string, unknown>;
  assert.equal(problem['status'], status);
  assert.equal(problem['type'], 'about:blank');
  assert.match(String(problem['title']), /\S/u);
  assert.match(String(problem['detail']), /\.$/u);
}
