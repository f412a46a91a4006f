// The server among clients that are slow, silent, greedy or lying: each ends within bounds, and the others are served.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import sinon from 'sinon';
import { identityOf } from '../../bot/teams/sdk/identity.ts';
import { serverWith } from '../support/server.ts';
import { type Listening, listening } from '../support/http.ts';
import { listOf } from '../support/sending.ts';

const TIMEOUTS = { headers: 200, request: 400, check: 50, keepAlive: 200, silence: 600 };
const JSON_HEAD = 'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
const ALIVE = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';

describe('the server', () => {
  const receive = sinon.fake.resolves({ status: 200 });
  let bot: Listening;
  let port: number;

  beforeEach(async () => {
    const log = { info: sinon.fake(), warn: sinon.fake(), error: sinon.fake() };
    const admit = () => Promise.resolve({ kind: 'in', identity: identityOf(undefined) } as const);
    const deps = { receive, admit, log, timeouts: TIMEOUTS };
    receive.resetHistory();
    bot = await listening(serverWith(deps));
    port = Number(new URL(bot.url).port);
  });

  afterEach(async () => {
    const alive = await fetch(`${bot.url}/healthz`);
    await bot.close();

    assert.equal(alive.status, 200);
    sinon.assert.notCalled(receive);
  });

  describe('ends', () => {
    const cases: Readonly<Record<string, string>> = {
      'a connection that says nothing': '',
      'headers that never end': 'POST /api/messages HTTP/1.1\r\nhost: x\r\n',
      'a body that never comes': `${JSON_HEAD}content-length: 100\r\n\r\n`,
      'a body that is shorter than its length': `${JSON_HEAD}content-length: 100\r\n\r\n{"type":`,
      'chunks without end': `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`,
      'a connection that is kept and not used': ALIVE,
    };

    for (const [name, begin] of Object.entries(cases)) {
      it(name, async () => {
        await ended(dripping(port, begin, ''));
      });
    }

    for (const [name, begin, drop] of [
      ['headers drop by drop', 'GET /healthz HTTP/1.1\r\nhost: x\r\n', 'a: b\r\n'],
      ['a body drop by drop', `${JSON_HEAD}content-length: 10000\r\n\r\n{`, ' '],
      ['chunks drop by drop', `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
    ] as const) {
      it(name, async () => {
        await ended(dripping(port, begin, drop));
      });
    }

    it('200 of them, while others are served', async () => {
      const slow = listOf(200, () => dripping(port, `${JSON_HEAD}content-length: 9\r\n\r\n`, ''));

      const served = await Promise.all(listOf(50, () => fetch(`${bot.url}/healthz`)));
      await Promise.all(slow.map(ended));

      assert.deepEqual([...new Set(served.map(({ status }) => status))], [200]);
    });

    it('a client that asks and asks, and does not read', async () => {
      const socket = connect(port, '127.0.0.1');
      socket.pause();
      const asking = setInterval(() => socket.writable && socket.write(ALIVE.repeat(2_000)), 20);

      await pause(300);
      clearInterval(asking);
      const closed = once(socket, 'close');
      await pause(TIMEOUTS.silence + 400);
      socket.on('error', () => undefined).resume();

      await closed;
    });
  });

  it('answers requests in one packet in their order', async () => {
    const asked = ['/healthz', '/nothing', '/healthz', '/readyz'];
    const requests = asked.map((path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);

    const answers = await bot.raw(requests.join(''));

    const statuses = [...answers.matchAll(/HTTP\/1\.1 (\d+)/gu)].map(([, status]) => status);
    assert.deepEqual(statuses, ['200', '404', '200', '200']);
  });

  describe('refuses', () => {
    const cases: readonly [name: string, request: string, status: number][] = [
      [
        'a length and chunks',
        `${JSON_HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
        400,
      ],
      [
        'chunks and a length',
        `${JSON_HEAD}transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n`,
        400,
      ],
      ['two lengths', `${JSON_HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`, 400],
      ['a negative length', `${JSON_HEAD}content-length: -1\r\n\r\n{}`, 400],
      ['a length with a sign', `${JSON_HEAD}content-length: +2\r\n\r\n{}`, 400],
      [
        'a coding that hides chunks',
        `${JSON_HEAD}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
        400,
      ],
      ['chunks of no size', `${JSON_HEAD}transfer-encoding: chunked\r\n\r\nxyz\r\n{}\r\n`, 400],
      ['a blank before the colon', 'GET /healthz HTTP/1.1\r\nhost : x\r\n\r\n', 400],
      ['a folded header', 'GET /healthz HTTP/1.1\r\nhost: x\r\na: b\r\n c\r\n\r\n', 400],
      ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
      ['bytes of another protocol', '\u0016\u0003\u0001\u0002\u0000\u0001', 400],
      [
        '20 KB of headers',
        `GET /healthz HTTP/1.1\r\nhost: x\r\na: ${'b'.repeat(20_000)}\r\n\r\n`,
        431,
      ],
      [
        '3,000 headers',
        `GET /healthz HTTP/1.1\r\nhost: x\r\n${'abc: d\r\n'.repeat(3_000)}\r\n`,
        431,
      ],
      ['a long address', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
      ['an expectation', `${JSON_HEAD}expect: wonders\r\ncontent-length: 2\r\n\r\n{}`, 417],
      ['TRACE', 'TRACE /api/messages HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 405],
      ['OPTIONS', 'OPTIONS /api/messages HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 405],
      ['HEAD', 'HEAD /api/messages HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 405],
    ];

    for (const [name, request, status] of cases) {
      it(`${name} with ${status}`, async () => {
        const answer = await bot.raw(request);

        assert.equal(/^HTTP\/1\.1 (\d+)/u.exec(answer)?.[1], String(status));
        assertGuarded(answer);
      });
    }
  });

  for (const request of [
    'GET /healthz',
    'GET /nothing',
    'DELETE /api/messages',
    'OPTIONS *',
    'POST /api/messages',
  ]) {
    it(`guards its answer to ${request}`, async () => {
      const answer = await bot.raw(`${request} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);

      assertGuarded(answer);
    });
  }

  it('never says what it was asked', async () => {
    const word = 'XSS-7f3a';
    const requests = [
      `GET /${word}?${word} HTTP/1.1\r\nhost: ${word}\r\nconnection: close\r\n\r\n`,
      `${word} /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      `DELETE /healthz?${word} HTTP/1.1\r\nhost: x\r\nx: ${word}\r\nconnection: close\r\n\r\n`,
      `${JSON_HEAD}content-length: 14\r\nconnection: close\r\n\r\n{"${word}":1}`,
      `${JSON_HEAD}content-length: 19\r\nconnection: close\r\n\r\n{"type":{"${word}":1}}`,
    ];

    const answers = await Promise.all(requests.map((request) => bot.raw(request)));

    assert.doesNotMatch(answers.join(''), /xss-7f3a/iu);
  });
});

/** A client that sends a beginning, and then a drop now and again. */
function dripping(port: number, begin: string, drop: string): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(begin);
  const timer = setInterval(() => socket.writable && drop && socket.write(drop), 30);
  socket.once('close', () => {
    clearInterval(timer);
  });
  return socket;
}

/** Fails by the test's own time limit when the server keeps the connection. */
async function ended(socket: Socket): Promise<void> {
  const limit = setTimeout(() => socket.destroy(new Error('still open')), 5_000);
  const answer = text(socket).catch((error: unknown) => String(error));
  await once(socket, 'close');
  clearTimeout(limit);
  assert.doesNotMatch(await answer, /still open/u);
}

function assertGuarded(answer: string): void {
  assert.match(answer, /^x-content-type-options: nosniff\r$/imu);
  assert.match(
    answer,
    /^content-security-policy: default-src 'none'; frame-ancestors 'none'\r$/imu,
  );
  assert.match(answer, /^x-frame-options: DENY\r$/imu);
  assert.match(answer, /^cache-control: no-store\r$/imu);
  assert.doesNotMatch(answer, /^(?:server|x-powered-by):|restify|node_modules|\.ts:|\n {4}at /imu);
}
