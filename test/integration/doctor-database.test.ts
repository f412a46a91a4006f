// The doctor at the database, on both engines.

import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { sql } from 'kysely';
import { freshDatabase, onEachEngine, openFor } from '../support/database.ts';
import { findings } from '../support/doctor-world.ts';

onEachEngine('the doctor at the database', (engine) => {
  async function look(DATABASE_URL: string) {
    return (await findings({ DATABASE_URL })).filter(({ id }) => id.startsWith('database'));
  }

  it('finds nothing where everything is in order', async () => {
    const fresh = await freshDatabase();
    await openFor(fresh.url);

    const found = await look(fresh.variable);

    assert.deepEqual(new Set(found.map(({ state }) => state)), new Set(['ok']));
    const words = found.map(({ what }) => what).join('\n');
    assert.match(words, engine === 'SQLite' ? /synchronous FULL/u : /of \d+ connections/u);
  });

  it('says what the next start will do, and does not do it', async () => {
    const { variable } = await freshDatabase({ bare: true });

    const twice = [await look(variable), await look(variable)].map((found) =>
      found.map(({ what }) => what).join(),
    );

    const words = engine === 'SQLite' ? /first start makes it/u : /Not up to date: 0001/u;
    for (const each of twice) assert.match(each, words);
  });

  it('lets a newer version that only added to the tables be', async () => {
    const fresh = await freshDatabase();
    const database = await openFor(fresh.url);
    await sql`insert into lotse_migration values ('9999-later', '2030')`.execute(database);

    const found = await look(fresh.variable);

    const tables = found.find(({ id }) => id === 'database.tables');
    assert.equal(tables?.state, 'warning');
    assert.match(tables.what, /works beside it/u);
  });

  it('says that a newer version took something away', async () => {
    const fresh = await freshDatabase();
    const database = await openFor(fresh.url);
    const name = '9999-contract-9998-later';
    await sql`insert into lotse_migration values (${name}, '2030')`.execute(database);

    const found = await look(fresh.variable);

    const tables = found.find(({ id }) => id === 'database.tables');
    assert.equal(tables?.state, 'fault');
    assert.match(tables.what, /newer Lotse was here: 9999-contract/u);
  });

  it('says who else may read the file', async () => {
    const fresh = await freshDatabase();
    await (await openFor(fresh.url)).destroy();
    if (engine === 'SQLite') chmodSync(fresh.url, 0o644);

    const found = await look(fresh.variable);

    const owner = found.find(({ id }) => id === 'database.owner');
    assert.equal(owner?.state, engine === 'SQLite' ? 'warning' : undefined);
  });

  it('says that it cannot be opened, and keeps the password', async () => {
    const server = 'postgres://u:secret-pw@127.0.0.1:9/x';

    const found = await look(engine === 'SQLite' ? 'file:/dev/null/lotse.db' : server);

    assert.equal(found[0]?.state, 'fault');
    assert.match(found[0].mend ?? '', /DATABASE_URL/u);
    assert.doesNotMatch(JSON.stringify(found), /secret-pw/u);
  });
});
