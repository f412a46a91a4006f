// Everything that goes out, through a real proxy: none of the clients has a way of its own.

import assert from 'node:assert/strict';
import { goThrough } from '../../services/http/outgoing.ts';
import { NO_PROXIES } from '../../services/http/proxies.ts';
import { startAuthority } from '../support/authority.ts';
import { startBot } from '../support/bot.ts';
import { type ForwardProxy, startProxy } from '../support/proxy.ts';
import { exchange, startSigningIn } from '../support/signing-in.ts';
import { makeSigners, openWebhooks } from '../support/webhooks.ts';

describe('what goes out', () => {
  let proxy: ForwardProxy;

  beforeEach(async () => {
    proxy = await startProxy();
    const url = new URL(proxy.url);
    goThrough({ http: url, https: url, except: [] });
  });

  afterEach(async () => {
    goThrough(NO_PROXIES);
    await proxy.close();
  });

  function sawAll(...parts: readonly (string | RegExp)[]): void {
    for (const part of parts) {
      const isSeen = proxy.seen.some((one) =>
        typeof part === 'string' ? one.includes(part) : part.test(one),
      );
      assert.ok(isSeen, `${String(part)} went past the proxy:\n${proxy.seen.join('\n')}`);
    }
  }

  it('for a turn goes through the proxy: keys, the token, the replies', async () => {
    const authority = await startAuthority();
    const bot = await startBot({ ...authority.env });
    bot.now = new Date();
    const token = await authority.token(bot.connector.url);

    const replies = await bot.chat({ authorization: `Bearer ${token}` }).say('hallo');

    assert.ok(replies.length > 0);
    const { url } = authority;
    sawAll(`GET ${url}`, new RegExp(`^POST ${url}/\\S*/oauth2/v2\\.0/token$`, 'u'));
    sawAll(`POST ${bot.connector.url}v3/conversations/`);
    await bot.stop();
    await authority.close();
  });

  it('for signing in goes through the proxy: the token service and Graph', async () => {
    const world = await startSigningIn();
    const chat = await world.chat();
    await chat.say('registrieren');
    await chat.press({ action: 'signIn' });

    await exchange(chat);

    sawAll(`${world.tokens.url}/api/usertoken/`, `${world.graph.url}/v1.0/`);
    const identity = process.env['IDENTITY_ENDPOINT'] ?? '';
    assert.ok(!proxy.seen.some((one) => one.includes(identity)), 'the identity is this machine’s');
    await world.stop();
  });

  it('for Partner Center goes through the proxy: tokens, its API, and certificates by a tunnel', async () => {
    const bench = await openWebhooks(await makeSigners());

    const status = await bench.send();
    await bench.bot.poll();

    assert.equal(status, 200);
    sawAll(`CONNECT ${bench.host.host}`);
    await bench.stop();
  });
});
