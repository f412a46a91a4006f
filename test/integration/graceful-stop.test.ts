// A stop under load: what is under way is heard out and written down, so that nobody is told twice.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { everybody, meet } from '../../bench/notify-trial-people.ts';
import { openDatabase } from '../../services/storage/database.ts';
import { startBot, type BotProcess } from '../support/bot-process.ts';

const PEOPLE = 60;
const ANSWER_MS = 700;

describe('a stop while notes are being sent', function () {
  this.timeout(60_000);
  const started: BotProcess[] = [];
  let folder = '';
  let server: Server;
  let arrived: string[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lotse-stop-'));
    server = createServer((request, response) => {
      void json(request).then(async () => {
        arrived = [...arrived, request.url ?? ''];
        await pause(ANSWER_MS);
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}');
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  after(async () => {
    for (const bot of started) bot.signal('SIGTERM');
    await Promise.all(started.map((bot) => bot.ended));
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  async function begin(file: string): Promise<{ readonly bot: BotProcess; readonly url: string }> {
    const bot = startBot({ PORT: '0', DATABASE_URL: `file:${file}`, QUIET_HOURS: 'off' });
    started.push(bot);
    const listening = await bot.line('listening');
    return { bot, url: `http://127.0.0.1:${String(listening?.['port'])}` };
  }

  async function until(isThere: () => boolean): Promise<void> {
    for (const end = Date.now() + 20_000; !isThere() && Date.now() < end;) await pause(20);
  }

  it('tells everybody once, before or after', async () => {
    const file = join(folder, 'lotse.db');
    const database = await openDatabase(file);
    const { port } = server.address() as AddressInfo;
    await meet(database, everybody([PEOPLE]), `http://127.0.0.1:${port}/`);
    await database.destroy();
    const first = await begin(file);
    const data = { title: { de: 'Neu', en: 'New' }, text: { de: 'Etwas', en: 'Something' } };
    await fetch(`${first.url}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({
        specversion: '1.0',
        id: 'e-1',
        source: 'urn:test',
        type: 'csp.announcement',
        subject: 'tenant/tenant-0',
        data,
      }),
    });

    await until(() => arrived.length >= 10);
    first.bot.signal('SIGTERM');
    const { exitCode, lines } = await first.bot.ended;
    const before = arrived.length;
    await begin(file);
    await until(() => arrived.length >= PEOPLE);
    await pause(ANSWER_MS);

    assert.deepEqual([exitCode, lines.at(-1)?.['inOrder']], [0, true]);
    assert.ok(before < PEOPLE, String(before));
    assert.deepEqual([arrived.length, new Set(arrived).size], [PEOPLE, PEOPLE]);
  });
});
