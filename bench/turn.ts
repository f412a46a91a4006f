// `npm run bench`: an enrollment turn (card submitted, checked, stored durably, next card sent) against the SDK's stateless
// echo and its waterfall in memory. Same run, interleaved rounds, medians; CPU of the bot's process only. Under load, and
// then one turn after the other, where nothing can share a commit. Beside the card turns, of the same bot in the same rounds, typed
// ones: a value, a question, a report.

import { isPinned, startBenchBot, stepAside, type BotProcess } from './bot-process.ts';
import { AT_ONCE, createDriver, medianOf, STEPS, turned, type Figure } from './round.ts';
import { measureRecognizing, typedRound } from './typed.ts';

const ROUNDS = Number(process.argv[2] ?? 7);
const SESSIONS = Number(process.argv[3] ?? 160);
const WAYS = ['echo', 'waterfall', 'lotse'] as const;
/** What is still being compiled is no figure of a bot that runs for weeks. */
const WARMING_UP = 4;

stepAside();
const flags = process.argv.slice(4);
const bots = new Map<string, BotProcess>();
for (const way of WAYS) bots.set(way, await startBenchBot(way, way === 'lotse' ? flags : []));
for (const [atOnce, warmingUp] of [
  [AT_ONCE, WARMING_UP],
  [1, 1],
] as const) {
  report(atOnce, await measured(atOnce, warmingUp));
}
for (const [, bot] of bots) await bot.close();
const { count, p50, p99 } = measureRecognizing();
process.stdout.write(
  `recognizing alone, ${count} phrasings: p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms\n`,
);

async function measured(
  atOnce: number,
  warmingUp: number,
): Promise<ReadonlyMap<string, readonly Figure[]>> {
  const driver = await createDriver(atOnce);
  const figures = new Map<string, readonly Figure[]>(WAYS.map((way) => [way, []]));
  for (let round = -warmingUp; round < ROUNDS; round += 1) {
    for (const [way, bot] of turned([...bots], round)) {
      const figure = await driver.round(bot, SESSIONS);
      const typed = way === 'lotse' ? await typedRound(driver, bot, SESSIONS) : [];
      if (round < 0) continue;
      for (const [name, one] of [[way, figure] as const, ...typed]) {
        figures.set(name, [...(figures.get(name) ?? []), one]);
      }
    }
  }
  driver.close();
  return figures;
}

function report(atOnce: number, figures: ReadonlyMap<string, readonly Figure[]>): void {
  const rows = [...figures].map(([way, all]) => ({ way, ...medianOf(all) }));
  const echo = rows[0] ?? { cpuMs: 1, p99: 1 };
  const card = rows.find(({ way }) => way === 'lotse') ?? echo;
  const lines = rows.map(
    ({ way, cpuMs, p50, p99, perSecond }) =>
      `| ${way} | ${cpuMs.toFixed(3)} | ${(cpuMs / echo.cpuMs).toFixed(2)} | ${(cpuMs / card.cpuMs).toFixed(2)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${(p99 / echo.p99).toFixed(2)} | ${perSecond.toFixed(0)} |`,
  );
  const pinned = isPinned ? 'bot on one core, driver on another' : 'cores not bound';
  const head = `${SESSIONS * STEPS.length} turns a round (${SESSIONS} of each typed one), ${atOnce} at once, ${ROUNDS} rounds, ${pinned}`;
  const table =
    '| bot | CPU ms a turn | × echo | × card | p50 ms | p99 ms | × echo | turns/s |\n|---|---|---|---|---|---|---|---|';
  process.stdout.write(`${head}\n\n${table}\n${lines.join('\n')}\n\n`);
}
