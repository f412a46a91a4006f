// PostgreSQL goes down and comes back: what was acknowledged is there, nobody has to restart the bot.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase, ping, type Database } from '../../services/storage/database/database.ts';
import { createDocumentsIn } from '../../services/storage/stores/documents-store.ts';
import { inTransaction } from '../../services/storage/database/engine.ts';
import { isLost } from '../../services/storage/database/postgres-client.ts';
import { onPostgres } from '../support/database.ts';
import { patience } from '../support/patience.ts';
import { PASSWORD, startPostgres, type PostgresServer } from '../../tools/postgres.ts';

onPostgres('a server that is restarted', () => {
  let server: PostgresServer;
  let database: Database;

  before(async function () {
    this.timeout(patience(60_000));
    server = await startPostgres({ durable: true });
    database = await openDatabase(server.urlOf('postgres'), { connections: 4 });
  });

  after(async () => {
    await database.destroy();
    await server.end();
  });

  for (const way of ['stop', 'kill'] as const) {
    it(`by ${way} loses nothing that was acknowledged, and needs nobody`, async () => {
      const documents = createDocumentsIn(database, () => new Date());
      const acknowledged: string[] = [];
      const writing = { goes: true };
      const writers = [1, 2, 3, 4, 5, 6].map(async (writer) => {
        for (let count = 0; writing.goes; count += 1) {
          const key = `${way}-${writer}-${count}`;
          await documents.write([{ key, data: '{}', expected: undefined }]).then(
            () => acknowledged.push(key),
            (error: unknown) => {
              assert.ok(isLost(error), String(error));
            },
          );
        }
      });

      for (let restarts = 0; restarts < 3; restarts += 1) {
        await pause(150);
        await server[way]();
        await pause(100);
        await server.start();
      }
      await pause(300);
      writing.goes = false;
      await Promise.all(writers);

      const kept = new Set((await documents.read(acknowledged)).keys());
      assert.ok(acknowledged.length > 50, `${acknowledged.length} writes`);
      assert.deepEqual(
        acknowledged.filter((key) => !kept.has(key)),
        [],
      );
    });
  }

  it('is asked again by reads and unfinished transactions, each done once', async () => {
    const documents = createDocumentsIn(database, () => new Date());
    let runs = 0;

    await inTransaction(database, async (transaction) => {
      runs += 1;
      await sql`insert into documents values ('once', 1, '{}', 0)`.execute(transaction);
      if (runs > 1) return;
      await server.stop();
      await server.start();
    });
    await server.stop();
    const reading = documents.read(['once']);
    await pause(200);
    await server.start();

    assert.equal(runs, 2);
    assert.equal((await reading).get('once')?.etag, '1');
  });

  it('that stays away is told within seconds, by its code and without the password', async () => {
    await server.stop();

    await assert.rejects(ping(database), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'ECONNREFUSED');
      assert.doesNotMatch(`${error.message} ${error.stack ?? ''}`, new RegExp(PASSWORD, 'u'));
      return true;
    });
    await server.start();
    await ping(database);
  });
});
