// Bent bodies against the whole bot; `npm run fuzz` sends ten thousand, this the first of them.

import assert from 'node:assert/strict';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { onEachEngine } from '../support/database.ts';
import { forgetHeard, fuzz, heapAfterCollection } from '../support/fuzzing.ts';

const MB = 1024 * 1024;
const OFF = { RATE_LIMIT_PERSON: 'off', RATE_LIMIT_TENANT: 'off', QUIET_HOURS: 'off' };

onEachEngine('1,500 bent bodies', () => {
  let bot: BotUnderTest;

  before(async () => {
    bot = await startBot(OFF);
  });

  after(() => bot.stop());

  it('bring no fault, no failed turn and no growth, and the next person is served', async function () {
    this.timeout(60_000);
    await fuzz(bot, { count: 300, seed: 7 });
    forgetHeard(bot);
    const before = heapAfterCollection();

    const { faults, statuses } = await fuzz(bot, { count: 1_200, seed: 1 });

    const failed = bot.logged.filter((line) => line.includes('"level":"error"'));
    forgetHeard(bot);
    const grown = (heapAfterCollection() - before) / MB;
    const [reply] = await bot.chat({ tenantId: 'another' }).say('hallo');
    assert.deepEqual(faults, []);
    assert.deepEqual(failed, []);
    assert.ok((statuses[200] ?? 0) > 300 && (statuses[400] ?? 0) > 300, JSON.stringify(statuses));
    assert.ok(grown < 24, `${grown.toFixed(1)} MB`);
    assert.ok(reply?.attachments?.length);
  });
});
