// Who may call the event API, for whom, how often, and what became of what she sent.

import assert from 'node:assert/strict';
import sinon from 'sinon';
import { createHttpServer } from '../../bot/http/server.ts';
import { createLog } from '../../bot/monitoring/log.ts';
import {
  BATCH,
  type EventApi,
  type EventApiOptions,
  openEventApi,
  OTHER_SECRET,
  SECRET,
} from '../support/event-api.ts';
import { sampleEvent, TENANT } from '../support/event-samples.ts';
import { listening } from '../support/http.ts';

describe('the event API', () => {
  let api: EventApi | undefined;

  afterEach(async () => {
    await api?.close();
    api = undefined;
  });

  async function open(options?: EventApiOptions): Promise<EventApi> {
    api = await openEventApi(options);
    return api;
  }

  it('tells what became of an event, whatever its source and id are', async () => {
    const [source, id] = [`https://contoso.com/a?b=c#${'d'.repeat(200)}`, 'e/1 %20ü'];
    const stored = { id, source, type: 't', subject: 'user/u', receivedAt: '', deliveries: [] };
    const { intake, call } = await open();
    intake.find.withArgs(source, id).resolves(stored);

    const path = `${encodeURIComponent(source)}/${encodeURIComponent(id)}`;
    const response = await call('GET', `/api/events/${path}`);

    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), stored);
  });

  for (const path of ['a/b', 'a', 'a/b/c', '%zz/b', '/b']) {
    it(`finds nothing at /api/events/${path}`, async () => {
      const { call } = await open();

      const response = await call('GET', `/api/events/${path}`);

      assert.equal(response.status, 404);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
    });
  }

  for (const authorization of [`Bearer ${OTHER_SECRET}`, `bearer  ${SECRET}`]) {
    it(`lets in "${authorization}"`, async () => {
      const { post } = await open();

      assert.equal((await post(sampleEvent(), { authorization })).status, 202);
    });
  }

  for (const authorization of ['', 'Bearer', `Bearer ${SECRET}x`, `Basic ${SECRET}`, SECRET]) {
    it(`answers 401 to "${authorization}"`, async () => {
      const { post, intake } = await open();

      const response = await post(sampleEvent(), { authorization });

      assert.equal(response.status, 401);
      assert.equal(response.headers.get('www-authenticate'), 'Bearer');
      assert.equal(intake.accept.callCount, 0);
    });
  }

  it('asks for a key everywhere, if there are any', async () => {
    const { call } = await open({ anonymous: true });

    for (const [method, path] of [
      ['POST', '/api/events'],
      ['GET', '/api/events/a/b'],
      ['GET', '/api/deliveries'],
      ['POST', '/api/deliveries/d-1/replay'],
    ] as const) {
      assert.equal((await call(method, path, { authorization: '' })).status, 401, path);
    }
  });

  it('needs no key on this machine while the bot is anonymous and has none', async () => {
    const { post } = await open({ keys: [], anonymous: true });

    assert.equal((await post(sampleEvent(), { authorization: '' })).status, 202);
  });

  it('is closed without keys when the bot has credentials', async () => {
    const { post } = await open({ keys: [] });

    assert.equal((await post(sampleEvent())).status, 503);
  });

  for (const header of [
    'host: contoso.com',
    'host: 127.0.0.1\r\nx-forwarded-for: 203.0.113.7',
    'host: localhost\r\norigin: https://contoso.com',
    'host: localhost\r\norigin: null',
  ]) {
    it(`is closed without keys to ${JSON.stringify(header)}`, async () => {
      const opened = await open({ keys: [], anonymous: true });

      const request = `GET /api/deliveries HTTP/1.1\r\n${header}\r\nconnection: close\r\n\r\n`;

      assert.match(await opened.raw(request), /^HTTP\/1\.1 503 /u);
    });
  }

  it('refuses a tenant that is not let in', async () => {
    const { post } = await open({ allowedTenants: [TENANT] });

    const known = await post(sampleEvent({ subject: `tenant/${TENANT.toUpperCase()}` }));
    const unknown = await post(sampleEvent({ subject: 'tenant/another' }));

    assert.equal(known.status, 202);
    assert.equal(unknown.status, 400);
    assert.match(await unknown.text(), /"pointer":"\/subject".*ALLOWED_TENANTS/u);
  });

  it('holds back the key that brings too much, and no other', async () => {
    const opened = await open();
    const { post } = opened;
    const ids = Array.from({ length: 1_000 }, (_, id) => String(id));
    await post(
      ids.map((id) => sampleEvent({ id })),
      { 'content-type': BATCH },
    );

    const held = await post(sampleEvent());
    const other = await post(sampleEvent(), { authorization: `Bearer ${OTHER_SECRET}` });
    opened.now = new Date(opened.now.getTime() + Number(held.headers.get('retry-after')) * 1000);
    const later = await post(sampleEvent());

    assert.equal(held.headers.get('retry-after'), '41');
    assert.deepEqual([held.status, other.status, later.status], [429, 202, 202]);
  });

  it('answers 500 when it cannot store, and tells nobody’s data', async () => {
    const opened = await open();
    const fault = Object.assign(new Error('ada@contoso.com'), { code: 'SQLITE_FULL' });
    opened.intake.accept = sinon.fake.rejects(fault);

    const response = await opened.post(sampleEvent());

    assert.equal(response.status, 500);
    assert.match(opened.logged.join(''), /"code":"SQLITE_FULL","event":"event-api-failed"/u);
    assert.doesNotMatch(opened.logged.join('') + (await response.text()), /contoso/u);
  });

  it('is not there until it is wired', async () => {
    const log = createLog('silent');
    const bare = await listening(createHttpServer({ routes: [], log }));

    const paths = ['/api/events', '/api/events/a/b', '/api/deliveries', '/metrics'];
    const answers = await Promise.all(paths.map((path) => fetch(bare.url + path)));
    await bare.close();

    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [404]);
  });
});
