// One person, two ids: the account's stands in every activity, the directory's in some.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../services/storage/database/database.ts';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Chat, Reply } from '../support/chat.ts';
import { contentOf, onEachEngine } from '../support/database.ts';
import { delivered, sendEvent, statesOf } from '../support/events.ts';
import { answer, dataOf, lastCard, stepOf, wordsIn } from '../support/form.ts';

const ANNOUNCEMENT = {
  type: 'csp.announcement',
  data: { title: { de: 'Neu', en: 'New' }, text: { de: 'Etwas', en: 'Something' } },
};
const BOT_ID = '28:00000000-0000-4000-8000-000000000b07';

onEachEngine('a person with two ids', () => {
  let bot: BotUnderTest;
  let chat: Chat;
  let account: { readonly id: string; readonly name: string };

  beforeEach(async () => {
    bot = await startBot({ QUIET_HOURS: 'off' });
    chat = bot.chat();
    account = { id: `29:${chat.personId}`, name: 'Ada Lovelace' };
  });

  afterEach(() => bot.stop());

  function sayAs(from: object, text: string): Promise<readonly Reply[]> {
    return chat.send({ type: 'message', text, from });
  }

  async function tell(tenantId = chat.tenantId): Promise<readonly string[]> {
    const { events } = await sendEvent(bot, { ...ANNOUNCEMENT, tenantId });
    return events[0]?.deliveries ?? [];
  }

  async function people(): Promise<readonly string[]> {
    const database = await openDatabase(bot.database);
    const rows = await database.selectFrom('contacts').select('person_id').execute();
    await database.destroy();
    return rows.map(({ person_id: id }) => id).sort();
  }

  it('goes on with a form that was begun under the account alone', async () => {
    const card = lastCard(await sayAs(account, 'registrieren'));
    const next = await answer(chat, card, BERLIN.situation);

    const status = await chat.say('status');

    assert.equal(stepOf(lastCard(next)), 'account');
    assert.doesNotMatch(wordsIn(status), /steigen Sie ein/u);
    assert.deepEqual(await people(), [chat.personId]);
  });

  it('goes on with a form under the account alone that was begun under both', async () => {
    await chat.say('registrieren');
    const card = lastCard(await sayAs(account, 'weiter'));

    const pressed = await chat.send({
      type: 'message',
      from: { id: account.id },
      value: { ...dataOf(card, 'answer'), ...BERLIN.situation },
    });

    assert.equal(stepOf(lastCard(pressed)), 'account');
    assert.deepEqual(await people(), [chat.personId]);
  });

  it('is welcomed once, and known after any order of activities', async () => {
    const members = [
      { id: BOT_ID, name: 'Lotse' },
      { ...account, aadObjectId: chat.personId },
    ];
    const first = await chat.send({
      type: 'conversationUpdate',
      from: { id: account.id },
      membersAdded: [{ id: BOT_ID }, { id: account.id }],
    });
    const again = [
      ...(await chat.send({ type: 'installationUpdate', action: 'add' })),
      ...(await chat.send({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }] })),
      ...(await chat.send({
        type: 'conversationUpdate',
        from: { id: account.id },
        membersAdded: members,
      })),
    ];
    await chat.send({ type: 'messageReaction', from: { id: account.id }, reactionsAdded: [] });

    assert.equal(first.length, 1);
    assert.deepEqual(again, []);
    assert.deepEqual(await people(), [chat.personId]);
  });

  it('is told once, whatever was kept under either id', async () => {
    await sayAs(account, 'registrieren');
    await tell();
    await chat.say('status');
    await tell();

    const told = await delivered(bot, chat);

    const deliveries = await (await fetch(`${bot.url()}/api/deliveries`)).text();
    assert.equal(told.length, 1);
    assert.doesNotMatch(deliveries, /29:/u);
  });

  it('may acknowledge under the one id what was sent under the other', async () => {
    await sayAs(account, 'registrieren');
    const event = await sendEvent(bot, { ...ANNOUNCEMENT, tenantId: chat.tenantId });
    const note = lastCard(await delivered(bot, chat));

    await chat.press(dataOf(note, 'seen'));

    assert.deepEqual(await statesOf(bot, event), ['seen']);
  });

  it('keeps what they turned off under either id', async () => {
    await sayAs(account, 'benachrichtigungen aus');
    await chat.say('registrieren');
    const event = await sendEvent(bot, { ...ANNOUNCEMENT, tenantId: chat.tenantId });

    const told = await delivered(bot, chat);

    assert.deepEqual(told, []);
    assert.deepEqual(await statesOf(bot, event), ['suppressed']);
  });

  for (const [under, from] of [
    ['both ids', () => ({ ...account, aadObjectId: chat.personId })],
    ['the account alone', () => account],
  ] as const) {
    it(`is wholly forgotten when they ask under ${under}`, async () => {
      await sayAs(account, 'registrieren');
      await tell();
      await chat.say('status');
      await sayAs(account, 'status');
      await tell();
      await sayAs(from(), 'meine daten löschen');
      await sayAs(from(), 'ja');

      const queued = await tell();
      const told = await delivered(bot, chat);

      await bot.restart();
      const content = await contentOf(bot.database);
      assert.deepEqual([queued, told], [[], []]);
      assert.ok(!content.includes(chat.personId), content);
      assert.ok(!content.includes('"etag"'), content);
    });
  }

  it('is one person in upper and in lower case', async () => {
    const loud = { ...account, aadObjectId: chat.personId.toUpperCase() };
    const card = lastCard(await sayAs(loud, 'registrieren'));

    const next = await answer(chat, card, BERLIN.situation);

    assert.equal(stepOf(lastCard(next)), 'account');
    assert.deepEqual(await people(), [chat.personId]);
  });

  it('is two persons when the directory names two for one account', async () => {
    await chat.say('registrieren');
    const other = randomUUID();

    const stranger = await sayAs({ ...account, aadObjectId: other }, 'status');
    await sayAs({ ...account, aadObjectId: other }, 'meine daten löschen');
    await sayAs({ ...account, aadObjectId: other }, 'ja');
    const own = await chat.say('status');

    assert.match(wordsIn(stranger), /steigen Sie ein/u);
    assert.doesNotMatch(wordsIn(own), /steigen Sie ein/u);
    assert.deepEqual(await people(), [chat.personId]);
  });

  it('is told in their own company, not where somebody used the id last', async () => {
    await chat.install();
    bot.now = new Date(bot.now.getTime() + 60_000);
    const guest = bot.chat({ personId: chat.personId, tenantId: randomUUID() });
    await guest.say('registrieren');
    const subject = `user/${chat.personId.toUpperCase()}`;

    const event = await sendEvent(bot, { ...ANNOUNCEMENT, subject });
    const told = await delivered(bot, chat);

    assert.equal(told.length, 1);
    assert.deepEqual(await statesOf(bot, event), ['sent']);
    assert.equal((await people()).length, 2);
  });

  it('gets what waited for them, whichever id comes first', async () => {
    const waiting = await sendEvent(bot, { ...ANNOUNCEMENT, subject: `user/${chat.personId}` });
    await chat.send({
      type: 'conversationUpdate',
      from: { id: account.id },
      membersAdded: [{ id: account.id }],
    });
    const early = await delivered(bot, chat);
    await chat.say('hallo');

    const told = await delivered(bot, chat);

    assert.deepEqual([early.length, told.length], [0, 1]);
    assert.deepEqual(await statesOf(bot, waiting), ['sent']);
  });

  it('is one also when both ids come at once in two chats', async () => {
    const from = account;
    const other = bot.chat({ personId: chat.personId });

    await Promise.all([
      chat.send({ type: 'message', text: 'registrieren', from }),
      other.say('registrieren'),
      chat.send({ type: 'message', text: 'status', from }),
      other.say('status'),
    ]);
    await chat.say('status');

    const database = await openDatabase(bot.database);
    const { data } = await database
      .selectFrom('enrollments')
      .select('data')
      .executeTakeFirstOrThrow();
    await database.destroy();
    const { participants } = JSON.parse(data) as { participants: { personId: string }[] };
    assert.deepEqual(
      participants.map(({ personId }) => personId),
      [chat.personId],
    );
    assert.deepEqual(await people(), [chat.personId]);
  });
});
