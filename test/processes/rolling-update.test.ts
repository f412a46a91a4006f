// A rolling update: the release before goes on, and may restart, while this one migrates and serves beside it.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { migrationsDone } from '../../services/storage/migrations/migrate.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { createChat, type Chat } from '../support/chat.ts';
import { afterTest, freshDatabase, onPostgres, openFor } from '../support/database.ts';
import { startFakeConnector, type FakeConnector } from '../support/fake-connector.ts';
import { patience } from '../support/patience.ts';
import { hasPreviousRelease, unpackPreviousRelease } from '../support/previous-release.ts';

const TENANT = '00000000-0000-4000-8000-0000000c0115';
const TEXT = 'Ein Hinweis';

interface Replica {
  readonly bot: BotProcess;
  readonly url: string;
}

async function replica(databaseUrl: string, main?: string): Promise<Replica> {
  const env = { PORT: '0', DATABASE_URL: databaseUrl, QUIET_HOURS: 'off' };
  const bot = startBot(env, { limitMs: patience(120_000), ...(main !== undefined && { main }) });
  afterTest(() => {
    bot.signal('SIGTERM');
    return bot.ended;
  });
  const listening = await bot.line('listening');
  assert.ok(listening, (await Promise.race([bot.ended, pause(10)]))?.stderr);
  return { bot, url: `http://127.0.0.1:${String(listening['port'])}` };
}

async function tell({ url }: Replica, id: string): Promise<number> {
  const title = { de: `${TEXT} ${id}`, en: `${TEXT} ${id}` };
  const response = await fetch(`${url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      ...{ specversion: '1.0', id, source: 'urn:test', type: 'csp.announcement' },
      ...{ subject: `tenant/${TENANT}`, data: { title, text: { de: 'Text', en: 'Text' } } },
    }),
  });
  return response.status;
}

/** How often a note was shown in a chat. */
function shown(connector: FakeConnector, chat: Chat, id: string): number {
  const sent = JSON.stringify(connector.sentTo(chat.conversationId));
  return sent.split(`"${TEXT} ${id}"`).length - 1;
}

const suite = hasPreviousRelease() ? onPostgres : (): void => undefined;

suite('an update, one replica after the other', () => {
  it('is noticed by nobody: both releases take turns and events, and the older one restarts', async () => {
    const previous = unpackPreviousRelease();
    afterTest(() => {
      previous.remove();
      return Promise.resolve();
    });
    const connector = await startFakeConnector();
    afterTest(() => connector.close());
    const { url } = await freshDatabase({ bare: true });
    const older = await replica(url, previous.main);
    const through = (on: Replica, name: string, known?: Chat): Chat =>
      createChat({ botUrl: on.url, connector, tenantId: TENANT, name, ...known });
    const anna = through(older, 'Anna');
    await anna.install();
    await anna.say('registrieren');
    const told = [await tell(older, 'before')];

    const [newer] = await Promise.all([replica(url), anna.say('hilfe'), anna.say('status')]);
    const again = await replica(url, previous.main);
    const annaThere = through(newer, 'Anna', anna);
    const [step] = await annaThere.press({ action: 'answer', step: 'situation', situation: 'new' });
    const [back] = await through(again, 'Anna', anna).say('zurück');
    const both = await Promise.all([older, newer, again].map((on) => tell(on, `at ${on.url}`)));
    told.push(...both);
    const ids = ['before', ...[older, newer, again].map((on) => `at ${on.url}`)];
    const last = await Promise.all([anna.say('status'), annaThere.say('status')]);
    const isTold = (): boolean => ids.every((id) => shown(connector, anna, id) > 0);
    for (const end = Date.now() + patience(20_000); !isTold() && Date.now() < end;) await pause(50);

    assert.deepEqual(told, [202, 202, 202, 202]);
    for (const reply of [step, back, ...last.flat()]) assert.ok(reply, 'an answer is missing');
    assert.deepEqual(
      ids.map((id) => shown(connector, anna, id)),
      [1, 1, 1, 1],
    );
    const database = await openFor(url);
    const aside = await database.selectFrom('records_aside').selectAll().execute();
    const { pending } = await migrationsDone(database as never);
    assert.deepEqual([aside, pending], [[], []]);
    for (const { bot } of [older, newer, again]) {
      bot.signal('SIGTERM');
      const { exitCode, lines } = await bot.ended;
      const errors = lines.filter(({ level }) => level === 'error');
      assert.deepEqual([exitCode, errors], [0, []]);
    }
  });
});
