// The doctor at Partner Center: whether its credentials are let in, and where its webhooks go.

import assert from 'node:assert/strict';
import { freshDatabase, onEachEngine, openFor } from '../support/database.ts';
import { findings } from '../support/doctor-world.ts';
import {
  CLIENT_SECRET,
  type FakePartnerCenter,
  FIRST_TOKEN,
  startPartnerCenter,
  variablesFor,
} from '../support/partner-center-server.ts';

const ROUTE = '/api/webhooks/partner-center';

onEachEngine('the doctor at Partner Center', () => {
  let fake: FakePartnerCenter;
  let DATABASE_URL: string;

  beforeEach(async () => {
    fake = await startPartnerCenter();
    const fresh = await freshDatabase();
    await openFor(fresh.url);
    DATABASE_URL = fresh.variable;
  });

  afterEach(() => fake.close());

  async function look(env: Record<string, string> = {}) {
    const all = await findings({ DATABASE_URL, ...variablesFor(fake), ...env });
    assert.doesNotMatch(JSON.stringify(all), new RegExp(`${CLIENT_SECRET}|${FIRST_TOKEN}`, 'u'));
    const found = (id: string) => all.find((one) => one.id === `partnerCenter.${id}`);
    return {
      access: found('access'),
      signIn: found('signIn'),
      webhook: found('webhook'),
      secret: found('secret'),
    };
  }

  it('finds nothing where everything is in order', async () => {
    const WebhookUrl = `https://bot.example${ROUTE}`;
    fake.world.registration = { WebhookUrl, WebhookEvents: ['test-created'] };

    const found = await look({ PARTNER_CENTER_CLIENT_SECRET_EXPIRES: '2199-05-31' });

    const states = Object.values(found).map((one) => one?.state);
    assert.deepEqual(states, ['ok', 'ok', 'ok', 'ok']);
  });

  it('says that nothing is registered, and that a secret’s date is not known', async () => {
    const { webhook, secret } = await look();

    assert.deepEqual([webhook?.state, secret?.state], ['warning', 'off']);
    assert.match(webhook?.mend ?? '', /npm run partner-center -- register/u);
    assert.match(secret?.mend ?? '', /PARTNER_CENTER_CLIENT_SECRET_EXPIRES/u);
  });

  for (const [title, WebhookUrl, what] of [
    [
      'to another host',
      `https://old.example${ROUTE}?code=key`,
      /old\.example.*not to https:\/\/bot/u,
    ],
    ['to another route', 'https://bot.example/hook?code=key', /not Lotse’s route/u],
  ] as const) {
    it(`says that webhooks go ${title}`, async () => {
      fake.world.registration = { WebhookUrl, WebhookEvents: ['test-created'] };

      const { webhook } = await look();

      assert.equal(webhook?.state, 'fault');
      assert.match(webhook.what, what);
      assert.doesNotMatch(webhook.what, /code=key/u);
    });
  }

  for (const code of [1002, 900_308, 900_329]) {
    it(`says what ${code} means`, async () => {
      fake.world.denied.set('/v1/', [403, code]);

      const { access, webhook } = await look();

      assert.deepEqual([access?.state, webhook], ['fault', undefined]);
      assert.match(
        access?.what ?? '',
        new RegExp(`Not available for this tenant \\(${code}\\)`, 'u'),
      );
      assert.match(access?.mend ?? '', /Admin agent: Partner Center > Account settings/u);
    });
  }

  it('says that the refresh token is refused', async () => {
    fake.world.refreshTokens.clear();

    const { access, signIn } = await look();

    assert.deepEqual([access?.state, signIn?.state], ['ok', 'fault']);
    assert.match(signIn?.mend ?? '', /new PARTNER_CENTER_REFRESH_TOKEN/u);
  });

  it('asks nothing before the database is ready', async () => {
    const { variable } = await freshDatabase({ bare: true });

    const { access } = await look({ DATABASE_URL: variable });

    assert.equal(access?.state, 'off');
    assert.deepEqual(fake.heard, []);
  });

  it('says that the part is off', async () => {
    const all = await findings({ DATABASE_URL });

    const access = all.find(({ id }) => id === 'partnerCenter.access');
    assert.equal(access?.state, 'off');
  });
});
