// `npm run bench`: an enrollment turn (card submitted, checked, stored durably, next card sent) against the SDK's stateless
// echo and its waterfall in memory. Same run, interleaved rounds, medians; CPU of the bot's process only.

import { isPinned, startBenchBot, stepAside, type BotProcess } from './bot-process.ts';
import { AT_ONCE, createDriver, medianOf, STEPS, type Figure } from './round.ts';

const ROUNDS = Number(process.argv[2] ?? 7);
const SESSIONS = Number(process.argv[3] ?? 160);
const WAYS = ['echo', 'waterfall', 'lotse'] as const;

stepAside();
const driver = await createDriver();
const flags = process.argv.slice(4);
const bots = new Map<string, BotProcess>();
for (const way of WAYS) bots.set(way, await startBenchBot(way, way === 'lotse' ? flags : []));
const figures = new Map<string, Figure[]>();
for (const [, bot] of bots) await driver.round(bot, SESSIONS);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [way, bot] of [...bots].slice(round % 3).concat([...bots].slice(0, round % 3))) {
    figures.set(way, [...(figures.get(way) ?? []), await driver.round(bot, SESSIONS)]);
  }
}
report();
for (const [, bot] of bots) await bot.close();
driver.close();

function report(): void {
  const rows = [...figures].map(([way, all]) => ({ way, ...medianOf(all) }));
  const echo = rows[0] ?? { cpuMs: 1, p99: 1 };
  const lines = rows.map(
    ({ way, cpuMs, p50, p99, perSecond }) =>
      `| ${way} | ${cpuMs.toFixed(3)} | ${(cpuMs / echo.cpuMs).toFixed(2)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${(p99 / echo.p99).toFixed(2)} | ${perSecond.toFixed(0)} |`,
  );
  const pinned = isPinned ? 'bot on one core, driver on another' : 'cores not bound';
  const head = `${SESSIONS * STEPS.length} turns a round, ${AT_ONCE} at once, ${ROUNDS} rounds, ${pinned}`;
  const table =
    '| bot | CPU ms a turn | × echo | p50 ms | p99 ms | × echo | turns/s |\n|---|---|---|---|---|---|---|';
  process.stdout.write(`${head}\n\n${table}\n${lines.join('\n')}\n`);
}
