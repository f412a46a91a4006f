// Lotse as it runs, on a database file of its own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../bot/app.ts';
import { readConfig } from '../../bot/config/config.ts';
import { createLog } from '../../bot/monitoring/log.ts';
import { serveBench } from '../bot-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'lotse-bench-'));
const databaseFile = process.env['BENCH_DATABASE'] ?? `file:${join(folder, 'bench.db')}`;
const config = readConfig({ DATABASE_URL: databaseFile, LOG_LEVEL: 'warn' });
const log = createLog(config.logLevel);
const app = await createApp(config, { now: () => new Date(), random: Math.random, log });
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
serveBench(app.server);
