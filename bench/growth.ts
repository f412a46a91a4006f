// `npm run bench:growth`: what a turn costs, and what the bot holds in memory, beside 10, 10,000 and 1,000,000 stored
// enrollments, contacts and conversations. Interleaved rounds of one run, medians. `-- postgres` for the other engine.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPatiently } from '../services/storage/database/database.ts';
import { startPostgres, type PostgresServer } from '../tools/postgres.ts';
import { startBenchBot, stepAside, type BotProcess } from './bot-process.ts';
import { fill } from './filling.ts';
import { createDriver, medianOf, turned, type Figure } from './round.ts';

const SIZES = [10, 10_000, 1_000_000] as const;
const ROUNDS = 5;
const PEOPLE = 160;
/** Of the cost beside 10, as the issue has it. */
const MOST = 1.2;

interface Measured {
  readonly size: number;
  readonly bot: BotProcess;
  readonly figures: Figure[];
}

const folder = mkdtempSync(join(tmpdir(), 'lotse-growth-'));
const server = process.argv[2] === 'postgres' ? await startPostgres({ durable: true }) : undefined;
const all: Measured[] = [];
try {
  for (const size of SIZES) all.push(await prepared(size));
  stepAside();
  await measure();
  await report();
} finally {
  for (const { bot } of all) await bot.close();
  await server?.end();
  rmSync(folder, { recursive: true, force: true });
}

async function prepared(size: number): Promise<Measured> {
  const address = await addressFor(size, server);
  const began = performance.now();
  const database = await openPatiently(address);
  await fill(database, size);
  await database.destroy();
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  process.stdout.write(`${size} filled in ${seconds} s\n`);
  const variable = server === undefined ? `file:${address}` : address;
  return { size, figures: [], bot: await startBenchBot('lotse', [], { BENCH_DATABASE: variable }) };
}

async function addressFor(size: number, on: PostgresServer | undefined): Promise<string> {
  if (on === undefined) return join(folder, `${size}.db`);
  await on.execute(`create database size_${size}`);
  return on.urlOf(`size_${size}`);
}

async function measure(): Promise<void> {
  const driver = await createDriver();
  for (const { bot } of all) await driver.round(bot, PEOPLE);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { bot, figures } of turned(all, round))
      figures.push(await driver.round(bot, PEOPLE));
  }
  driver.close();
}

async function report(): Promise<void> {
  const least = medianOf(all[0]?.figures ?? []).cpuMs;
  process.stdout.write(
    '| stored | CPU ms a turn | × that at 10 | p50 ms | p99 ms | heap MB | RSS MB |\n|---|---|---|---|---|---|---|\n',
  );
  for (const { size, bot, figures } of all) {
    const { cpuMs, p50, p99 } = medianOf(figures);
    const { heapMb, rssMb } = await bot.memory();
    const times = cpuMs / least;
    if (times > MOST) process.exitCode = 1;
    process.stdout.write(
      `| ${size} | ${cpuMs.toFixed(3)} | ${times.toFixed(2)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${heapMb.toFixed(0)} | ${rssMb.toFixed(0)} |\n`,
    );
  }
}
