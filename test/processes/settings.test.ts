// The bot as a process, with a file of settings as an editor left it, and a proxy as a network demands it.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot } from '../support/bot-process.ts';
import { createChat } from '../support/chat.ts';
import { type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { type ForwardProxy, startProxy } from '../support/proxy.ts';

describe('the process', () => {
  let folder: string;
  let connector: FakeConnector;
  let proxy: ForwardProxy;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lotse-settings-'));
    connector = await startFakeConnector();
    proxy = await startProxy();
  });

  afterEach(async () => {
    await connector.close();
    await proxy.close();
    rmSync(folder, { recursive: true });
  });

  for (const [name, bytes] of [
    ['a byte-order mark', Buffer.from('\uFEFFALLOWED_TENANTS=not-a-guid\n')],
    ['UTF-16', Buffer.from('\uFEFFALLOWED_TENANTS=not-a-guid\r\n', 'utf16le')],
    ['a misspelt name', Buffer.from('ALOWED_TENANTS=not-a-guid\n')],
    ['a line that cannot be read', Buffer.from('ALLOWED_TENANTS: not-a-guid\n')],
  ] as const) {
    it(`does not start over .env with ${name}`, async () => {
      writeFileSync(join(folder, '.env'), bytes);

      const { exitCode, stderr } = await startBot({ PORT: '0' }, { folder }).ended;

      assert.equal(exitCode, 78);
      assert.match(stderr, /^\w+: .*\n$/u);
      assert.match(stderr, /ALLOWED_TENANTS/u);
      assert.doesNotMatch(stderr, /not-a-guid/u);
    });
  }

  for (const where of ['environment', '.env'] as const) {
    for (const flag of [{}, { NODE_USE_ENV_PROXY: '1' }]) {
      it(`answers through the proxy of the ${where} ${JSON.stringify(flag)}`, async () => {
        const own = { PORT: '0', DATABASE_URL: `file:${join(folder, 'lotse.db')}`, ...flag };
        const variable = { HTTP_PROXY: proxy.url };
        if (where === '.env') writeFileSync(join(folder, '.env'), `HTTP_PROXY=${proxy.url}\n`);
        const env = where === '.env' ? own : { ...own, ...variable };
        const bot = startBot(env, { folder });
        const port = Number((await bot.line('listening'))?.['port']);

        const chat = createChat({ botUrl: `http://127.0.0.1:${port}`, connector });
        const replies = await chat.say('hallo');
        bot.signal('SIGTERM');
        await bot.ended;

        assert.ok(replies.length > 0);
        assert.ok(proxy.seen.length >= replies.length);
        assert.ok(proxy.seen.every((one) => one.includes(connector.url)));
      });
    }
  }
});
