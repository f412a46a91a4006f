// Whose activities go on: hosts of the channel, tenants that are let in, and nobody faster than people are.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createNotificationSender } from '../../bot/teams/connector/notification-sender.ts';
import { readConfig } from '../../bot/config/config.ts';
import { trustOf } from '../../bot/teams/admission/service-hosts.ts';
import { type BotUnderTest, startBot } from '../support/bot.ts';
import type { Chat } from '../support/chat.ts';
import { depsFor, TO } from '../support/notification-sender.ts';
import { noteOf } from '../support/notes.ts';
import { listOf, send } from '../support/sending.ts';

const LET_IN = '00000000-0000-4000-8000-0000000c0115';
const OTHER = '00000000-0000-4000-8000-0000000c0116';
const NOT_ALLOWED = /nicht freigeschaltet/u;
const CREDENTIALS = {
  MicrosoftAppId: randomUUID(),
  MicrosoftAppPassword: 'x',
  MicrosoftAppTenantId: randomUUID(),
};
const AUTHORITY = 'http://127.0.0.1:9/openid';

describe('where replies may go', () => {
  const cases: readonly [env: Readonly<Record<string, string>>, url: unknown, trusted: boolean][] =
    [
      [CREDENTIALS, 'https://smba.trafficmanager.net/emea/', true],
      [CREDENTIALS, 'https://SMBA.trafficmanager.net/de/', true],
      [CREDENTIALS, 'https://smba.infra.gcc.teams.microsoft.com/gcc', true],
      [CREDENTIALS, 'https://smba.infra.gov.teams.microsoft.us/teams', true],
      [CREDENTIALS, 'https://smba.infra.dod.teams.microsoft.us/teams', true],
      [CREDENTIALS, 'https://frontend.botapi.msg.infra.teams.microsoftonline.cn/', true],
      [CREDENTIALS, 'https://webchat.botframework.com/', true],
      [CREDENTIALS, 'http://smba.trafficmanager.net/emea/', false],
      [CREDENTIALS, 'https://evil.trafficmanager.net/', false],
      [CREDENTIALS, 'https://smba.trafficmanager.net.evil.example/', false],
      [CREDENTIALS, 'https://smba.trafficmanager.net./', false],
      [CREDENTIALS, 'https://evilbotframework.com/', false],
      [CREDENTIALS, 'https://botframework.com/', false],
      [CREDENTIALS, 'https://smba.trafficmanager.net@evil.example/', false],
      [CREDENTIALS, 'https://127.0.0.1/', false],
      [CREDENTIALS, 'http://localhost:3978/', false],
      [CREDENTIALS, 'https://169.254.169.254/', false],
      [CREDENTIALS, 'ftp://smba.trafficmanager.net/', false],
      [CREDENTIALS, 'smba.trafficmanager.net', false],
      [CREDENTIALS, undefined, false],
      [{ ...CREDENTIALS, SERVICE_URL_HOSTS: 'a.example,127.0.0.1' }, 'https://a.example/', true],
      [{ ...CREDENTIALS, SERVICE_URL_HOSTS: 'a.example,127.0.0.1' }, 'http://127.0.0.1:1/', true],
      [
        { ...CREDENTIALS, SERVICE_URL_HOSTS: 'a.example' },
        'https://smba.trafficmanager.net/',
        false,
      ],
      [{ ...CREDENTIALS, SERVICE_URL_HOSTS: '*.a.example' }, 'https://b.a.example/', true],
      [{ ...CREDENTIALS, SERVICE_URL_HOSTS: '*.a.example' }, 'https://a.example/', false],
      [{ ...CREDENTIALS, ToBotFromChannelOpenIdMetadataUrl: AUTHORITY }, 'http://[::1]:1/', true],
      [{ ...CREDENTIALS, BotOpenIdMetadata: AUTHORITY }, 'http://127.0.0.1:1/', true],
      [{ ...CREDENTIALS, BotOpenIdMetadata: AUTHORITY }, 'http://evil.example/', false],
      [{}, 'http://127.0.0.1:1/', true],
      [{}, 'https://smba.trafficmanager.net/emea/', false],
    ];

  for (const [env, url, trusted] of cases) {
    const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId: _, ...named } = env;
    const mode = MicrosoftAppId && MicrosoftAppPassword ? 'with' : 'without';
    it(`${trusted ? 'is' : 'is not'} ${String(url)} ${mode} credentials ${Object.entries(named).join()}`, () => {
      assert.equal(trustOf(readConfig(env))(url), trusted);
    });
  }

  it('is looked at again before a note goes to an address that was kept', async () => {
    const trust = trustOf(readConfig(CREDENTIALS));
    const messenger = createNotificationSender(depsFor('https://evil.example/', { trust }));

    const outcome = await messenger.send(TO, [noteOf('announcement')]);

    assert.ok(outcome.kind === 'never' && outcome.state === 'unreachable');
    assert.match(outcome.reason, /SERVICE_URL_HOSTS/u);
  });
});

describe('a tenant that is not let in', () => {
  let bot: BotUnderTest;

  beforeEach(async () => {
    bot = await startBot({ ALLOWED_TENANTS: LET_IN });
  });

  afterEach(() => bot.stop());

  it('hears one sentence an hour, in its language, and nothing is stored', async () => {
    const chat = bot.chat({ tenantId: OTHER, language: 'en-US' });

    const first = await chat.say('enroll');
    const second = [...(await chat.say('enroll')), ...(await chat.press({ action: 'enroll' }))];
    bot.now = new Date(bot.now.getTime() + 61 * 60_000);
    const third = await chat.say('status');

    assert.match(first[0]?.text ?? '', /has not been enabled/u);
    assert.equal(first[0]?.replyToId !== undefined, true);
    assert.deepEqual([first.length, second.length, third.length], [1, 0, 1]);
    assert.equal(await bot.dispatch(), 0);
    assert.deepEqual((await bot.questions()).open, []);
  });

  it('hears nothing when it installs or leaves', async () => {
    const chat = bot.chat({ tenantId: OTHER });

    assert.deepEqual([await chat.install(), await chat.uninstall()], [[], []]);
  });

  it('hears it in the answer of a button', async () => {
    const chat = bot.chat({ tenantId: OTHER });

    await chat.invoke({ action: 'enroll' });

    const { statusCode, value } = chat.answer.body as { statusCode: number; value: string };
    assert.equal(statusCode, 200);
    assert.match(value, NOT_ALLOWED);
  });

  it('hears it in a group chat, too', async () => {
    const [reply] = await bot.chat({ tenantId: OTHER, conversationType: 'groupChat' }).say('hilfe');

    assert.match(reply?.text ?? '', NOT_ALLOWED);
  });

  for (const [name, fields] of [
    ['no tenant at all', { conversation: { id: 'a:1' }, channelData: {} }],
    ['two different ones', { conversation: { id: 'a:1', tenantId: OTHER } }],
    ['a blank one', { conversation: { id: 'a:1' }, channelData: { tenant: { id: '' } } }],
  ] as const) {
    it(`is also ${name}`, async () => {
      await send(bot, { activity: fields });

      const [sent] = bot.connector.sentTo('a:1');
      assert.match(sent?.activity.text ?? '', NOT_ALLOWED);
    });
  }

  it('does not keep out the one that is, however its id is written', async () => {
    const tenantId = LET_IN.toUpperCase();

    const [reply] = await bot.chat({ tenantId }).say('hallo');

    assert.ok(reply?.attachments?.length);
  });
});

describe('a person who is too fast', () => {
  let bot: BotUnderTest;

  afterEach(() => bot.stop());

  it('hears so once a minute, and is heard again later', async () => {
    bot = await startBot({ RATE_LIMIT_PERSON: '3:1' });
    const chat = bot.chat();
    const heard = async (count: number): Promise<readonly (string | undefined)[]> =>
      (await Promise.all(listOf(count, () => send(bot, { activity: spoken(chat) })))).map(
        ({ status }) => String(status),
      );
    await chat.say('english');

    const statuses = await heard(10);
    const words = saidTo(bot, chat.conversationId);
    const colleague = await bot.chat().say('hallo');
    bot.now = new Date(bot.now.getTime() + 5_000);
    const again = await chat.say('help');

    assert.deepEqual([...new Set(statuses)], ['200']);
    assert.equal(words.filter((text) => text.includes('That was a lot at once')).length, 1);
    assert.equal(colleague.length, 1);
    assert.equal(again.length, 1);
  });

  it('is not one who sends 50 at once, as people’s clients do', async () => {
    bot = await startBot();
    const chat = bot.chat();

    await Promise.all(listOf(50, () => send(bot, { activity: spoken(chat) })));

    assert.equal(bot.connector.sentTo(chat.conversationId).length, 50);
  });

  it('may be a whole tenant', async () => {
    bot = await startBot({ RATE_LIMIT_TENANT: '3:1' });
    const chats = listOf(6, () => bot.chat());

    const replies = await Promise.all(chats.map((chat) => chat.say('hallo')));

    const words = replies.flat().map(({ text }) => text ?? '');
    assert.equal(words.filter((text) => text.includes('aus Ihrem Unternehmen')).length, 3);
  });

  it('is nobody when the limits are off', async () => {
    bot = await startBot({ RATE_LIMIT_PERSON: 'off', RATE_LIMIT_TENANT: 'OFF' });
    const chat = bot.chat();

    await Promise.all(listOf(150, () => send(bot, { activity: spoken(chat) })));

    const replies = bot.connector.sentTo(chat.conversationId).map(({ activity }) => activity.type);
    assert.equal(replies.filter((type) => type !== 'typing').length, 150);
  });
});

function spoken(
  chat: Pick<Chat, 'conversationId' | 'personId'>,
): Readonly<Record<string, unknown>> {
  return {
    text: 'hilfe',
    conversation: { id: chat.conversationId, conversationType: 'personal', tenantId: LET_IN },
    from: { id: `29:${chat.personId}`, aadObjectId: chat.personId, name: 'Ada' },
  };
}

function saidTo({ connector }: BotUnderTest, conversation: string): readonly string[] {
  return connector.sentTo(conversation).map(({ activity }) => activity.text ?? '');
}
