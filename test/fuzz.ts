// `npm run fuzz [-- count seed]`: ten thousand bent bodies against the whole bot, and what became of them.

import { startBot } from './support/bot.ts';
import { forgetHeard, fuzz, heapAfterCollection } from './support/fuzzing.ts';

const [count = 10_000, seed = 1] = process.argv.slice(2).map(Number);
const OFF = { RATE_LIMIT_PERSON: 'off', RATE_LIMIT_TENANT: 'off', QUIET_HOURS: 'off' };
const MB = 1024 * 1024;

const bot = await startBot(OFF);
await fuzz(bot, { count: 1_000, seed: seed + 1 });
forgetHeard(bot);
const before = heapAfterCollection();
const began = performance.now();
const { statuses, faults, slowestMs } = await fuzz(bot, { count, seed });
const seconds = (performance.now() - began) / 1000;
const failed = bot.logged.filter((line) => line.includes('"level":"error"'));
forgetHeard(bot);
const grown = (heapAfterCollection() - before) / MB;
await bot.stop();

const told = {
  ...{ count, seed, seconds: seconds.toFixed(1), slowestMs: Math.round(slowestMs), statuses },
  ...{ grownMB: grown.toFixed(1), faults: faults.length, errorsLogged: failed.length },
};
process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
for (const { status, body } of faults.slice(0, 10)) process.stdout.write(`${status} ${body}\n`);
for (const line of failed.slice(0, 20)) process.stdout.write(line);
process.exitCode = faults.length + failed.length > 0 ? 1 : 0;
