import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { createContactsIn } from '../../../services/storage/stores/contacts-store.ts';
import type { Database } from '../../../services/storage/database/database.ts';
import { createDocumentsIn } from '../../../services/storage/stores/documents-store.ts';
import { createEnrollmentsIn } from '../../../services/storage/stores/enrollments-store.ts';
import { createTurnTransactions } from '../../../services/storage/transactions/turn-transaction.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { freshDatabase, onEachEngine, openFor } from '../../support/database.ts';
import { answered } from '../../support/enrollment-samples.ts';
import { contactOf } from '../../support/notes.ts';

const NOW = (): Date => new Date(0);
const TENANT = 'tenant';

onEachEngine('what is kept from turn to turn', () => {
  let database: Database;
  let other: Database;
  let stores: ReturnType<typeof storesOf>;
  let elsewhere: ReturnType<typeof storesOf>;

  beforeEach(async () => {
    const { url } = await freshDatabase();
    database = await openFor(url);
    other = await openFor(url);
    stores = storesOf(database);
    elsewhere = storesOf(other);
    await turn(async () => {
      await stores.contacts.save(contactNamed('Anna'));
      await stores.enrollments.change(TENANT, () => kept(answered('situation')));
      await stores.documents.write([{ key: 'key', data: '"first"', expected: undefined }]);
    });
    await turn(seen);
  });

  function turn<T>(work: () => Promise<T>): Promise<T> {
    return createTurnTransactions(database).run('one', work);
  }

  async function seen(): Promise<readonly unknown[]> {
    const contact = await stores.contacts.find(TENANT, 'anna');
    const enrollment = await stores.enrollments.find(TENANT);
    const document = (await stores.documents.read(['key'])).get('key');
    return [contact?.name, Object.keys(enrollment?.answers ?? {}), document?.data];
  }

  it('is what the turn before has written', async () => {
    assert.deepEqual(await turn(seen), ['Anna', ['situation'], '"first"']);
  });

  it('is not what a turn wrote that failed', async () => {
    const failing = turn(async () => {
      await change(stores, 'Berta');
      throw new Error('in the middle');
    });

    await assert.rejects(failing, /in the middle/u);

    assert.deepEqual(await turn(seen), ['Anna', ['situation'], '"first"']);
  });

  it('is not what a part of a turn wrote that was rolled back', async () => {
    await turn(async () => {
      const inner = database.transaction().execute(async () => {
        await change(stores, 'Berta');
        throw new Error('only this');
      });
      await assert.rejects(inner, /only this/u);
    });

    assert.deepEqual(await turn(seen), ['Anna', ['situation'], '"first"']);
  });

  it('is nothing of turns that could not be committed', async () => {
    await sql`create table parents (id integer primary key)`.execute(database);
    await sql`create table children
      (parent integer references parents (id) deferrable initially deferred)`.execute(database);
    const orphaned = turn(async () => {
      await change(stores, 'Berta');
      await sql`insert into children (parent) values (1)`.execute(database);
    });
    const beside = turn(() => Promise.resolve());

    await Promise.allSettled([orphaned, beside]);

    await assert.rejects(orphaned, /foreign key/iu);
    assert.deepEqual(await turn(seen), ['Anna', ['situation'], '"first"']);
  });

  it('yields to what was written outside of any turn', async () => {
    await change(stores, 'Berta');

    assert.deepEqual(await turn(seen), ['Berta', ['situation', 'account'], '"next"']);
  });

  it('yields to what another process has written', async () => {
    await change(elsewhere, 'Carla');

    assert.deepEqual(await turn(seen), ['Carla', ['situation', 'account'], '"next"']);
  });

  it('yields to a write that waited for a turn to end', async () => {
    const { promise: isWritten, resolve: goOn } = Promise.withResolvers<null>();
    const reading = turn(async () => {
      await seen();
      await isWritten;
      return seen();
    });
    const saving = stores.contacts.save(contactNamed('Dora'));

    goOn(null);
    await Promise.all([reading, saving]);

    assert.deepEqual((await turn(seen))[0], 'Dora');
  });

  it('yields to a transaction outside of turns, once it is over', async () => {
    const failing = database.transaction().execute(async (transaction) => {
      await storesOf(transaction).contacts.save(contactNamed('Dora'));
      throw new Error('not this one');
    });
    await assert.rejects(failing, /not this one/u);
    assert.deepEqual((await turn(seen))[0], 'Anna');

    await database.transaction().execute(async (transaction) => {
      await storesOf(transaction).contacts.save(contactNamed('Dora'));
    });

    assert.deepEqual((await turn(seen))[0], 'Dora');
  });

  it('is shared by all stores over one database', async () => {
    await turn(() => change(storesOf(database), 'Berta'));

    assert.deepEqual(await turn(seen), ['Berta', ['situation', 'account'], '"next"']);
  });

  it('is gone with what was removed', async () => {
    await turn(async () => {
      await stores.contacts.remove(TENANT, 'anna');
      await stores.enrollments.change(TENANT, () => ({ enrollment: null, outcome: null }));
      await stores.documents.remove(['key']);
    });

    assert.deepEqual(await turn(seen), [undefined, [], undefined]);
  });

  it('lets a change find the version it is over', async () => {
    await turn(() => change(stores, 'Berta'));
    await turn(() => stores.enrollments.change(TENANT, paused));

    const [document] = (await elsewhere.documents.read(['key'])).values();
    assert.equal(document?.etag, '2');
    assert.equal((await elsewhere.enrollments.find(TENANT))?.pausedAt, 'now');
  });

  async function change(by: typeof stores, name: string): Promise<void> {
    await by.contacts.save(contactNamed(name));
    await by.enrollments.change(TENANT, () => kept(answered('situation', 'account')));
    const etag = (await by.documents.read(['key'])).get('key')?.etag;
    await by.documents.write([{ key: 'key', data: '"next"', expected: etag }]);
  }
});

function storesOf(database: Database) {
  return {
    contacts: createContactsIn(database, NOW),
    enrollments: createEnrollmentsIn(database, NOW),
    documents: createDocumentsIn(database, NOW),
  };
}

function contactNamed(name: string) {
  return { ...contactOf({ tenantId: TENANT, personId: 'anna' }), name };
}

function paused(now: Enrollment | undefined): {
  enrollment: Enrollment | undefined;
  outcome: null;
} {
  return { enrollment: now && { ...now, pausedAt: 'now' }, outcome: null };
}

function kept(enrollment: Enrollment): { enrollment: Enrollment; outcome: null } {
  return { enrollment, outcome: null };
}
