// The Bot Framework's token, from outside: the good one is heard, and no forgery does anything at all.

import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { exportSPKI } from 'jose';
import { type Authority, PASSWORD, startAuthority } from '../support/authority.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { listOf, send, type Sending } from '../support/sending.ts';

const HOUR = 3600;
const seconds = (): number => Math.floor(Date.now() / 1000);
const BEARER = 'Bearer ';

/** What a forger sends. In: the authority she imitates, and the connector's address. */
type Forgery = (authority: Authority, serviceUrl: string) => Promise<Sending> | Sending;

const claiming =
  (claims: Readonly<Record<string, unknown>>): Forgery =>
  async (authority, url) => ({ token: await authority.token(url, { claims }) });

const FORGERIES: Readonly<Record<string, Forgery>> = {
  'no header': () => ({}),
  'an empty header': () => ({ headers: { authorization: '' } }),
  'the scheme Basic': async (authority, url) => ({
    headers: { authorization: `Basic ${await authority.token(url)}` },
  }),
  'a token without scheme': async (authority, url) => ({
    headers: { authorization: await authority.token(url) },
  }),
  garbage: () => ({ token: 'garbage' }),
  'garbage in three parts': () => ({ token: 'a.b.c' }),
  'a token of 100 parts': () => ({ token: 'a.'.repeat(100) }),
  'a good token with words behind it': async (authority, url) => ({
    token: `${await authority.token(url)} x`,
  }),
  'the algorithm none': async (authority, url) => ({
    token: `${reheaded(await authority.token(url), { alg: 'none', kid: authority.teams.kid })}.`,
  }),
  'the algorithm none with the old signature': async (authority, url) => {
    const good = await authority.token(url);
    const head = reheaded(good, { alg: 'none', kid: authority.teams.kid });
    return { token: `${head}.${good.split('.')[2] ?? ''}` };
  },
  'HS256 with the public key for a secret': async (authority, url) => {
    const { kid, publicKey } = authority.teams;
    const head = reheaded(await authority.token(url), { alg: 'HS256', kid });
    const secret = await exportSPKI(publicKey);
    return { token: `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}` };
  },
  'a stranger’s key under the good key’s id': async (authority, url) => ({
    token: await authority.token(url, {
      signer: { ...authority.stranger, kid: authority.teams.kid },
    }),
  }),
  'a key id nobody knows': async (authority, url) => ({
    token: await authority.token(url, { signer: authority.stranger }),
  }),
  'no key id': async (authority, url) => ({
    token: await authority.token(url, { header: { kid: undefined as unknown as string } }),
  }),
  'a key of its own in the header': async (authority, url) => ({
    token: await authority.token(url, {
      signer: authority.stranger,
      header: { jku: 'http://127.0.0.1:9/', jwk: { kty: 'RSA' } },
    }),
  }),
  'a key that is not endorsed for Teams': async (authority, url) => ({
    token: await authority.token(url, { signer: authority.webchat }),
  }),
  'another issuer': claiming({ iss: 'https://evil.example' }),
  'no issuer': claiming({ iss: undefined }),
  'another audience': claiming({ aud: randomUUID() }),
  'no audience': claiming({ aud: undefined }),
  'an audience that is a list': async (authority, url) => ({
    token: await authority.token(url, { claims: { aud: [authority.appId, 'x'] } }),
  }),
  'a token that is over': claiming({ exp: seconds() - HOUR, nbf: seconds() - 2 * HOUR }),
  'a token that is never over': claiming({ exp: undefined }),
  'a token of tomorrow': claiming({ nbf: seconds() + HOUR, exp: seconds() + 2 * HOUR }),
  'another connector than the activity’s': claiming({ serviceurl: 'https://evil.example/' }),
  'the same connector without its slash': async (authority, url) => ({
    token: await authority.token(url, { claims: { serviceurl: url.replace(/\/$/u, '') } }),
  }),
  'no connector': claiming({ serviceurl: undefined }),
  'an activity of another channel': async (authority, url) => ({
    token: await authority.token(url),
    activity: { channelId: 'webchat' },
  }),
  'an activity of the channel the SDK checks less': async (authority, url) => ({
    token: await authority.token(url),
    activity: { channelId: 'AseChannel' },
  }),
  'an activity that names no connector': async (authority, url) => ({
    token: await authority.token(url),
    activity: { type: 'event', name: 'x', serviceUrl: undefined },
  }),
  'a token of the Emulator': async (authority, url) => ({
    token: await authority.token(url, {
      claims: {
        iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
        ver: '1.0',
        appid: authority.appId,
      },
    }),
  }),
  'our own token for the connector, sent back': async (authority, url) => ({
    token: await authority.token(url, {
      claims: {
        iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
        aud: 'https://api.botframework.com',
        ver: '1.0',
        appid: authority.appId,
      },
    }),
  }),
  'a token of the government’s cloud': claiming({ iss: 'https://api.botframework.us' }),
  'a token that another bot asked for': claiming({ ver: '1.0', appid: randomUUID() }),
  'a token that another bot asked for, in the new way': claiming({ ver: '2.0', azp: randomUUID() }),
  'a signature cut short': async (authority, url) => ({
    token: (await authority.token(url)).slice(0, -8),
  }),
  'no signature': async (authority, url) => ({
    token: (await authority.token(url)).replace(/[^.]+$/u, ''),
  }),
  'claims changed after signing': async (authority, url) => {
    const [head, , signature] = (await authority.token(url)).split('.');
    const [, claims] = (
      await authority.token(url, { claims: { exp: seconds() + 9 * HOUR } })
    ).split('.');
    return { token: [head, claims, signature].join('.') };
  },
  'two headers, the good one first': async (authority, url) => ({
    headers: { authorization: [BEARER + (await authority.token(url)), 'Bearer x.y.z'] },
  }),
  'two headers, the good one last': async (authority, url) => ({
    headers: { authorization: ['Bearer x.y.z', BEARER + (await authority.token(url))] },
  }),
  'a token in the address': async (authority, url) => ({
    query: `?access_token=${await authority.token(url)}&authorization=x`,
  }),
  'a token in another header': async (authority, url) => ({
    headers: { 'x-ms-token-aad-access-token': await authority.token(url) },
  }),
};

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

/** The signed part of a token, with another header. */
function reheaded(token: string, header: object): string {
  const [, claims = ''] = token.split('.');
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${claims}`;
}

/** How many rows every table has. */
function contentsOf({ databaseFile }: BotUnderTest): Readonly<Record<string, unknown>> {
  const database = new DatabaseSync(databaseFile, { readOnly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
  const counts = tables.map(({ name }) => [
    String(name),
    database.prepare(`select count(*) as rows from "${String(name)}"`).get()?.['rows'],
  ]);
  database.close();
  return Object.fromEntries(counts) as Readonly<Record<string, unknown>>;
}
