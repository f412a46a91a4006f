// The process on PostgreSQL, as an operator meets it: two at once, a wrong password, a server that goes away.

import assert from 'node:assert/strict';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { afterTest, freshDatabase, onPostgres } from '../support/database.ts';
import { PASSWORD, startPostgres } from '../../tools/postgres.ts';

interface Ready {
  readonly status: number;
  readonly text: string;
}

function start(url: string): BotProcess {
  const bot = startBot({ PORT: '0', DATABASE_URL: url });
  afterTest(() => {
    bot.signal('SIGTERM');
    return bot.ended;
  });
  return bot;
}

async function readiness(bot: BotProcess): Promise<Ready> {
  const listening = await bot.line('listening');
  const answer = await fetch(`http://127.0.0.1:${String(listening?.['port'])}/readyz`);
  return { status: answer.status, text: await answer.text() };
}

onPostgres('the process on PostgreSQL', () => {
  it('is ready twice over one empty database, begun at the same moment', async () => {
    const { url } = await freshDatabase({ bare: true });

    const ready = await Promise.all([start(url), start(url)].map(readiness));

    assert.deepEqual(
      ready.map(({ status }) => status),
      [200, 200],
    );
  });

  it('ends with 78 when the password is wrong, and does not tell it', async () => {
    const { url } = await freshDatabase();
    const secret = 'wrong-but-still-secret';

    const { exitCode, stderr } = await start(url.replace(PASSWORD, secret)).ended;

    assert.equal(exitCode, 78);
    assert.match(stderr, /^DATABASE_URL: user or password is wrong \(28P01\)\n$/u);
  });

  it('is not ready while the server is away, is again when it is back, and tells no secret', async () => {
    const server = await startPostgres();
    afterTest(() => server.end());
    const bot = start(server.urlOf('postgres'));
    await readiness(bot);

    await server.stop();
    const away = await readiness(bot);
    await server.start();
    const back = await readiness(bot);
    bot.signal('SIGTERM');
    const { exitCode, stderr, lines } = await bot.ended;

    assert.equal(away.status, 503);
    assert.match(away.text, /"database":\{"state":"fault","reason":"ConnectionLost\.\w+"\}/u);
    assert.equal(back.status, 200);
    assert.deepEqual([exitCode, stderr], [0, '']);
    const said = JSON.stringify([away, back, lines]);
    assert.doesNotMatch(said, new RegExp(`${PASSWORD}|postgres:`, 'u'));
  });
});
