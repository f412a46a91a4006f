// Moving from one engine to the other, as an operator does it: with the command, and the bot goes on there.

import assert from 'node:assert/strict';
import { announcement, event, stage, type Stage } from '../support/announcing.ts';
import { runCommand, type CommandResult } from '../support/command.ts';
import { freshDatabase, onPostgres, type Engine, type FreshDatabase } from '../support/database.ts';
import { PASSWORD } from '../../tools/postgres.ts';

const COMPANIES = 500;

function run(args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
  return runCommand('migrate-data', args, env);
}

/** Companies, events, notes sent and waiting; words that are hard on encodings; more than one batch. */
async function filled({ url }: FreshDatabase): Promise<Stage> {
  const on = await stage({ url });
  for (let at = 0; at < COMPANIES; at += 1) await on.enroll(`tenant-${at}`, `anna-${at}`);
  await on.meet('tenant-ß', 'Jürgen 🙂', "o'Neil");
  await on.intake.accept(
    Array.from({ length: COMPANIES }, (_, at) =>
      event({ subject: { kind: 'tenant', tenantId: `tenant-${at}` } }),
    ),
  );
  const questions = ['Wie?', 'Wie?', 'Wo?'].map((asked) => ({
    ...{ text: asked, language: 'de', outcome: 'unknown', topics: '[]', asked_at: '2026-03-02' },
  }));
  await on.database.insertInto('questions').values(questions).execute();
  await on.dispatcher.drain();
  await on.intake.accept([announcement({ subject: { kind: 'user', userId: 'anna-1' } })]);
  return on;
}

onPostgres('moving the data', () => {
  const WAYS: readonly (readonly [Engine, Engine])[] = [
    ['SQLite', 'PostgreSQL'],
    ['PostgreSQL', 'SQLite'],
  ];
  for (const [from, to] of WAYS) {
    it(`from ${from} to ${to} loses nothing, and the bot goes on there`, async () => {
      const source = await freshDatabase({ engine: from });
      const target = await freshDatabase({ engine: to, bare: true });
      const before = await filled(source);

      const { exitCode, stdout, stderr } = await run(
        ['--from', source.variable, '--to', target.variable],
        {},
      );

      assert.deepEqual([exitCode, stderr], [0, '']);
      assert.match(stdout, /^enrollments +500 {2}[\da-f]{32}$/mu);
      assert.match(stdout, /^questions +3 /mu);
      const after = await stage({ url: target.url });
      const page = { limit: 1_000 };
      assert.deepEqual(await after.intake.deliveries(page), await before.intake.deliveries(page));
      after.pass(60_000);
      await after.intake.accept([announcement({ subject: { kind: 'user', userId: 'anna-1' } })]);
      await after.dispatcher.drain();
      assert.deepEqual(after.subjects('anna-1'), ['announcement', 'announcement']);
      assert.equal((await after.insight()).deliveries.queued, 0);
    });
  }

  it('is refused when there is something already, and changes nothing', async () => {
    const source = await freshDatabase({ engine: 'SQLite' });
    const target = await freshDatabase();
    await (await stage({ url: source.url })).enroll('tenant-1', 'anna');
    const there = await stage({ url: target.url });
    await there.meet('tenant-2', 'ben');

    const { exitCode, stderr } = await run(['--from', source.variable], {
      DATABASE_URL: target.variable,
    });

    assert.deepEqual([exitCode, stderr.includes('(contacts)')], [1, true]);
    assert.equal(await there.enrollment('tenant-1'), undefined);
  });

  it('tells what is wrong without the password', async () => {
    const { variable } = await freshDatabase();
    const wrong = variable.replace(PASSWORD, 'wrong-but-secret');

    const ended = await Promise.all([
      run([]),
      run(['--from', 'file:/nowhere/lotse.db', '--to', variable]),
      run(['--from', wrong, '--to', 'file::memory:']),
      run(['--from', `${variable}?sslmode=prefer`, '--to', 'file::memory:']),
      run([`--form=${variable}`]),
    ]);

    assert.deepEqual(
      ended.map(({ exitCode }) => exitCode),
      [64, 1, 78, 78, 64],
    );
    const said = ended.map(({ stderr }) => stderr).join('\n');
    assert.doesNotMatch(said, new RegExp(`${PASSWORD}|wrong-but-secret`, 'u'));
    assert.match(said, /^--from: sslmode/mu);
  });
});
