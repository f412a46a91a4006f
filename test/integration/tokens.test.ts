// The Bot Framework's token, from outside: the good one is heard, and no forgery does anything at all.

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { type Authority, PASSWORD, startAuthority } from '../support/authority.ts';
import { FORGERIES } from '../fixtures/forgeries.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { listOf, send } from '../support/sending.ts';

const HOUR = 3600;

describe('a token', () => {
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

  for (const [name, forge] of Object.entries(FORGERIES)) {
    it(`does nothing when it is forged: ${name}`, async () => {
      const { url } = bot.connector;
      const before = contentsOf(bot);

      const answer = await send(bot, await forge(authority, url));

      assert.ok([401, 403].includes(answer.status), String(answer.status));
      assert.equal(
        answer.headers['www-authenticate'],
        answer.status === 401 ? 'Bearer' : undefined,
      );
      assert.match(answer.body, /"type":"about:blank"/u);
      assert.deepEqual(contentsOf(bot), before);
      assert.equal(bot.connector.received.length, 0);
      assert.equal(authority.given.length, 0);
    });
  }

  it('is heard when it is good, and the reply carries the bot’s own', async () => {
    const token = await authority.token(bot.connector.url);

    const answer = await send(bot, { token, activity: { text: 'hallo' } });

    const [reply] = bot.connector.received;
    const [given] = authority.given;
    assert.equal(answer.status, 200);
    assert.ok(reply?.activity.attachments?.length);
    assert.equal(reply.authorization, `Bearer ${given?.token ?? ''}`);
    assert.deepEqual(
      ['grant_type', 'client_id', 'client_secret', 'scope'].map((name) => given?.form.get(name)),
      ['client_credentials', authority.appId, PASSWORD, `${authority.issuer}/.default`],
    );
  });

  it('serves for one connector only, also when it is known already', async () => {
    const token = await authority.token(bot.connector.url);
    await send(bot, { token });
    const before = contentsOf(bot);

    const other = await send(bot, { token, activity: { serviceUrl: 'http://127.0.0.1:9/' } });
    const elsewhere = await send(bot, { token, activity: { channelId: 'webchat' } });

    assert.deepEqual([other.status, elsewhere.status], [403, 403]);
    assert.deepEqual(contentsOf(bot), before);
  });

  it('ends, also when it is known already', async () => {
    const token = await authority.token(bot.connector.url);
    const now = bot.now;
    const good = await send(bot, { token });
    bot.now = new Date(now.getTime() + 2 * HOUR * 1000);

    const late = await send(bot, { token });
    bot.now = now;

    assert.deepEqual([good.status, late.status], [200, 401]);
  });

  it('costs the authority one request, however many come', async () => {
    const token = await authority.token(bot.connector.url);
    const unknown = await authority.token(bot.connector.url, { signer: authority.stranger });

    await Promise.all(listOf(20, () => send(bot, { token: unknown })));
    await Promise.all(listOf(20, () => send(bot, { token })));

    // The SDK may have asked once for itself.
    assert.ok(authority.asked <= 2, String(authority.asked));
  });

  it('leaves no claim, no key and no secret in the log', () => {
    const logged = bot.logged.join('\n');

    assert.match(logged, /"code":"issuer","event":"token-refused"/u);
    assert.doesNotMatch(logged, /eyJ|evil|given\.|never-to-be/u);
    assert.ok(!logged.includes(authority.appId));
  });
});

/** How many rows every table has. */
function contentsOf({ database: file }: BotUnderTest): Readonly<Record<string, unknown>> {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
  const counts = tables.map(({ name }) => [
    String(name),
    database.prepare(`select count(*) as rows from "${String(name)}"`).get()?.['rows'],
  ]);
  database.close();
  return Object.fromEntries(counts) as Readonly<Record<string, unknown>>;
}
