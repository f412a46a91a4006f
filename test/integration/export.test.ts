// `npm run export`: what comes out of a conversation that took place, and what is said when nothing does.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../bot/cli/export.ts';
import type { PersonExport } from '../../services/privacy/person-export.ts';
import { startBot, type BotUnderTest } from '../support/bot.ts';
import type { Chat } from '../support/chat.ts';
import { runCommand, type CommandResult } from '../support/command.ts';
import { onEachEngine } from '../support/database.ts';

onEachEngine('npm run export', () => {
  let bot: BotUnderTest;
  let chat: Chat;

  beforeEach(async () => {
    bot = await startBot();
    chat = bot.chat();
    await chat.say('registrieren');
    await chat.press({ action: 'answer', step: 'situation', situation: 'new' });
  });

  afterEach(() => bot.stop());

  function run(...args: readonly string[]): Promise<CommandResult> {
    return runCommand('export', args, { DATABASE_URL: bot.variable });
  }

  it('prints everything that is kept of a person as JSON', async () => {
    const { exitCode, stdout } = await run('--person', chat.personId, '--tenant', chat.tenantId);

    const { data, ids } = JSON.parse(stdout) as PersonExport;
    assert.equal(exitCode, 0);
    assert.ok(ids.includes(chat.personId));
    assert.deepEqual(
      ['contacts', 'documents', 'enrollments', 'turns'].filter((table) => !data[table]?.length),
      [],
    );
    assert.match(JSON.stringify(data['enrollments']), /"situation":"new"/u);
  });

  it('writes a file that only its owner may read, and none over another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lotse-test-'));
    const out = join(folder, 'export.json');

    const first = await run('--person', chat.personId, '--out', out);
    const second = await run('--person', chat.personId, '--out', out);

    assert.equal(first.exitCode, 0);
    assert.equal(statSync(out).mode & 0o777, 0o600);
    assert.match(readFileSync(out, 'utf8'), /"exportedAt"/u);
    assert.equal(second.exitCode, 1);
    assert.match(second.stderr, /exists already/u);
    rmSync(folder, { recursive: true });
  });

  it('says so when nothing is kept of somebody', async () => {
    const { exitCode, stdout, stderr } = await run('--person', 'nobody');

    assert.deepEqual([exitCode, stdout], [1, '']);
    assert.match(stderr, /Nothing is kept of this person/u);
  });

  it('has nothing left of whoever had their data deleted', async () => {
    await chat.say('meine Daten löschen');
    await chat.say('ja');

    const { exitCode, stdout } = await run('--person', chat.personId);

    assert.deepEqual([exitCode, stdout], [1, '']);
  });
});

describe('the arguments of npm run export', () => {
  const wrong = [[], ['--person', ' '], ['--person', 'a', '--out', ''], ['--nobody', 'a']];
  for (const args of wrong) {
    it(`are refused when they are ${JSON.stringify(args)}`, () => {
      const read = readArguments(args);

      assert.equal(typeof read, 'string');
    });
  }
});
