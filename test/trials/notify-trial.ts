// `npm run trial:notify`: 5,000 notes under mixed faults while the sending process is killed 20 times; then how fast events
// are answered meanwhile. One line a check; exit code 1 when one does not hold. `npm run trial:notify -- 7` for another seed.

import { answersWhileSending } from './notify/answers.ts';
import { judge, type Check } from './notify/checks.ts';
import { runTrial } from './notify/run.ts';

const seed = Number(process.argv[2] ?? Date.now() % 100_000);
const sizes = [130, ...Array<number>(10).fill(83)];

process.stdout.write(`seed ${seed}\n`);
const record = await runTrial({
  seed,
  sizes,
  waves: 5,
  flood: 20,
  kills: 20,
  few: 1_500,
  stallMs: 3_000,
  lifeMs: 2_500,
  throttleEvery: 400,
});
const seconds = (record.tookMs / 1_000).toFixed(0);
const warned = [...Map.groupBy(record.warnings, (event) => event)];
process.stdout.write(
  `${record.promised} notes in ${record.heard.length} requests, ${record.kills.length} kills, ${seconds} s\n` +
    warned.map(([event, all]) => `logged ${all.length} × ${event}\n`).join(''),
);
const checks = judge(record);
for (const check of checks) show(check);
// One note a person, so that each is a message of its own.
const answers = await answersWhileSending(Array<number>(25).fill(200));
show(answers);
if ([...checks, answers].some(({ holds }) => !holds)) process.exitCode = 1;

function show({ holds, name, figures }: Check): void {
  process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${name}: ${figures}\n`);
}
