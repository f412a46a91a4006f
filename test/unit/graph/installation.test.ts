import assert from 'node:assert/strict';
import { createAppTokens, tokenUrl } from '../../../services/http/app-tokens.ts';
import { createGraph } from '../../../services/graph/graph-client.ts';
import { createGraphInstaller } from '../../../services/graph/graph-installation.ts';
import type { Installer } from '../../../services/graph/installation.ts';
import { graphError, startGraphServer, type GraphServer } from '../../support/graph-server.ts';
import { startServer, type Answered, type JsonServer } from '../../support/json-server.ts';

const ANNA = 'anna@seewind.de';
const INSTALLED = `/users/${ANNA}/teamwork/installedApps`;

describe('installing the bot for others', () => {
  let graph: GraphServer;
  let authority: JsonServer;
  let granting: Answered;
  let installer: Installer;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-11-23T09:00:00.000Z');
    granting = { body: { token_type: 'Bearer', expires_in: 3599, access_token: 'app-token' } };
    graph = await startGraphServer({ tenantId: 'tenant-1', personId: 'ada' });
    authority = await startServer(() => granting);
    graph.routes.set('GET /appCatalogs/teamsApps', () => ({ body: { value: [{ id: 'app-1' }] } }));
    graph.routes.set(`POST ${INSTALLED}`, () => ({ status: 201 }));
    graph.routes.set(`GET ${INSTALLED}`, () => ({ body: { value: [{ id: 'installed-1' }] } }));
    graph.routes.set(`GET ${INSTALLED}/installed-1/chat`, () => ({ body: { id: 'chat-1' } }));
    const app = {
      clientId: 'client-1',
      credential: { kind: 'secret', secret: 'secret-1' },
    } as const;
    installer = createGraphInstaller({
      graph: createGraph({ baseUrl: graph.url }),
      tokens: createAppTokens({
        ...{ app, audience: 'https://graph.microsoft.com', now: () => now },
        urlOf: (tenantId) => tokenUrl(authority.url, tenantId),
      }),
      manifestId: 'manifest-1',
    });
  });

  afterEach(() => Promise.all([graph.close(), authority.close()]));

  it('finds the app in the catalog, installs it, and tells the chat', async () => {
    const installed = await installer.installFor('tenant-1', [ANNA]);

    const [asked] = authority.calls;
    const posted = graph.calls.find(({ method }) => method === 'POST');
    assert.deepEqual(installed, {
      kind: 'done',
      installations: [{ person: ANNA, outcome: 'installed', code: '', chatId: 'chat-1' }],
    });
    assert.equal(asked?.path, '/tenant-1/oauth2/v2.0/token');
    assert.match(asked.body, /scope=https%3A%2F%2Fgraph\.microsoft\.com%2F\.default/u);
    assert.equal(graph.calls[0]?.query.get('$filter'), "externalId eq 'manifest-1'");
    assert.equal(posted?.authorization, 'Bearer app-token');
    assert.deepEqual(JSON.parse(posted.body), {
      'teamsApp@odata.bind': 'https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/app-1',
    });
  });

  const REFUSALS = [
    [graphError(409, 'Conflict'), 'already', ''],
    [graphError(404, 'NotFound'), 'unknownPerson', 'NotFound'],
    [graphError(403, 'Forbidden'), 'notPermitted', 'Forbidden'],
    [graphError(400, 'BadRequest'), 'failed', 'BadRequest'],
    [graphError(503, 'ServiceUnavailable'), 'failed', 'ServiceUnavailable'],
  ] as const;

  for (const [answer, outcome, code] of REFUSALS) {
    it(`calls ${String(answer.status)} "${outcome}" and goes on with the next person`, async () => {
      graph.instead.set(`POST ${INSTALLED}`, answer);

      const installed = await installer.installFor('tenant-1', [ANNA, 'nobody@seewind.de']);

      assert.ok(installed.kind === 'done');
      assert.equal(installed.installations.length, 2);
      assert.equal(installed.installations[0]?.outcome, outcome);
      assert.equal(installed.installations[0].code, code);
    });
  }

  it('waits when it is told to, and then installs', async () => {
    const throttled = { ...graphError(429, 'TooManyRequests'), headers: { 'Retry-After': '0' } };
    graph.instead.set(`POST ${INSTALLED}`, [throttled]);

    const installed = await installer.installFor('tenant-1', [ANNA]);

    assert.ok(installed.kind === 'done');
    assert.equal(installed.installations[0]?.outcome, 'installed');
  });

  it('serves nobody when the app is not in the catalog, or may not be looked up', async () => {
    graph.instead.set('GET /appCatalogs/teamsApps', [
      { body: { value: [] } },
      graphError(403, 'Forbidden'),
    ]);

    const missing = await installer.installFor('tenant-1', [ANNA]);
    const refused = await installer.installFor('tenant-1', [ANNA]);

    assert.deepEqual(missing, { kind: 'noApp', code: '' });
    assert.deepEqual(refused, { kind: 'notPermitted', code: 'Forbidden' });
    assert.ok(graph.calls.every(({ method }) => method === 'GET'));
  });

  it('asks for a token once, and again shortly before it expires', async () => {
    await installer.installFor('tenant-1', []);
    await installer.installFor('tenant-1', []);
    now = new Date('2026-11-23T09:59:30.000Z');
    await installer.installFor('tenant-1', []);

    assert.equal(authority.calls.length, 2);
  });

  for (const [what, answer, code] of [
    [
      'an expired secret',
      { status: 401, body: { error: 'invalid_client', error_codes: [7000222] } },
      'invalid_client (7000222)',
    ],
    ['HTML', { html: '<html/>' }, 'no answer'],
    ['no token', { body: { expires_in: 1 } }, 'no answer'],
  ] as const) {
    it(`asks Graph nothing when it gets ${what} for a token`, async () => {
      granting = answer;

      const installed = await installer.installFor('tenant-1', [ANNA]);

      assert.deepEqual(installed, { kind: 'noToken', code });
      assert.deepEqual(graph.calls, []);
    });
  }
});
