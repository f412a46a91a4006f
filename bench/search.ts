// `npm run bench:search`: questions per second, the slowest of a hundred, the index build and its memory.
// Beside the wall clock stands the CPU time of this process: the machine may have other work.

import { questionSet } from '../services/knowledge/evaluation/questions.ts';
import { loadKnowledge } from '../services/knowledge/content/topic.ts';
import { createSearch } from '../services/knowledge/search.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const MEGABYTE = 1_048_576;

const { covered, stray } = questionSet('dev');
const questions = [...covered, ...stray];
const knowledge = loadKnowledge();
const before = memory();
const build = timed(() => createSearch(knowledge));
const after = memory();

const times: number[] = [];
const asking = timed(() => {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { q } of questions) times.push(timed(() => build.value.ask(q)).wallMs);
  }
});
times.sort((a, b) => a - b);

print('topics', knowledge.topics.size);
print('index build, ms', `${build.wallMs.toFixed(0)} (CPU ${build.cpuMs.toFixed(0)})`);
print('memory of the index, MB', (after - before).toFixed(0));
print('questions', times.length);
print('questions per second', ((1000 * times.length) / asking.wallMs).toFixed(0));
print('… per CPU second', ((1000 * times.length) / asking.cpuMs).toFixed(0));
for (const share of [0.5, 0.95, 0.99]) {
  print(`p${String(share * 100)}, ms`, (times[Math.floor(share * times.length)] ?? 0).toFixed(2));
}
print('slowest, ms', (times.at(-1) ?? 0).toFixed(2));

function timed<T>(work: () => T): { value: T; wallMs: number; cpuMs: number } {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const value = work();
  const { user, system } = process.cpuUsage(cpu);
  return { value, wallMs: performance.now() - start, cpuMs: (user + system) / 1000 };
}

/** Everything the process holds, after a collection where the flag allows one. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEGABYTE;
}

function print(name: string, value: string | number): void {
  process.stdout.write(`${name.padEnd(28)}${value}\n`);
}
