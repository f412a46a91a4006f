// How fast an event is answered (202, stored durably) by the whole bot over real HTTP while it sends thousands of notes.

import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../../services/storage/database/database.ts';
import { startTrialConnector } from './connector.ts';
import { everybody, meet } from './people.ts';
import type { Check } from './checks.ts';

const SLOWEST_MS = 200;
const EVERY_MS = 20;
const BOT = join(import.meta.dirname, '../../../bot/main.ts');
/** As many as are needed to stay below the limit of each key. */
const KEYS = Array.from({ length: 8 }, (_, at) => ({
  name: `k${at}`,
  secret: `secret-${at}-0123456789`,
}));

/** Sends a note to everybody and one event after the other meanwhile. In: people per tenant. */
export async function answersWhileSending(sizes: readonly number[]): Promise<Check> {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-answers-'));
  const file = join(folder, 'answers.db');
  const connector = await startTrialConnector({
    ...{ seed: 0, isFaulty: false, blocked: [], throttled: null, stallMs: 0 },
  });
  const people = everybody(sizes);
  const database = await openDatabase(file);
  await meet(database, people, connector.url);
  await database.destroy();
  const bot = startBot(file);
  try {
    const url = `http://127.0.0.1:${await portOf(bot)}`;
    for (const tenant of sizes.keys()) await post(url, `tenant/tenant-${tenant}`, tenant);
    const { times, left } = await timed(url);
    const sorted = times.toSorted((one, other) => one - other);
    const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Infinity;
    const figures = [0.5, 0.95, 0.99, 1].map((share) => `p${share * 100} ${at(share).toFixed(0)}`);
    return {
      name: 'events are answered meanwhile',
      holds: left === 0 && at(0.99) < SLOWEST_MS,
      figures: `${times.length} answers while ${people.length} notes were sent: ${figures.join(', ')} ms`,
    };
  } finally {
    bot.kill();
    connector.close();
    await once(bot, 'exit');
    rmSync(folder, { recursive: true });
  }
}

function startBot(file: string): ChildProcess {
  const keys = KEYS.map(({ name, secret }) => `${name}:${secret}`).join(',');
  const own = { PORT: '0', DATABASE_URL: `file:${file}`, QUIET_HOURS: 'off', EVENT_KEYS: keys };
  return spawn(process.execPath, [BOT], {
    // There is no .env there.
    cwd: dirname(file),
    env: own,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (stdout === null) throw new Error('The bot has no output.');
  for await (const line of createInterface({ input: stdout })) {
    const { event, port } = JSON.parse(line) as { event: string; port: number };
    if (event !== 'listening') continue;
    stdout.resume();
    return port;
  }
  throw new Error('The bot did not start.');
}

/** One event after the other until nothing waits any more. Out: how long each answer took, in ms. */
async function timed(url: string): Promise<{ readonly times: number[]; readonly left: number }> {
  const times: number[] = [];
  let left = Infinity;
  for (let count = 0; left > 0 && times.length < 4_000; count += 1) {
    const started = performance.now();
    await post(url, `user/nobody-${count}`, count);
    times.push(performance.now() - started);
    if (count % 25 === 24) left = await waiting(url);
    await pause(EVERY_MS);
  }
  return { times, left };
}

async function waiting(url: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const count = (state: string): number =>
    Number(new RegExp(`lotse_deliveries\\{state="${state}"\\} (\\d+)`, 'u').exec(page)?.[1]);
  return count('queued') + count('sending');
}

async function post(url: string, subject: string, turn: number): Promise<void> {
  const { secret } = KEYS[turn % KEYS.length] ?? { secret: '' };
  const data = { title: { de: 'Neu', en: 'New' }, text: { de: 'Etwas', en: 'Something' } };
  const event = { specversion: '1.0', id: randomUUID(), source: 'urn:trial', subject };
  const response = await fetch(`${url}/api/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      authorization: `Bearer ${secret}`,
    },
    body: JSON.stringify({ ...event, type: 'csp.announcement', data }),
  });
  if (response.status !== 202)
    throw new Error(`answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}
