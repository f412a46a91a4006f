import assert from 'node:assert/strict';
import type { Database } from '../../../services/storage/database/database.ts';
import { createContactsIn } from '../../../services/storage/stores/contacts-store.ts';
import {
  createTurnTransactions,
  type TurnTransactions,
} from '../../../services/storage/transactions/turn-transaction.ts';
import type { Contacts } from '../../../services/contacts/contacts.ts';
import { onEachEngine, openFresh } from '../../support/database.ts';
import { contactOf } from '../../support/notes.ts';

onEachEngine('the transaction of a turn', () => {
  let database: Database;
  let turns: TurnTransactions;
  let contacts: Contacts;

  beforeEach(async () => {
    database = await openFresh();
    turns = createTurnTransactions(database);
    contacts = createContactsIn(database, () => new Date(0));
  });

  function save(personId: string): Promise<void> {
    return contacts.save(contactOf({ tenantId: 'tenant', personId }));
  }

  async function saved(personId: string): Promise<boolean> {
    return (await contacts.find('tenant', personId)) !== undefined;
  }

  async function failing(personId: string): Promise<never> {
    await save(personId);
    throw new Error('in the middle');
  }

  it('keeps all that the stores did', async () => {
    await turns.run('one', async () => {
      await save('anna');
      await save('bert');
    });

    assert.deepEqual([await saved('anna'), await saved('bert')], [true, true]);
  });

  it('keeps nothing when the turn throws', async () => {
    await assert.rejects(
      turns.run('one', () => failing('anna')),
      /in the middle/u,
    );

    assert.equal(await saved('anna'), false);
  });

  it('takes back only what failed of turns written together', async () => {
    const running = [
      turns.run('one', () => save('anna')),
      turns.run('two', () => failing('bert')),
      turns.run('three', () => save('carl')),
    ];

    const ends = await Promise.allSettled(running);

    assert.deepEqual(
      ends.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(await Promise.all(['anna', 'bert', 'carl'].map(saved)), [true, false, true]);
  });

  it('takes back a transaction inside of it that failed, and no more', async () => {
    await turns.run('one', async () => {
      await save('anna');
      const inner = database.transaction().execute(() => failing('bert'));
      await assert.rejects(inner);
      await database.transaction().execute(() => save('carl'));
    });

    assert.deepEqual(await Promise.all(['anna', 'bert', 'carl'].map(saved)), [true, false, true]);
  });

  it('joins a turn it is begun in', async () => {
    const outer = turns.run('one', async () => {
      await turns.run('two', () => save('anna'));
      throw new Error('afterwards');
    });

    await assert.rejects(outer);
    assert.equal(await saved('anna'), false);
  });

  it('is not seen by others before it is over', async () => {
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const turn = turns.run('one', async () => {
      await save('anna');
      begun();
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('after all not');
    });

    await isBegun;
    const during = saved('anna');
    await assert.rejects(turn);

    assert.equal(await during, false);
  });

  it('ends with the turn: what runs on stands for itself', async () => {
    let later: Promise<void> | undefined;
    await turns.run('one', () => {
      later = new Promise((resolve) => setImmediate(resolve)).then(() => save('anna'));
      return Promise.resolve();
    });

    await later;

    assert.equal(await saved('anna'), true);
  });
});
