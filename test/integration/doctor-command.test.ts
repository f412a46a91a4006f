// The doctor at the database on both engines, and `npm run doctor` as a process of its own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { freshDatabase, onEachEngine, openFor } from '../support/database.ts';
import { type DoctorWorld, findings, startDoctorWorld } from '../support/doctor-world.ts';

const CLI = join(import.meta.dirname, '../../bot/cli/main.ts');
const TIMEOUT_MS = 20_000;

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

  it('says that a newer version was here', async () => {
    const fresh = await freshDatabase();
    const database = await openFor(fresh.url);
    await sql`insert into kysely_migration values ('9999-later', '2030')`.execute(database);

    const found = await look(fresh.variable);

    const tables = found.find(({ id }) => id === 'database.tables');
    assert.equal(tables?.state, 'fault');
    assert.match(tables.what, /newer Lotse was here: 9999-later/u);
  });

  it('says that it cannot be opened, and keeps the password', async () => {
    const server = 'postgres://u:secret-pw@127.0.0.1:9/x';

    const found = await look(engine === 'SQLite' ? 'file:/dev/null/lotse.db' : server);

    assert.equal(found[0]?.state, 'fault');
    assert.match(found[0].mend ?? '', /DATABASE_URL/u);
    assert.doesNotMatch(JSON.stringify(found), /secret-pw/u);
  });
});

describe('npm run doctor', function () {
  this.timeout(TIMEOUT_MS);
  let world: DoctorWorld;

  beforeEach(async () => {
    world = await startDoctorWorld();
  });

  afterEach(() => world.close());

  async function run(args: readonly string[] = [], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [CLI, 'doctor', ...args], {
      env: { DATABASE_URL: 'file:./none.db', ...world.env, ...env },
    });
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const [exitCode] = (await once(child, 'close')) as [number];
    const [stdout, stderr] = await output;
    return { exitCode, stdout, stderr };
  }

  it('says that all is well', async () => {
    const { exitCode, stdout, stderr } = await run();

    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(stdout, /app\.token +App id and secret are good/u);
    assert.match(stdout, /app\.secret +The secret ends on 2199-01-01/u);
    assert.match(stdout, /channel\.keys +There are 1 for Teams/u);
    assert.match(stdout, /^All well\.$/mu);
  });

  it('tells programs the same as JSON, and ends with 1 for a fault', async () => {
    world.refusal = 7_000_222;

    const { exitCode, stdout } = await run(['--json']);

    const told = JSON.parse(stdout) as { ok: boolean; counts: Record<string, number> };
    assert.deepEqual([exitCode, told.ok, told.counts['fault']], [1, false, 1]);
  });

  it('names every fault of the configuration at once', async () => {
    const { exitCode, stdout } = await run([], { PORT: '70000', QUIET_HOURS: 'sometimes' });

    assert.equal(exitCode, 1);
    assert.match(stdout, /FAULT +configuration +PORT:/u);
    assert.match(stdout, /FAULT +configuration +QUIET_HOURS:/u);
    assert.match(stdout, /^2 faults, 0 warnings\.$/mu);
  });

  it('refuses arguments it does not know', async () => {
    const { exitCode, stderr } = await run(['--url', 'http://bot.example']);

    assert.equal(exitCode, 64);
    assert.match(stderr, /--url must .*\n\nnpm run doctor/u);
  });
});
