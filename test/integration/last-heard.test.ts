// When somebody was last heard: retention by age goes by it, though nothing else of them has changed.

import assert from 'node:assert/strict';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { openDatabase } from '../../services/storage/database/database.ts';
import { onEachEngine } from '../support/database.ts';

const DAY = 24 * 60 * 60_000;

onEachEngine('a person who writes again', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  it('is kept as heard, once a day', async () => {
    const chat = bot.chat();
    const heard: number[] = [];

    for (const later of [0, 2 * DAY, DAY / 2]) {
      bot.now = new Date(bot.now.getTime() + later);
      await chat.say('hilfe');
      heard.push(await lastHeard(bot));
    }

    const [first = 0, second = 0, third] = heard;
    assert.equal(second - first, 2 * DAY);
    assert.equal(third, second);
  });
});

async function lastHeard(bot: BotUnderTest): Promise<number> {
  const database = await openDatabase(bot.database);
  const row = await database.selectFrom('contacts').select('updated_at').executeTakeFirst();
  await database.destroy();
  return row?.updated_at ?? 0;
}
