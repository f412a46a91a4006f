// Two releases over one database: the older one goes on beside the newer one, which only adds (decision 50).

import assert from 'node:assert/strict';
import { Kysely, sql } from 'kysely';
import { dialectFor, openDatabase } from '../../../services/storage/database/database.ts';
import { migrations } from '../../../services/storage/migrations/migrations.ts';
import { announcement, stage } from '../../support/announcing.ts';
import { afterTest, freshDatabase, onEachEngine, openFor } from '../../support/database.ts';

/** The last migration of the release before: what it made is in use while this release's run. */
const RELEASED = '0004';
/** What breaks a process that does not know of it. */
const BREAKS: readonly RegExp[] = [
  /^drop (?:table|index|view)/u,
  /^alter table .* (?:drop|rename|alter column)\b/u,
  /^alter table .* add constraint\b/u,
  /^create unique index\b/u,
];
const TABLE = /\b(?:table|on|from|truncate)(?: if exists)? "?(\w+)/u;
const ADDS_COLUMN = /^alter table .* add (?:column )?(?:if not exists )?"?\w+"? (?<rest>.*)$/u;

onEachEngine('an older release', () => {
  async function after(migration: string): Promise<string> {
    const fresh = await freshDatabase();
    const database = await openFor(fresh.url);
    await sql`insert into lotse_migration values (${migration}, '2030')`.execute(database);
    return fresh.url;
  }

  it('starts and works beside a newer one that has added to the tables', async () => {
    const url = await after('9999-later');

    const on = await stage({ url });
    await on.meet('tenant-1', 'anna');
    await on.intake.accept([announcement()]);
    await on.dispatcher.drain();

    assert.deepEqual(on.subjects('anna'), ['announcement']);
  });

  it('starts when what was taken away is none of what it needs', async () => {
    const url = await after(`9999-contract-${RELEASED}-later`);

    const database = await openDatabase(url);
    await database.destroy();

    assert.ok(url);
  });

  it('does not start when it needs what was taken away', async () => {
    const url = await after('9999-contract-9998-later');

    const opening = openDatabase(url);

    await assert.rejects(opening, { name: 'NewerDatabase', migration: '9999-contract-9998-later' });
  });
});

onEachEngine('the migrations since the last release', () => {
  it('add to what is in use, and break no process that does not know of them', async () => {
    const { url } = await freshDatabase({ bare: true });
    const ran: string[] = [];
    const database = new Kysely<unknown>({
      dialect: dialectFor(url),
      log: ({ query }) => {
        ran.push(query.sql.replaceAll(/\s+/gu, ' ').trim().toLowerCase());
      },
    });
    afterTest(() => database.destroy());
    const found: string[] = [];

    for (const [name, migration] of Object.entries(await migrations.getMigrations())) {
      ran.length = 0;
      await migration.up(database);
      const isContract = /^\d{4}-contract-/u.test(name);
      if (name.slice(0, 4) > RELEASED && !isContract) {
        const made = new Set(ran.flatMap((text) => /^create table "?(\w+)/u.exec(text)?.[1] ?? []));
        found.push(...ran.filter((text) => breaks(text, made)).map((text) => `${name}: ${text}`));
      }
    }

    assert.deepEqual(found, []);
  });

  it('that take something away say since when nobody needs it, and that is released', async () => {
    const names = Object.keys(await migrations.getMigrations());

    const contracts = names.filter((name) => name.includes('contract'));

    const wrong = contracts.filter((name) => {
      const needed = /^\d{4}-contract-(\d{4})-/u.exec(name)?.[1];
      return needed === undefined || needed > RELEASED;
    });
    assert.deepEqual(wrong, []);
  });
});

describe('a statement that takes something away from the release before', () => {
  const USED = new Set<string>();

  for (const statement of [
    'drop table contacts',
    'alter table contacts drop column name',
    'alter table contacts rename to people',
    'alter table contacts rename column name to full_name',
    'alter table contacts alter column name set not null',
    'alter table contacts add column age integer not null',
    'alter table contacts add constraint once unique (name)',
    'create unique index contacts_once on contacts (name)',
  ]) {
    it(`is noticed: ${statement}`, () => {
      assert.equal(breaks(statement, USED), true);
    });
  }

  for (const statement of [
    'alter table contacts add column age integer',
    'alter table contacts add column age integer not null default 0',
    'create index contacts_age on contacts (age)',
    'create table people (id text not null)',
  ]) {
    it(`is not: ${statement}`, () => {
      assert.equal(breaks(statement, USED), false);
    });
  }
});

/** In: a statement, and the tables that are made in the same migration: nobody uses those yet. */
function breaks(statement: string, made: ReadonlySet<string>): boolean {
  const [, table = ''] = TABLE.exec(statement) ?? [];
  if (made.has(table)) return false;
  return isDemanding(statement) || BREAKS.some((one) => one.test(statement));
}

function isDemanding(statement: string): boolean {
  const added = ADDS_COLUMN.exec(statement)?.groups?.['rest'] ?? '';
  return /\bnot null\b/u.test(added) && !/\bdefault\b/u.test(added);
}
