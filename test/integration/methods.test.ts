// The methods that every address has beside its own: HEAD where there is GET, and a word on the others.

import assert from 'node:assert/strict';
import type { Server } from 'restify';
import sinon from 'sinon';
import { createApp, type App } from '../../bot/app.ts';
import { readConfig } from '../../bot/config/config.ts';
import { createAnswering } from '../../bot/features/turns/answering.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { SECRET } from '../support/event-api.ts';
import { listening, type Listening } from '../support/http.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const EVERYTHING = {
  EVENT_KEYS: `ci:${SECRET}`,
  MicrosoftAppId: ID,
  MicrosoftAppPassword: 'secret-of-the-bot',
  MicrosoftAppTenantId: ID,
  MicrosoftAppType: 'SingleTenant',
  GRAPH_CLIENT_ID: ID,
  GRAPH_CLIENT_SECRET: 'secret-of-the-mailbox',
  GRAPH_NOTIFICATION_URL: 'https://bot.contoso.com',
  PARTNER_CENTER_CLIENT_ID: ID,
  PARTNER_CENTER_CLIENT_SECRET: 'secret-of-the-provider',
  PARTNER_CENTER_REFRESH_TOKEN: 'refresh',
  PARTNER_CENTER_TENANT_ID: ID,
};

describe('the methods', () => {
  const log = { info: sinon.fake(), warn: sinon.fake(), error: sinon.fake() };
  let database: FreshDatabase;
  let app: App;
  let bot: Listening;

  before(async () => {
    database = await freshDatabase();
    const config = readConfig({ ...EVERYTHING, DATABASE_URL: database.variable });
    const runtime = { now: () => new Date(), random: Math.random, log };
    app = await createApp(config, runtime, createAnswering());
    bot = await listening(app.server);
  });

  after(async () => {
    await bot.close();
    await app.close();
    await database.drop();
  });

  it('of every address with GET are also HEAD, with the same answer but its body', async () => {
    const paths = pathsOf(app.server, 'GET');

    for (const path of paths) {
      for (const authorization of [`Bearer ${SECRET}`, '']) {
        const headers = { authorization };
        const get = await fetch(bot.url + path, { headers });
        const body = await get.arrayBuffer();
        const head = await fetch(bot.url + path, { method: 'HEAD', headers });

        assert.equal(head.status, get.status, path);
        assert.equal(head.headers.get('content-type'), get.headers.get('content-type'), path);
        assert.equal(get.headers.get('content-length'), String(body.byteLength), path);
        assert.match(head.headers.get('content-length') ?? '', /^\d+$/u, path);
        assert.equal((await head.arrayBuffer()).byteLength, 0, path);
      }
    }
    assert.ok(paths.length >= 5, String(paths.length));
  });

  it('that an address does not have are refused with those that it has', async () => {
    for (const [method, path] of routesOf(app.server)) {
      const wrong = await fetch(bot.url + path, { method: 'DELETE' });
      const allowed = wrong.headers.get('allow')?.split(', ') ?? [];

      assert.equal(wrong.status, 405, path);
      assert.ok(allowed.includes(method), `${method} ${path}: ${allowed.join()}`);
      assert.equal(allowed.includes('HEAD'), allowed.includes('GET'), path);
    }
  });

  it('are OPTIONS for the way in for events alone', async () => {
    for (const path of new Set(routesOf(app.server).map(([, path]) => path))) {
      const { status, headers } = await fetch(bot.url + path, { method: 'OPTIONS' });

      assert.equal(status, path === '/api/events' ? 401 : 405, path);
      assert.equal(headers.has('webhook-allowed-origin'), false, path);
    }
  });

  for (const path of ['/nothing', '/api/messages/', '/api/events/a/b/c']) {
    it(`are none at ${path}, for HEAD as for GET`, async () => {
      const headers = { authorization: `Bearer ${SECRET}` };

      const { status } = await fetch(bot.url + path, { method: 'HEAD', headers });

      assert.equal(status, 404);
    });
  }

  it('leave the connection in order after HEAD', async () => {
    const head = 'HEAD /healthz HTTP/1.1\r\nhost: x\r\n\r\n';
    const get = 'GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';

    const answers = await bot.raw(head + get);

    assert.equal(answers.match(/HTTP\/1\.1 200 OK/gu)?.length, 2);
    assert.equal(answers.match(/"status":"ok"/gu)?.length, 1);
  });
});

/** Each address as somebody could call it. */
function routesOf(server: Server): readonly (readonly [string, string])[] {
  const router = server.router as unknown as {
    getRoutes(): Record<string, { method: string; path: string }>;
  };
  return Object.values(router.getRoutes()).map(({ method, path }) => [
    method,
    path.replace('*', 'a/b').replace(/:\w+/gu, 'x'),
  ]);
}

function pathsOf(server: Server, method: string): readonly string[] {
  return routesOf(server)
    .filter(([one]) => one === method)
    .map(([, path]) => path);
}
