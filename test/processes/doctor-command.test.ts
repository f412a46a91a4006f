// `npm run doctor` as a process of its own.

import assert from 'node:assert/strict';
import { runCommand } from '../support/command.ts';
import { type DoctorWorld, startDoctorWorld } from '../support/doctor-world.ts';

describe('npm run doctor', () => {
  let world: DoctorWorld;

  beforeEach(async () => {
    world = await startDoctorWorld();
  });

  afterEach(() => world.close());

  function run(args: readonly string[] = [], env: Record<string, string> = {}) {
    const variables = { DATABASE_URL: 'file:./none.db', ...world.env, ...env };
    return runCommand('doctor', args, variables);
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
