import assert from 'node:assert/strict';
import type { Database } from '../../../services/storage/database/database.ts';
import { createContactsIn } from '../../../services/storage/stores/contacts-store.ts';
import { createDocumentsIn } from '../../../services/storage/stores/documents-store.ts';
import { createIdentitiesIn } from '../../../services/storage/stores/identities-store.ts';
import { createEnrollmentsIn } from '../../../services/storage/stores/enrollments-store.ts';
import { createTurnsIn, removeTurnsBefore } from '../../../services/storage/stores/turns-store.ts';
import { runningTurn } from '../../../services/storage/transactions/ambient-transaction.ts';
import type { CachedTable } from '../../../services/storage/transactions/row-cache.ts';
import { createTurnTransactions } from '../../../services/storage/transactions/turn-transaction.ts';
import type { PersonIds } from '../../../services/contacts/identities.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import type { WholeTurn } from '../../../services/turns/turns.ts';
import { onEachEngine, openFresh } from '../../support/database.ts';
import { answered } from '../../support/enrollment-samples.ts';
import { contactOf } from '../../support/notes.ts';

const NOW = (): Date => new Date(0);
const TENANT = 'tenant';
const PLACE = { tenantId: TENANT, conversation: 'conversation' };

type Stores = ReturnType<typeof storesOf>;
type Act = (stores: Stores, database: Database) => Promise<unknown>;

interface CachingStore {
  readonly key: string;
  readonly fill: Act;
  readonly read: Act;
  /** By method; what stands behind a colon tells ways to call it apart. */
  readonly writes: Readonly<Record<string, Act>>;
  /** Methods that write nothing. */
  readonly others: readonly string[];
}

const CONTACT = contactOf({ tenantId: TENANT, personId: 'anna' });

const STORES: Readonly<Record<CachedTable, CachingStore>> = {
  contacts: {
    key: `${TENANT}\nanna`,
    fill: ({ contacts }) => contacts.save(CONTACT),
    read: ({ contacts }) => contacts.find(TENANT, 'anna'),
    writes: {
      save: ({ contacts }) => contacts.save({ ...CONTACT, name: 'Berta', muted: ['standing'] }),
      remove: ({ contacts }) => contacts.remove(TENANT, 'anna'),
    },
    others: ['find'],
  },
  identities: {
    key: `${TENANT}\n29:a`,
    fill: ({ contacts, identities }) =>
      contacts.save(CONTACT).then(() => identities.meet(idsOf('29:a', 'anna'))),
    read: ({ identities }) => identities.find(idsOf('29:a')),
    writes: {
      'meet: after another joined it': async ({ identities }) => {
        await identities.forget(TENANT, 'anna');
        await identities.meet(idsOf('29:a', 'berta'));
      },
      forget: ({ identities }) => identities.forget(TENANT, 'anna'),
    },
    others: ['find', 'idsOf'],
  },
  enrollments: {
    key: TENANT,
    fill: (stores) => change(stores, answered('situation')),
    read: ({ enrollments }) => enrollments.find(TENANT),
    writes: {
      'change: update': (stores) => change(stores, answered('situation', 'account')),
      'change: another': (stores) => change(stores, { ...answered(), id: 'another' }),
      'change: remove': (stores) => change(stores, null),
      setAside: ({ enrollments }) => enrollments.setAside(TENANT),
    },
    others: ['find'],
  },
  documents: {
    key: 'key',
    fill: ({ documents }) => documents.write([write('first')]),
    read: ({ documents }) => documents.read(['key']),
    writes: {
      'write: as read': ({ documents }) => documents.write([write('next', '1')]),
      'write: whatever is there': ({ documents }) => documents.write([write('next')]),
      'write: several': ({ documents }) =>
        documents.write([write('next', '1'), { ...write('other'), key: 'other' }]),
      remove: ({ documents }) => documents.remove(['key', 'other']),
      setAside: ({ documents }) => documents.setAside('key'),
    },
    others: ['read'],
  },
  turns: {
    key: `${TENANT}\n${PLACE.conversation}`,
    fill: ({ turns }) => turns.add(keyOf('1'), turnOf('1')),
    read: ({ turns }) => turns.latest(PLACE),
    writes: {
      add: ({ turns }) => turns.add(keyOf('2'), turnOf('2')),
      settle: ({ turns }) => turns.settle([{ key: keyOf('1'), state: 'held', sent: 1, at: 7 }]),
      erase: ({ turns }) => turns.erase(TENANT, 'anna'),
      'removeTurnsBefore: all': (_, database) => removeTurnsBefore(database, 1_000),
    },
    others: ['latest', 'find'],
  },
};

for (const [table, store] of Object.entries(STORES) as [CachedTable, CachingStore][]) {
  onEachEngine(`the cached rows of ${table}`, () => {
    let database: Database;
    let stores: Stores;

    beforeEach(async () => {
      database = await openFresh();
      stores = storesOf(database);
      await store.fill(stores, database);
    });

    function turn<T>(work: () => Promise<T>): Promise<T> {
      return createTurnTransactions(database).run('one', work);
    }

    async function row(): Promise<unknown> {
      await store.read(stores, database);
      return structuredClone(runningTurn()?.rows.table(table).find(store.key)?.row);
    }

    async function cachedAndStored(): Promise<readonly [unknown, unknown]> {
      const cached = await row();
      runningTurn()?.rows.forget();
      return [cached, await row()];
    }

    for (const [name, write] of Object.entries(store.writes)) {
      it(`are as the database has them after ${name} in a turn`, async () => {
        const [before, cached, stored] = await turn(async () => {
          const first = await row();
          await write(stores, database);
          return [first, ...(await cachedAndStored())];
        });

        assert.deepEqual(cached, stored);
        assert.notDeepEqual(stored, before);
      });

      it(`are as the database has them after ${name} outside of turns`, async () => {
        const before = await turn(row);
        await write(stores, database);

        const [cached, stored] = await turn(cachedAndStored);

        assert.deepEqual(cached, stored);
        assert.notDeepEqual(stored, before);
      });
    }

    it('have a test for every method of their store', () => {
      const methods = Object.keys(store.writes).map((name) => name.replace(/:.*/u, ''));
      const tested = new Set([...methods, ...store.others]);

      const untested = Object.keys(stores[table]).filter((method) => !tested.has(method));

      assert.deepEqual(untested, []);
    });
  });
}

function storesOf(database: Database) {
  return {
    contacts: createContactsIn(database, NOW),
    identities: createIdentitiesIn(database, NOW),
    enrollments: createEnrollmentsIn(database, NOW),
    documents: createDocumentsIn(database, NOW),
    turns: createTurnsIn(database),
  };
}

function change({ enrollments }: Stores, enrollment: Enrollment | null): Promise<null> {
  return enrollments.change(TENANT, () => ({ enrollment, outcome: null }));
}

function write(data: string, expected?: string) {
  return { key: 'key', data: JSON.stringify(data), expected };
}

function idsOf(accountId: string, objectId?: string): PersonIds {
  return { tenantId: TENANT, accountId, objectId };
}

function keyOf(activityId: string) {
  return { ...PLACE, activityId };
}

function turnOf(activityId: string): WholeTurn {
  const said = { digest: 'd', asked: '', localTime: '', channelTime: '', replies: 'r', answer: '' };
  const state = { answeredAt: null, state: 'unsent', owner: 'me', sent: 0 } as const;
  return { ...said, ...state, activityId, personId: 'anna', receivedAt: Number(activityId) };
}
