// The doctor against a world over real HTTP: each fault with its mend.

import assert from 'node:assert/strict';
import { isWell } from '../../bot/doctor/words.ts';
import type { Answered } from '../support/json-server.ts';
import {
  type DoctorWorld,
  findings,
  SECRET,
  startDoctorWorld,
  TENANT,
} from '../support/doctor-world.ts';

describe('the doctor', () => {
  let world: DoctorWorld;

  beforeEach(async () => {
    world = await startDoctorWorld();
  });

  afterEach(() => world.close());

  async function findingOf(id: string, env: Record<string, string> = {}) {
    const all = await findings({ DATABASE_URL: 'file:./none.db', ...world.env, ...env });
    return { well: isWell(all), finding: all.find((one) => one.id === id), all };
  }

  for (const [code, what, mend] of [
    [
      7_000_215,
      /the secret is wrong \(AADSTS7000215\)/u,
      /Certificates & secrets > New client secret; put its Value, not its Secret ID/u,
    ],
    [
      7_000_222,
      /the secret has expired \(AADSTS7000222\)/u,
      /New client secret; put its Value into MicrosoftAppPassword/u,
    ],
    [
      700_016,
      /not known in this tenant \(AADSTS700016\)/u,
      /Compare MicrosoftAppId and the tenant/u,
    ],
    [90_002, /no such tenant/u, /Directory \(tenant\) ID/u],
    [123_456, /refused \(AADSTS123456\)/u, /login\.microsoftonline\.com\/error\?code=123456/u],
  ] as const) {
    it(`says what AADSTS${code} means`, async () => {
      world.refusal = code;

      const { well, finding, all } = await findingOf('app.token');

      assert.deepEqual([well, finding?.state], [false, 'fault']);
      assert.match(finding?.what ?? '', what);
      assert.match(finding?.mend ?? '', mend);
      assert.doesNotMatch(JSON.stringify(all), /Contoso/u);
    });
  }

  it('says that the token is of another tenant', async () => {
    world.tid = '00000000-0000-4000-8000-0000000000bb';

    const { finding } = await findingOf('app.tenant');

    assert.equal(finding?.state, 'fault');
    assert.match(finding.mend ?? '', /App Tenant ID/u);
  });

  it('does not know the secret’s end where it may not ask, and takes the operator’s word', async () => {
    world.roles = [];

    const unknown = await findingOf('app.secret');
    const told = await findingOf('app.secret', { MICROSOFT_APP_PASSWORD_EXPIRES: '2199-05-31' });

    assert.deepEqual([unknown.well, unknown.finding?.state], [true, 'off']);
    assert.match(unknown.finding?.what ?? '', /not known: the app may not read/u);
    assert.match(
      unknown.finding?.mend ?? '',
      /MICROSOFT_APP_PASSWORD_EXPIRES.*Application\.Read\.All/u,
    );
    assert.match(
      told.finding?.what ?? '',
      /as MICROSOFT_APP_PASSWORD_EXPIRES says, ends on 2199-05-31/u,
    );
  });

  it('warns of a secret that ends soon, and names one that has ended', async () => {
    const hint = SECRET.slice(0, 3);
    world.credentials = [
      { hint, endDateTime: new Date(Date.now() + 12.04 * 86_400_000).toISOString() },
      { hint: 'xyz', endDateTime: '2020-01-01T00:00:00Z' },
    ];

    const soon = await findingOf('app.secret');
    world.credentials = [{ hint, endDateTime: '2020-01-01T00:00:00Z' }];
    const over = await findingOf('app.secret');

    assert.deepEqual([soon.well, soon.finding?.state], [true, 'warning']);
    assert.match(soon.finding?.what ?? '', /in 12 days/u);
    assert.deepEqual([over.well, over.finding?.state], [false, 'fault']);
    assert.match(over.finding?.what ?? '', /ended on 2020-01-01/u);
  });

  for (const [title, answered, what] of [
    ['cannot be fetched', { status: 503, body: {} }, /\(503\)/u],
    ['are no JSON', { html: '<html>proxy</html>' }, /\(unreadable\)/u],
    [
      'are for other channels',
      { body: { keys: [{ kty: 'RSA', endorsements: ['webchat'] }] } },
      /no key for Teams/u,
    ],
  ] as readonly (readonly [string, Answered, RegExp])[]) {
    it(`says that the channel's keys ${title}`, async () => {
      world.instead.set('/keys', answered);

      const { well, finding } = await findingOf('channel.keys');

      assert.deepEqual([well, finding?.state], [false, 'fault']);
      assert.match(finding?.what ?? '', what);
    });
  }

  it('compares the clock with the authority’s', async () => {
    const path = `/${TENANT}/v2.0/.well-known/openid-configuration`;
    const off = (seconds: number): Answered => ({
      body: {},
      headers: { date: new Date(Date.now() + seconds * 1000).toUTCString() },
    });

    world.instead.set(path, off(90));
    const slow = await findingOf('clock');
    world.instead.set(path, off(-3600));
    const fast = await findingOf('clock');

    assert.deepEqual([slow.well, slow.finding?.state], [true, 'warning']);
    assert.match(JSON.stringify(slow.finding), /clock is (?:8\d|9[01]) s behind\./u);
    assert.match(JSON.stringify(fast.finding), /ahead\. Tokens are refused.*timedatectl/u);
  });

  it('says that nobody answers, and goes on with the rest', async () => {
    const env = { ToChannelFromBotLoginUrl: 'http://127.0.0.1:9/tenant' };

    const { well, finding, all } = await findingOf('app.token', env);

    assert.deepEqual([well, finding?.state], [false, 'fault']);
    assert.match(finding?.mend ?? '', /127\.0\.0\.1:9 can be reached/u);
    assert.equal(all.find(({ id }) => id === 'channel.keys')?.state, 'ok');
  });

  it('sends the secret to nobody but the authority, and tells it to nobody', async () => {
    world.roles = [];

    const { all } = await findingOf('app.token');

    assert.doesNotMatch(JSON.stringify(all), new RegExp(`${SECRET}|signature|Bearer`, 'u'));
    const told = world.calls.filter(({ body }) => body.includes('client_secret'));
    assert.ok(told.length > 0);
    assert.ok(told.every(({ path }) => path.endsWith('/oauth2/v2.0/token')));
  });

  it('waits no longer than it is told, and goes on with the rest', async () => {
    world.instead.set('/openid', { stall: true });

    const all = await findings({ DATABASE_URL: 'file:./none.db', ...world.env }, 2_000);

    assert.match(all.find(({ id }) => id === 'channel')?.what ?? '', /within 2 seconds/u);
    assert.equal(all.find(({ id }) => id === 'app.token')?.state, 'ok');
  });

  it('warns of a key that is easy to guess, without showing it', async () => {
    const { well, finding } = await findingOf('events.keys', {
      EVENT_KEYS: 'crm:aaaaaaaabbbbbbbb',
    });

    assert.deepEqual([well, finding?.state], [true, 'warning']);
    assert.match(finding?.what ?? '', /^The key "crm" is easy to guess\.$/u);
    assert.match(finding?.mend ?? '', /openssl rand/u);
  });
});
