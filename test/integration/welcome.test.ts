import assert from 'node:assert/strict';
import { cardOf, actionsOf } from '../support/cards.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { wordsIn } from '../support/form.ts';

describe('the welcome', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot();
  });

  afterEach(() => bot.stop());

  it('comes once when the app is installed, although Teams tells of it twice', async () => {
    const chat = bot.chat();

    const replies = await chat.install();
    const again = await chat.send({
      type: 'conversationUpdate',
      membersAdded: [{ id: `29:${chat.personId}` }],
    });

    assert.equal(replies.length, 1);
    assert.match(wordsIn(replies), /Willkommen bei Lotse/u);
    assert.deepEqual(again, []);
  });

  it('is not repeated after a restart, but comes again after an uninstall', async () => {
    const chat = bot.chat();
    await chat.install();
    await bot.restart();
    const resumed = bot.chat({ personId: chat.personId, conversationId: chat.conversationId });

    const afterRestart = await resumed.install();
    await resumed.uninstall();
    const afterUninstall = await resumed.install();

    assert.deepEqual(afterRestart, []);
    assert.equal(afterUninstall.length, 1);
  });

  it('speaks the language of the person’s Teams', async () => {
    const chat = bot.chat({ language: 'en-GB' });

    const replies = await chat.install();

    assert.match(wordsIn(replies), /Welcome to Lotse/u);
    assert.deepEqual(
      actionsOf(cardOf(replies[0])).map(({ data }) => (data as { action: string }).action),
      ['enroll', 'help', 'language'],
    );
  });

  it('is one post in a team and none for each member', async () => {
    const chat = bot.chat({ conversationType: 'channel' });

    const arrival = await chat.install();
    const member = await chat.send({
      type: 'conversationUpdate',
      membersAdded: [{ id: '29:somebody' }],
    });

    assert.equal(arrival.length, 1);
    assert.deepEqual(member, []);
  });
});
