// The failure manual, tried on processes: a full disk, a server that goes away, a kill. Tests are named as its headings.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotProcess } from '../support/bot-process.ts';
import { createChat, type Chat, type ChatOptions } from '../support/chat.ts';
import { afterTest, freshDatabase, onEachEngine } from '../support/database.ts';
import { startFakeConnector, type FakeConnector } from '../support/fake-connector.ts';
import { answer, fillIn, lastCard, stepOf, wordsIn } from '../support/form.ts';
import { startPostgres } from '../../tools/postgres.ts';

const SENTENCE = /etwas schiefgegangen.*\(Nummer \w+\)/u;
/** Limits a running process, which only Linux can. */
const canLimit = spawnSync('prlimit', ['--version']).status === 0;

interface Scene {
  readonly bot: BotProcess;
  readonly url: string;
  readonly connector: FakeConnector;
  readonly chat: Chat;
}

async function begin(variable: string, options: Partial<ChatOptions> = {}): Promise<Scene> {
  const bot = startBot({ PORT: '0', DATABASE_URL: variable });
  afterTest(() => {
    bot.signal('SIGKILL');
    return bot.ended;
  });
  const connector = options.connector ?? (await startFakeConnector());
  if (options.connector === undefined) afterTest(() => connector.close());
  const line = await bot.line('listening');
  const url = `http://127.0.0.1:${String(line?.['port'])}`;
  return { bot, url, connector, chat: createChat({ ...options, botUrl: url, connector }) };
}

async function statusOf({ url }: Scene): Promise<number> {
  const response = await fetch(`${url}/readyz`);
  await response.text();
  return response.status;
}

onEachEngine('when something fails, in a process:', (engine) => {
  if (engine === 'SQLite' && canLimit) {
    it('the disk is full', async () => {
      const { variable, url } = await freshDatabase();
      const turnInfo = await begin(variable);
      const card = await fillIn(turnInfo.chat, BERLIN, 'company');
      const limit = (soft: string): Buffer =>
        execFileSync('prlimit', ['--pid', String(turnInfo.bot.pid), `--fsize=${soft}:`]);
      limit(String((await stat(`${url}-wal`)).size));

      const replies = await answer(turnInfo.chat, card, BERLIN.company);
      const during = await statusOf(turnInfo);
      limit('unlimited');
      const after = await statusOf(turnInfo);
      const last = await answer(turnInfo.chat, card, BERLIN.company);

      assert.match(wordsIn(replies), SENTENCE);
      assert.deepEqual([during, after], [503, 200]);
      assert.equal(stepOf(lastCard(last)), 'contact');
    });
  }

  it('the process is killed, or the power fails', async () => {
    const { variable } = await freshDatabase();
    const turnInfo = await begin(variable);
    const { connector, chat } = turnInfo;
    const card = await fillIn(chat, BERLIN, 'company');
    await answer(chat, card, BERLIN.company);
    turnInfo.bot.signal('SIGKILL');
    await turnInfo.bot.ended;

    const { conversationId, personId } = chat;
    const next = await begin(variable, { connector, conversationId, personId });
    const replies = await next.chat.say('weiter');

    assert.equal(stepOf(lastCard(replies)), 'contact');
  });

  if (engine === 'SQLite') return;

  it('PostgreSQL is away', async () => {
    const server = await startPostgres();
    afterTest(() => server.end());
    const turnInfo = await begin(server.urlOf('postgres'));
    const card = await fillIn(turnInfo.chat, BERLIN, 'company');

    await server.stop();
    const replies = await answer(turnInfo.chat, card, BERLIN.company);
    const during = await statusOf(turnInfo);
    await server.start();
    const after = await statusOf(turnInfo);
    const last = await answer(turnInfo.chat, card, BERLIN.company);

    assert.match(wordsIn(replies), SENTENCE);
    assert.deepEqual([during, after], [503, 200]);
    assert.equal(stepOf(lastCard(last)), 'contact');
  });
});
