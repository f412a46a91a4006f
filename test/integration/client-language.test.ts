// The language of a conversation: from wherever the client says it, and held when another client is used.

import assert from 'node:assert/strict';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Reply } from '../support/chat.ts';

const ENGLISH = /Step 1|What I can|English/u;

describe('the language of a conversation', () => {
  let bot: BotUnderTest;

  before(async () => {
    bot = await startBot();
  });

  after(() => bot.stop());

  const places: readonly (readonly [where: string, fields: object])[] = [
    ['the locale alone', { locale: 'DE_de', entities: [] }],
    ['the entity, without a locale', { locale: null, entities: client('de-DE') }],
    ['the entity, with an empty locale', { locale: '', entities: client('de') }],
    ['the entity, with a locale that is none', { locale: ' ? ', entities: client('de-AT') }],
    ['the entity among null ones', { locale: undefined, entities: [null, ...client('de-CH')] }],
    ['the channel', { locale: null, entities: null, channelData: { locale: 'de-DE' } }],
  ];
  for (const [where, fields] of places) {
    it(`is read from ${where}`, async () => {
      const replies = await bot.chat().send({ type: 'message', text: 'hilfe', ...fields });

      assert.match(words(replies), /Das kann ich/u);
    });
  }

  it('is English when nothing is told', async () => {
    const silent = { type: 'message', text: 'help', locale: null, entities: null };

    const replies = await bot.chat().send(silent);

    assert.match(words(replies), /What I can/u);
  });

  it('stays when another client is used in the middle of a form', async () => {
    const chat = bot.chat();
    await chat.say('registrieren');

    const replies = await chat.send({
      type: 'message',
      text: 'enroll',
      locale: 'en-US',
      entities: client('en-US'),
    });
    const next = await chat.send({ type: 'message', text: 'Neuland', locale: 'en-US' });

    assert.match(words(replies), /Schritt 1/u);
    assert.doesNotMatch(words([...replies, ...next]), ENGLISH);
  });

  it('stays for notes and after a restart', async () => {
    const chat = bot.chat();
    await chat.say('hilfe');
    await chat.send({ type: 'message', text: 'hilfe', locale: 'en-US', entities: client('en-US') });
    await bot.restart();

    const replies = await bot
      .chat({ personId: chat.personId, conversationId: chat.conversationId, language: 'en-US' })
      .say('hilfe');

    assert.match(words(replies), /Das kann ich/u);
  });

  it('is that of the first message, whoever installed the bot', async () => {
    const installed = bot.chat({ language: 'en-US' });
    await installed.install();

    const replies = await bot
      .chat({ personId: installed.personId, conversationId: installed.conversationId })
      .say('hilfe');

    assert.match(words(replies), /Das kann ich/u);
  });

  it('changes when the person says so, whatever the client', async () => {
    const chat = bot.chat();
    await chat.say('registrieren');

    await chat.say('english');
    const replies = await chat.say('enroll');

    assert.match(words(replies), /Step \d/u);
  });

  it('is everybody’s own in a group', async () => {
    const conversationId = '19:group@thread.v2';
    const group = { conversationType: 'groupChat', conversationId } as const;

    const german = await bot.chat({ ...group }).say('hilfe');
    const english = await bot.chat({ ...group, language: 'en-US' }).say('help');

    assert.match(words(german), /Hier in der Gruppe/u);
    assert.match(words(english), /group/u);
  });
});

function client(locale: string): readonly object[] {
  return [{ type: 'clientInfo', locale, country: 'DE', platform: 'Windows' }];
}

function words(replies: readonly Reply[]): string {
  return JSON.stringify(replies);
}
