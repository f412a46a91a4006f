// What is kept of one person: all of it is exported, and all of it goes. The schema itself says which tables know people.

import assert from 'node:assert/strict';
import { sql, type Insertable } from 'kysely';
import { laneOf } from '../../../services/notifications/outbox/outbox.ts';
import { createEnrollmentsIn } from '../../../services/storage/stores/enrollments-store.ts';
import { forgetPerson } from '../../../services/storage/stores/forget-person.ts';
import { createIdentitiesIn } from '../../../services/storage/stores/identities-store.ts';
import { exportPerson } from '../../../services/storage/maintenance/person-export.ts';
import type { LanesTable } from '../../../services/storage/database/notifications-schema.ts';
import type { Database } from '../../../services/storage/database/database.ts';
import { announcement, stage } from '../../support/announcing.ts';
import { onEachEngine, openFresh } from '../../support/database.ts';

const ANNA = '5f0f6f6e-0000-4000-8000-00000000a44a';
const ADDRESS = JSON.stringify({
  channelId: 'msteams',
  conversation: { id: 'a:anna' },
  user: { id: '29:anna', aadObjectId: ANNA },
});
const NOW = new Date('2026-11-29T09:00:00Z');
/** How a column is called that says who somebody is. */
const PERSONAL = /person|user|account|participant|mailbox/u;
/** A mailbox is watched by an operator's order, and ends by it. */
const OPERATORS = 'mail_';

onEachEngine('everything that is kept of a person', () => {
  it('is exported from every table that has a column for people', async () => {
    const database = await openFresh();
    const tables = await fill(database);

    const found = await exportPerson(database, { ids: [ANNA.toUpperCase()] }, NOW);

    const missing = tables.filter((table) => found?.data[table] === undefined);
    assert.ok(tables.length >= 6, String(tables));
    assert.deepEqual(missing, []);
    assert.ok(found?.data['documents'] !== undefined && found.data['events'] !== undefined);
    assert.ok(found.ids.includes('29:anna'));
    assert.doesNotMatch(JSON.stringify(found), /of nobody/u);
  });

  it('goes from every table that has a column for people', async () => {
    const database = await openFresh();
    const personal = (await fill(database)).filter((table) => !table.startsWith(OPERATORS));

    await forgetPerson(database, NOW, { tenantId: 'tenant-1', personId: ANNA });

    const rows = await Promise.all(
      [...personal, 'documents'].map((table) =>
        sql`select * from ${sql.table(table)}`.execute(database),
      ),
    );
    const left = JSON.stringify(rows.map((each) => each.rows));
    assert.doesNotMatch(left, new RegExp(`${ANNA}|a:anna`, 'iu'));
  });

  it('goes with what is kept under another of their ids', async () => {
    const on = await stage();
    await on.enroll('tenant-1', ANNA);
    const identities = createIdentitiesIn(on.database, () => on.time());
    await identities.meet({ tenantId: 'tenant-1', accountId: '29:first', objectId: ANNA });
    await on.meet('tenant-1', '29:first');

    const isShared = await forgetPerson(on.database, NOW, { tenantId: 'tenant-1', personId: ANNA });

    const found = await exportPerson(on.database, { ids: [ANNA, '29:first'] }, NOW);
    assert.equal(isShared, false);
    assert.equal(found, undefined);
  });

  it('is found under any of their ids', async () => {
    const on = await stage();
    await on.enroll('tenant-1', ANNA);
    const identities = createIdentitiesIn(on.database, () => on.time());
    for (const accountId of ['29:first', '29:second']) {
      await identities.meet({ tenantId: 'tenant-1', accountId, objectId: ANNA });
    }

    const found = await exportPerson(on.database, { ids: ['29:second'] }, NOW);

    assert.deepEqual(
      ['contacts', 'enrollments', 'identities'].filter((table) => !found?.data[table]?.length),
      [],
    );
    assert.ok(found?.ids.includes('29:first'), String(found?.ids));
  });

  it('holds their part in the enrollment, and no colleague’s name or id', async () => {
    const on = await stage();
    await on.enroll('tenant-1', ANNA, 'colleague-1');
    await answer(on.database, ANNA);
    await on.intake.accept([announcement()]);

    const found = await exportPerson(on.database, { ids: [ANNA], tenantId: 'tenant-1' }, NOW);

    const [enrollment] = found?.data['enrollments'] ?? [];
    const { answers, colleagues } = enrollment as { answers: object; colleagues: number };
    assert.match(JSON.stringify(answers), /"situation":"new"/u);
    assert.equal(colleagues, 1);
    assert.equal(found?.data['outbox']?.length, 1);
    assert.doesNotMatch(JSON.stringify(found), /colleague-1/u);
  });

  it('is nothing for somebody who was never met, and nothing in another tenant', async () => {
    const on = await stage();
    await on.enroll('tenant-1', ANNA);

    const stranger = await exportPerson(on.database, { ids: ['nobody'] }, NOW);
    const elsewhere = await exportPerson(on.database, { ids: [ANNA], tenantId: 'tenant-2' }, NOW);

    assert.deepEqual([stranger, elsewhere], [undefined, undefined]);
  });
});

async function answer(database: Database, personId: string): Promise<void> {
  const at = NOW.toISOString();
  const by = { personId, name: '', joinedAt: at };
  await createEnrollmentsIn(database, () => NOW).change('tenant-1', (current) => {
    if (current === undefined) throw new Error('There is no enrollment.');
    const values = { situation: 'new' };
    const answers = { ...current.answers, situation: { values, origins: {}, at, by: by.personId } };
    return { enrollment: { ...current, answers }, outcome: undefined };
  });
}

/** A row of one person in each table that has a column for people, and one of somebody else. Out: these tables. */
async function fill(database: Database): Promise<readonly string[]> {
  const tables = await database.introspection.getTables();
  const personal = tables.filter(({ columns }) => columns.some(({ name }) => PERSONAL.test(name)));
  for (const { name, columns } of personal) {
    for (const who of [ANNA, 'of nobody']) {
      const row = columns
        .filter((column) => !column.isAutoIncrementing && column.name !== 'seq')
        .map((column) => [column.name, valueFor(column.name, column.dataType, who)]);
      const values = Object.fromEntries(row) as Insertable<LanesTable>;
      await database
        .insertInto(name as 'lanes')
        .values(values)
        .execute();
    }
  }
  const state = { key: 'msteams/conversations/a:anna', etag: 1, data: '{}', updated_at: 1 };
  await database.insertInto('documents').values(state).execute();
  const event = { source: 's', id: 'e', type: 't', subject: `user/${ANNA}`, received_at: 1 };
  const waits = { awaits_people: null, awaits_enrollment: null, kept: null };
  await database
    .insertInto('events')
    .values({ ...event, ...waits })
    .execute();
  return personal.map(({ name }) => name).filter((name) => name !== 'events');
}

function valueFor(column: string, type: string, who: string): unknown {
  if (/int/iu.test(type)) return 1;
  if (PERSONAL.test(column) || ['id', 'key', 'activity_id'].includes(column)) return who;
  if (column === 'lane') return laneOf({ tenantId: 'tenant-1', userId: who });
  if (column === 'address') return who === ANNA ? ADDRESS : '{}';
  return column === 'tenant_id' ? 'tenant-1' : 'x';
}
