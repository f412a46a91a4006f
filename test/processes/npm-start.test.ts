// `npm start` as a supervisor runs it: what ends npm ends the bot, in order, and nothing is kept.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { patience } from '../support/patience.ts';
import { onPosix } from '../support/posix.ts';

const ROOT = join(import.meta.dirname, '../..');

onPosix('npm start', () => {
  let folder = '';
  let npm: ChildProcess;
  let lines: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lotse-npm-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Out: the port it listens on. */
  async function start(): Promise<number> {
    lines = [];
    const { HOME, PATH } = process.env;
    const env = { HOME, PATH, PORT: '0', DATABASE_URL: `file:${folder}/data/lotse.db` };
    npm = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] });
    if (npm.stdout === null) throw new Error('npm has no output.');
    createInterface({ input: npm.stdout }).on('line', (line) => lines.push(line));
    await until(() => said('listening') !== undefined);
    return Number(said('listening')?.['port']);
  }

  function said(event: string): Readonly<Record<string, unknown>> | undefined {
    const line = lines.find((one) => one.includes(`"event":"${event}"`));
    return line === undefined ? undefined : (JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  async function isFree(port: number): Promise<boolean> {
    const probe = createServer();
    const listening = once(probe.listen(port, '127.0.0.1'), 'listening').then(
      () => true,
      () => false,
    );
    const free = await listening;
    probe.close();
    return free;
  }

  function mayBeWritten(): boolean {
    const database = new DatabaseSync(join(folder, 'data', 'lotse.db'));
    database.exec('begin exclusive; rollback');
    database.close();
    return true;
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends the bot in order on ${signal}, and only then itself`, async () => {
      const port = await start();

      npm.kill(signal);
      const [exitCode] = (await once(npm, 'exit')) as [number | null];
      const wasFree = await isFree(port);
      await until(() => said('stopped') !== undefined);

      assert.equal(said('stopped')?.['inOrder'], true);
      assert.deepEqual([exitCode, wasFree, mayBeWritten()], [0, true, true]);
    });
  }

  it('hears a signal once that comes to npm and to the bot, as Ctrl+C does', async () => {
    const port = await start();

    npm.kill('SIGINT');
    npm.kill('SIGINT');
    const [exitCode] = (await once(npm, 'exit')) as [number | null];

    assert.deepEqual([exitCode, await isFree(port)], [0, true]);
  });

  it('leaves no bot behind when npm is killed', async () => {
    const port = await start();

    npm.kill('SIGKILL');
    await until(() => said('stopped') !== undefined);
    await until(() => isFree(port));

    assert.equal(said('stopping')?.['signal'], 'npm-gone');
    assert.equal(said('stopped')?.['inOrder'], true);
  });
});

async function until(isThere: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patience(20_000); !(await isThere());) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await pause(50);
  }
}
