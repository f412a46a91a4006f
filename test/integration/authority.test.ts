// The channel's keys when the authority is down, silent or changes them: bounded waiting, no loss of what is known.

import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { createSigningKeys, type SigningKeys } from '../../bot/teams/admission/signing-keys.ts';
import { type Authority, startAuthority } from '../support/authority.ts';
import { type BotUnderTest, startBot } from '../support/bot.ts';
import { listOf, send } from '../support/sending.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the signing keys', () => {
  let authority: Authority;
  let now: number;
  let keys: SigningKeys;

  beforeEach(async () => {
    authority = await startAuthority();
    now = Date.now();
    keys = createSigningKeys({
      metadataUrl: authority.env['ToBotFromChannelOpenIdMetadataUrl'] ?? '',
      now: () => new Date(now),
      timeoutMs: 100,
    });
  });

  afterEach(() => authority.close());

  for (const mood of ['down', 'silent', 'babbling'] as const) {
    it(`are unavailable while the authority is ${mood}, and come back`, async () => {
      authority.mood = mood;
      const before = performance.now();

      const first = await Promise.all(listOf(50, () => keys.find(authority.teams.kid)));
      const asked = authority.asked;
      await keys.find(authority.teams.kid);
      authority.mood = 'well';
      now += 3_000;
      const second = await keys.find(authority.teams.kid);

      assert.deepEqual([...new Set(first)], ['unavailable']);
      assert.deepEqual([asked, authority.asked], [1, 2]);
      assert.ok(typeof second === 'object');
      assert.ok(performance.now() - before < 2_000);
    });
  }

  it('are kept for a day, and three days while the authority is down', async () => {
    const { kid } = authority.teams;
    const first = await keys.find(kid);
    now += 23 * HOUR;
    const same = await keys.find(kid);
    authority.mood = 'down';
    now += 40 * HOUR;
    const old = await keys.find(kid);
    now += 10 * HOUR;
    const tooOld = await keys.find(kid);

    assert.ok(typeof first === 'object');
    assert.equal(same, first);
    assert.equal(old, first);
    assert.equal(tooOld, 'unavailable');
  });

  it('are asked for again when one is not known, once a minute', async () => {
    await keys.find(authority.teams.kid);
    authority.rename('new');

    const early = await keys.find('new');
    now += MINUTE;
    const found = await keys.find('new');
    const others = await Promise.all(listOf(50, (index) => keys.find(`made-up-${index}`)));

    assert.equal(early, undefined);
    assert.ok(typeof found === 'object');
    assert.deepEqual([...new Set(others)], [undefined]);
    assert.equal(authority.asked, 2);
  });

  it('withdraw one that is not published any more', async () => {
    const { kid } = authority.teams;
    await keys.find(kid);
    authority.rename('new');
    now += MINUTE;
    await keys.find('new');

    assert.equal(await keys.find(kid), undefined);
  });
});

describe('a bot whose authority is down', () => {
  let authority: Authority;
  let bot: BotUnderTest;

  beforeEach(async () => {
    authority = await startAuthority();
    authority.mood = 'down';
    bot = await startBot({ ...authority.env });
    bot.now = new Date();
  });

  afterEach(async () => {
    await bot.stop();
    await authority.close();
  });

  it('asks the channel to come again, and does what it brings then', async () => {
    const token = await authority.token(bot.connector.url);

    const early = await send(bot, { token });
    authority.mood = 'well';
    bot.now = new Date(bot.now.getTime() + 5_000);
    const later = await send(bot, { token });

    assert.deepEqual([early.status, later.status], [503, 200]);
    assert.equal(early.headers['retry-after'], '5');
    assert.match(bot.logged.join('\n'), /"code":"keys-unavailable","event":"token-refused"/u);
    assert.equal(bot.connector.received.length, 1);
  });

  it('still refuses at once what it need not ask for', async () => {
    const token = await authority.token(bot.connector.url, { claims: { aud: 'x' } });

    const answer = await send(bot, { token });

    assert.deepEqual([answer.status, authority.asked], [401, 0]);
  });
});
