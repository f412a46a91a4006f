// The bot while the machine's clock is wrong: what waits is kept, and comes once the clock is right.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { onEachEngine } from '../support/database.ts';

const DAY_MS = 24 * 60 * 60_000;
const TENANT = '00000000-0000-4000-8000-0000000c0115';
const PERSON = '00000000-0000-4000-8000-00000000a11a';

onEachEngine('a bot whose clock is set', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot({ QUIET_HOURS: 'off' });
  });

  afterEach(() => bot.stop());

  function turn(ms: number): void {
    bot.now = new Date(bot.now.getTime() + ms);
  }

  async function tell(): Promise<number> {
    const words = { de: 'Ein Hinweis', en: 'A note' };
    const response = await fetch(`${bot.url()}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({
        ...{ specversion: '1.0', id: randomUUID(), source: 'urn:test', type: 'csp.announcement' },
        ...{ subject: `user/${PERSON}`, data: { title: words, text: words } },
      }),
    });
    return response.status;
  }

  for (const days of [45, 120, 800]) {
    it(`by ${days} days removes nothing, and tells afterwards what waited for somebody`, async () => {
      await tell();
      await bot.look();
      turn(days * DAY_MS);
      const removed = [await bot.forget()];
      await bot.restart();
      removed.push(await bot.forget());
      turn(-days * DAY_MS);
      await bot.restart();
      await bot.look();
      const chat = bot.chat({ tenantId: TENANT, personId: PERSON });

      await chat.install();
      await bot.dispatch();

      const shown = JSON.stringify(bot.connector.sentTo(chat.conversationId));
      assert.deepEqual(removed, [0, 0]);
      assert.match(shown, /Ein Hinweis|A note/u);
    });
  }

  it('is logged with how far it went, and nothing else', async () => {
    for (const ms of [45 * DAY_MS, -45 * DAY_MS]) {
      turn(ms);
      await bot.look();
    }

    const told = bot.logged.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const found = told.filter(({ event }) => String(event).startsWith('clock-'));
    assert.deepEqual(
      found.map(({ event, seconds }) => [event, seconds]),
      [
        ['clock-ran-ahead', 45 * 86_400],
        ['clock-set-back', 45 * 86_400],
      ],
    );
  });
});
