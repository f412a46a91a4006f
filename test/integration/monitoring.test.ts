// What operators read of the bot: the whole for everybody, parts and figures for who has the key, and nothing well before it was.

import assert from 'node:assert/strict';
import { type Authority, startAuthority } from '../support/authority.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { send } from '../support/sending.ts';

const KEY = 'prometheus-0123456789';

describe('monitoring behind a key', () => {
  let bot: BotUnderTest;

  before(async () => {
    bot = await startBot({ METRICS_KEY: KEY });
  });

  after(() => bot.stop());

  for (const authorization of [undefined, KEY, `Basic ${KEY}`, `Bearer ${KEY}x`, 'Bearer ']) {
    it(`tells no part and no figure to ${authorization ?? 'who shows none'}`, async () => {
      const [ready, metrics] = await both(authorization);

      assert.deepEqual([ready.status, await ready.json()], [200, { status: 'ok' }]);
      assert.equal(metrics.status, 401);
      assert.equal(metrics.headers.get('www-authenticate'), 'Bearer');
      assert.doesNotMatch(await metrics.text(), /lotse_|0123456789/u);
    });
  }

  it('tells everything to who has it', async () => {
    const [ready, metrics] = await both(`bearer ${KEY}`);

    const { parts } = (await ready.json()) as { parts: Record<string, unknown> };
    assert.deepEqual(parts['credentials'], { state: 'off' });
    assert.equal(metrics.status, 200);
    assert.match(await metrics.text(), /^lotse_deliveries/mu);
  });

  it('says that the process lives to everybody', async () => {
    assert.equal((await fetch(`${bot.url()}/healthz`)).status, 200);
  });

  function both(authorization: string | undefined): Promise<[Response, Response]> {
    const headers = authorization === undefined ? {} : { authorization };
    const asked = (path: string): Promise<Response> => fetch(`${bot.url()}${path}`, { headers });
    return Promise.all([asked('/readyz'), asked('/metrics')]);
  }
});

describe('credentials in /readyz', () => {
  let authority: Authority;
  let bot: BotUnderTest;

  before(async () => {
    authority = await startAuthority();
    bot = await startBot({ ...authority.env });
    bot.now = new Date();
  });

  after(async () => {
    await bot.stop();
    await authority.close();
  });

  it('are not proved until the first token came, whatever tenant the person is of', async () => {
    const before = await credentials();

    const token = await authority.token(bot.connector.url);
    const answer = await send(bot, { token, activity: { text: 'hallo' } });

    assert.deepEqual(before, { state: 'unproved', reason: 'not used since the start' });
    assert.equal(answer.status, 200);
    assert.deepEqual(await credentials(), { state: 'ok', provedAt: bot.now.toISOString() });
  });

  async function credentials(): Promise<unknown> {
    const answered = await fetch(`${bot.url()}/readyz`);
    assert.equal(answered.status, 200);
    return ((await answered.json()) as { parts: { credentials: unknown } }).parts.credentials;
  }
});
