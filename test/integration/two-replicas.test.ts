// Two processes' worth of bot over one PostgreSQL: a conversation's turns may come to either.

import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { openDatabase } from '../../services/storage/database/database.ts';
import { BERLIN } from '../fixtures/companies.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import { createChat, type Chat } from '../support/chat.ts';
import { onPostgres } from '../support/database.ts';
import { dataOf, fillIn, lastCard, stepOf } from '../support/form.ts';

onPostgres('two replicas', () => {
  let one: BotUnderTest;
  let other: BotUnderTest;
  let here: Chat;
  let there: Chat;

  beforeEach(async () => {
    one = await startBot();
    other = await startBot({ DATABASE_URL: one.variable });
    here = one.chat();
    const { conversationId, personId } = here;
    const same = { connector: one.connector, conversationId, personId };
    there = createChat({ botUrl: other.url(), ...same });
  });

  afterEach(async () => {
    await other.stop();
    await one.stop();
  });

  it('take the answers of one conversation in turns', async () => {
    let card = lastCard(await here.say('registrieren'));

    for (const [at, inputs] of Object.values(BERLIN).entries()) {
      const chat = at % 2 === 0 ? there : here;
      card = lastCard(await chat.press({ ...dataOf(card, 'answer'), ...inputs }));
    }

    assert.equal(dataOf(card, 'confirm')['action'], 'confirm');
  });

  it('let one of fifty overlapping answers to a step count', async () => {
    const card = await fillIn(here, BERLIN, 'company');
    const data = dataOf(card, 'answer');
    const before = one.connector.sentTo(here.conversationId).length;

    await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 === 0 ? here : there).press({
          ...data,
          ...BERLIN.company,
          legalName: `Firma ${at} GmbH`,
        }),
      ),
    );

    const sent = one.connector.sentTo(here.conversationId).slice(before);
    const told = sent.filter(({ activity }) => (activity.text ?? '').includes('beantwortet'));
    assert.equal(told.length, 49);
  });

  it('do at one what came at the other only once', async () => {
    const twice = { id: 'activity-1', type: 'message', text: 'registrieren' };

    await Promise.all([here.send(twice), there.send(twice)]);

    const database = await openDatabase(one.database);
    const { rows } = await sql<object>`select * from turns`.execute(database);
    await database.destroy();
    const sent = one.connector.sentTo(here.conversationId);
    assert.equal(rows.length, 1);
    assert.equal(sent.length, 1);
    assert.equal(
      stepOf(lastCard([{ ...sent[0]?.activity, id: '1', method: 'POST' }])),
      'situation',
    );
  });
});
