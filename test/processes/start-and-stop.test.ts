// The process as an operator meets it: how it starts, why it does not, and how it ends.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type BotProcess, startBot } from '../support/bot-process.ts';

const SECRET = 'never-to-be-printed';
const WELL = { PORT: '0', DATABASE_URL: 'file::memory:' };

describe('the process', () => {
  const started: BotProcess[] = [];

  afterEach(async () => {
    for (const bot of started) bot.signal('SIGTERM');
    await Promise.all(started.splice(0).map((bot) => bot.ended));
  });

  function start(env: Readonly<Record<string, string>>): BotProcess {
    const bot = startBot(env);
    started.push(bot);
    return bot;
  }

  it('ends with 78 and one line per fault when the environment is wrong', async () => {
    const bot = start({ PORT: 'x', EVENT_KEYS: SECRET, MicrosoftAppPassword: SECRET });

    const { exitCode, stderr, lines } = await bot.ended;

    assert.equal(exitCode, 78);
    assert.deepEqual(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.split(':', 1)[0]),
      ['PORT', 'EVENT_KEYS', 'MicrosoftAppId'],
    );
    assert.doesNotMatch(stderr, new RegExp(SECRET, 'u'));
    assert.deepEqual(lines, []);
  });

  it('refuses to listen to others without credentials', async () => {
    const { exitCode, stderr } = await start({ ...WELL, HOST: '0.0.0.0' }).ended;

    assert.equal(exitCode, 78);
    assert.match(stderr, /^HOST: [^\n]+\n$/u);
  });

  it('names DATABASE_URL when a database cannot be opened there', async () => {
    const folder = `file:${import.meta.dirname}`;

    const { exitCode, stderr } = await start({ ...WELL, DATABASE_URL: folder }).ended;

    assert.equal(exitCode, 78);
    assert.match(stderr, /^DATABASE_URL: [^\n]+\n$/u);
  });

  it('says where it listens, and loudly that it is anonymous', async () => {
    const bot = start(WELL);

    const listening = await bot.line('listening');
    const anonymous = await bot.line('anonymous');
    const alive = await fetch(`http://127.0.0.1:${String(listening?.['port'])}/healthz`);

    assert.equal(listening?.['host'], '127.0.0.1');
    assert.equal(anonymous?.['level'], 'warn');
    assert.equal(alive.status, 200);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends with 0 on ${signal}`, async () => {
      const bot = start(WELL);
      await bot.line('anonymous');

      bot.signal(signal);
      const { exitCode, stderr, lines } = await bot.ended;

      assert.equal(exitCode, 0);
      assert.equal(stderr, '');
      assert.equal(lines.at(-1)?.['inOrder'], true);
    });
  }

  it('ends with 1 and names PORT when the port is taken', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as { port: number };

    const { exitCode, stderr } = await start({ ...WELL, PORT: String(port) }).ended;
    await once(other.close(), 'close');

    assert.equal(exitCode, 1);
    assert.match(stderr, new RegExp(`^PORT: ${port} is taken`, 'u'));
  });
});
