// `npm run event` and `npm run deliveries` as processes of their own, against an event API that answers.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot } from '../support/bot.ts';
import { runCommand } from '../support/command.ts';
import { type EventApi, openEventApi, SECRET } from '../support/event-api.ts';
import { sampleDelivery, TENANT } from '../support/event-samples.ts';
import { onEachEngine } from '../support/database.ts';

onEachEngine('the command line', () => {
  let api: EventApi;
  let folder: string;

  beforeEach(async () => {
    api = await openEventApi();
    folder = mkdtempSync(join(tmpdir(), 'lotse-test-'));
  });

  afterEach(async () => {
    await api.close();
    rmSync(folder, { recursive: true });
  });

  function run(name: string, args: readonly string[], env: Record<string, string> = {}) {
    const DATABASE_URL = `file:${join(folder, 'lotse.db')}`;
    const PORT = new URL(api.url).port;
    const variables = { DATABASE_URL, EVENT_KEYS: `ci:${SECRET}`, PORT, ...env };
    return runCommand(name, args, variables);
  }

  it('sends an event and says what came back', async () => {
    const args = ['verification', 'rejected', '--reason', 'Adresse', '--tenant', TENANT];

    const { exitCode, stdout, stderr } = await run('event', args);

    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(
      stdout,
      /csp\.verification\.changed for tenant\/.*\nTaken: 1 message is on the way/u,
    );
    const [envelope] = api.intake.accept.args[0]?.[0] ?? [];
    assert.deepEqual(envelope?.subject, { kind: 'tenant', tenantId: TENANT });
    assert.deepEqual(envelope.data, { status: 'rejected', reason: 'Adresse' });
  });

  it('means whoever wrote to the bot last when no tenant is named', async () => {
    const bot = await startBot();
    await bot.chat({ tenantId: 'first' }).say('hallo');
    bot.now = new Date(bot.now.getTime() + 1_000);
    await bot.chat({ tenantId: 'last' }).say('hallo');

    const { exitCode } = await run('event', ['mpa', 'signed'], {
      DATABASE_URL: bot.variable,
    });
    await bot.stop();

    assert.equal(exitCode, 0);
    const [envelope] = api.intake.accept.args[0]?.[0] ?? [];
    assert.deepEqual(envelope?.subject, { kind: 'tenant', tenantId: 'last' });
  });

  it('says that nobody wrote yet', async () => {
    const { exitCode, stderr } = await run('event', ['mpa', 'signed']);

    assert.equal(exitCode, 1);
    assert.match(stderr, /Nobody has written/u);
  });

  for (const [exitCode, words, args, env] of [
    [64, /"mpa lost" is not known\.\n\nnpm run event/u, ['mpa', 'lost'], {}],
    [78, /^LOG_LEVEL: /u, ['mpa', 'signed'], { LOG_LEVEL: 'loud' }],
    [1, /Refused \(401\): A key/u, ['mpa', 'signed', '--tenant', 't'], { EVENT_KEYS: '' }],
    [1, /Nothing answers at http/u, ['mpa', 'signed', '--tenant', 't'], { PORT: '9' }],
    [
      1,
      /not sent to contoso\.com without https/u,
      ['mpa', 'signed', '--tenant', 't', '--url', 'http://contoso.com'],
      {},
    ],
  ] as readonly [number, RegExp, readonly string[], Record<string, string>][]) {
    it(`ends with ${exitCode} and ${words.source}`, async () => {
      const ended = await run('event', args, env);

      assert.equal(ended.exitCode, exitCode);
      assert.match(ended.stderr, words);
      assert.doesNotMatch(ended.stderr, new RegExp(SECRET, 'u'));
    });
  }

  it('prints the deliveries of all pages', async () => {
    const { deliveries } = api.intake;
    deliveries.onFirstCall().resolves({ deliveries: [sampleDelivery()], cursor: 'c+1' });
    deliveries.resolves({ deliveries: [sampleDelivery({ id: 'd-2' })], cursor: null });

    const { exitCode, stdout } = await run('deliveries', ['--state', 'dead']);

    assert.equal(exitCode, 0);
    assert.match(stdout, /^delivery .*\nd-1 .*\nd-2 .*\n$/u);
    assert.deepEqual(deliveries.args, [
      [{ state: 'dead', limit: 50 }],
      [{ state: 'dead', limit: 49, cursor: 'c+1' }],
    ]);
  });

  it('puts a dead delivery back', async () => {
    api.intake.replay.withArgs('d-1').resolves('queued');
    api.intake.replay.withArgs('d-2').resolves('notDead');

    const done = await run('deliveries', ['--replay', 'd-1']);
    const refused = await run('deliveries', ['--replay', 'd-2']);

    assert.deepEqual([done.exitCode, done.stdout], [0, 'd-1 is queued again.\n']);
    assert.deepEqual([refused.exitCode, refused.stderr.slice(0, 14)], [1, 'Refused (409):']);
  });
});
