// `npm run trial:notify`: 5,000 notes under mixed faults while the sending process is killed 20 times; 1,000 each with 6, 12 and 30
// waiting for a person at once; then how fast events are answered meanwhile. One line a check; exit code 1 when one does not hold.
// `npm run trial:notify -- 7` for another seed, `-- 7 folds` for the thousands alone.

import { answersWhileSending } from './notify/answers.ts';
import { judge, type Check } from './notify/checks.ts';
import { runTrial, type TrialPlan } from './notify/run.ts';

const seed = Number(process.argv[2] ?? Date.now() % 100_000);
const isFoldsOnly = process.argv[3] === 'folds';
const usual = { seed, stallMs: 3_000, lifeMs: 2_500 };
const folds: readonly (readonly [fold: number, sizes: readonly number[]])[] = [
  [6, [47, 40, 40, 40]],
  [12, [24, 20, 20, 20]],
  [30, [10, 8, 8, 8]],
];
const plans: readonly TrialPlan[] = [
  {
    ...usual,
    sizes: [130, ...Array<number>(10).fill(83)],
    waves: 5,
    flood: 20,
    kills: 20,
    few: 1_500,
    throttleEvery: 400,
  },
  ...folds.map(([flood, sizes]): TrialPlan => ({
    ...{
      ...usual,
      sizes,
      flood,
      floods: 'everybody',
      waves: 0,
      kills: 6,
      few: 400,
      throttleEvery: 90,
    },
  })),
];

process.stdout.write(`seed ${seed}\n`);
const checks: Check[] = [];
for (const plan of isFoldsOnly ? plans.slice(1) : plans) checks.push(...(await tried(plan)));
if (!isFoldsOnly) {
  // One note a person, so that each is a message of its own.
  const answers = await answersWhileSending(Array<number>(25).fill(200));
  show(answers);
  checks.push(answers);
}
if (checks.some(({ holds }) => !holds)) process.exitCode = 1;

async function tried(plan: TrialPlan): Promise<readonly Check[]> {
  const record = await runTrial(plan);
  const seconds = (record.tookMs / 1_000).toFixed(0);
  const warned = [...Map.groupBy(record.warnings, (event) => event)];
  process.stdout.write(
    `${record.promised} notes, up to ${plan.flood} for one person at once, in ${record.heard.length} requests, ${record.kills.length} kills, ${seconds} s\n` +
      warned.map(([event, all]) => `logged ${all.length} × ${event}\n`).join(''),
  );
  const judged = judge(record);
  for (const check of judged) show(check);
  return judged;
}

function show({ holds, name, figures }: Check): void {
  process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${name}: ${figures}\n`);
}
