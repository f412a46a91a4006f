import assert from 'node:assert/strict';
import { createConnectorClient } from '../../bot/teams/connector/connector-client.ts';
import { createNotificationSender } from '../../bot/teams/connector/notification-sender.ts';
import { createStateStorage } from '../../bot/teams/sdk/state-storage.ts';
import type { NotificationSender } from '../../services/notifications/notification.ts';
import { applyFact } from '../../services/enrollment/facts.ts';
import { createContactsIn } from '../../services/storage/stores/contacts-store.ts';
import { openDatabase, type Database } from '../../services/storage/database/database.ts';
import { createDocumentsIn } from '../../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../../services/storage/stores/enrollments-store.ts';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { assertGoodCard } from '../support/card-rules.ts';
import { actionsOf, cardOf, textsOf } from '../support/cards.ts';
import type { Chat } from '../support/chat.ts';
import { dataOf, fillIn, lastCard, report, wordsIn } from '../support/form.ts';
import { EVERY_NOTE, noteOf } from '../support/notes.ts';
import { onEachEngine } from '../support/database.ts';

onEachEngine('an announcement in a real conversation', () => {
  let bot: BotUnderTest;
  let chat: Chat;
  let database: Database;
  let messenger: NotificationSender;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
    await chat.say('hallo');
    const now = (): Date => bot.now;
    database = await openDatabase(bot.database);
    messenger = createNotificationSender({
      contacts: createContactsIn(database, now),
      enrollments: createEnrollmentsIn(database, now),
      state: createStateStorage(createDocumentsIn(database, now)),
      client: createConnectorClient({ authorize: () => undefined }),
      trust: () => true,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      now,
    });
  });

  afterEach(async () => {
    await database.destroy();
    await bot.stop();
  });

  function to(): { tenantId: string; userId: string } {
    return { tenantId: chat.tenantId, userId: chat.personId };
  }

  it('comes to the person who has written once', async () => {
    const outcome = await messenger.send(to(), [noteOf('announcement')]);

    const last = bot.connector.sentTo(chat.conversationId).at(-1);
    assert.deepEqual(outcome, { kind: 'sent', activityId: last?.activityId });
    assert.match(textsOf(cardOf(last?.activity)).join('\n'), /Neue Preise/u);
  });

  it('comes in the language she switched to', async () => {
    await chat.say('english');

    await messenger.send(to(), [noteOf('announcement')]);

    const last = bot.connector.sentTo(chat.conversationId).at(-1);
    assert.match(String(last?.activity.summary), /New prices/u);
  });

  it('moves the status card that is already there', async () => {
    const review = await fillIn(chat, BERLIN);
    await report(chat, lastCard(await chat.press(dataOf(review, 'confirm'))));
    const living = bot.connector
      .sentTo(chat.conversationId)
      .findLast(({ method }) => method === 'PUT')?.activityId;
    const at = bot.now.toISOString();
    await createEnrollmentsIn(database, () => bot.now).change(chat.tenantId, (current) => {
      assert.ok(current);
      const fact = { milestone: 'verified', state: 'failed', source: 'operator', at } as const;
      const outcome = applyFact(current, fact);
      assert.ok(outcome.kind === 'applied');
      return { enrollment: outcome.enrollment, outcome: undefined };
    });

    await messenger.send(to(), [noteOf('verification.rejected')]);

    const [status, news] = bot.connector.sentTo(chat.conversationId).slice(-2);
    assert.deepEqual([status?.method, status?.activityId], ['PUT', living]);
    assert.match(textsOf(cardOf(status?.activity)).join('\n'), /❌ Überprüfung durch Microsoft/u);
    assert.match(String(news?.activity.summary), /Die Überprüfung wurde abgelehnt/u);
  });

  it('has no button that the bot does not understand', async () => {
    for (const note of EVERY_NOTE) {
      await messenger.send(to(), [note]);
      const sent = bot.connector.sentTo(chat.conversationId).at(-1);
      assertGoodCard({ ...sent?.activity, id: '1', method: 'POST' });
      const presses = actionsOf(cardOf(sent?.activity)).flatMap(
        ({ data }) => (data as object | undefined) ?? [],
      );
      for (const data of presses) {
        const replies = await chat.press(data);
        assert.doesNotMatch(wordsIn(replies), /Schaltfläche kenne ich nicht/u);
        assert.ok(replies.length > 0);
      }
    }
  });

  it('is turned off kind by kind', async () => {
    await messenger.send(to(), [noteOf('mpa.unsigned')]);
    const card = cardOf(bot.connector.sentTo(chat.conversationId).at(-1)?.activity);

    const replies = await chat.press(dataOf(card, 'mute'));

    const contact = await createContactsIn(database, () => bot.now).find(
      chat.tenantId,
      chat.personId,
    );
    assert.deepEqual(contact?.muted, ['mpa']);
    assert.match(wordsIn(replies), /Partner-Vereinbarung/u);
  });

  it('comes nowhere when her data was deleted', async () => {
    await chat.say('meine daten löschen');
    await chat.say('ja');
    const before = bot.connector.received.length;

    const outcome = await messenger.send(to(), [noteOf('announcement')]);

    assert.equal(outcome.kind, 'never');
    assert.equal(bot.connector.received.length, before);
  });
});
