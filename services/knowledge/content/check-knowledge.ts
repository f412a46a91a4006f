// `npm run knowledge:check`: every fault of the knowledge as file, topic, fault, and whether the
// ranking was learned from it; exit code 1 when something is wrong.

import { pathToFileURL } from 'node:url';
import { isRankingFresh } from '../retrieval/ranking-file.ts';
import { knowledgeFaults } from './knowledge-faults.ts';
import { loadKnowledge } from './topic.ts';

const [, , directory] = process.argv;
const faults = knowledgeFaults(
  directory === undefined ? undefined : pathToFileURL(`${directory}/`),
);
for (const { file, topic, fault } of faults) {
  process.stdout.write(`${[file, topic, fault].filter((part) => part !== '').join(' · ')}\n`);
}
const isStale = directory === undefined && faults.length === 0 && !isRankingFresh(loadKnowledge());
if (isStale) process.stdout.write('The ranking is out of date: run `npm run knowledge:build`.\n');
if (faults.length > 0 || isStale) process.exitCode = 1;
else process.stdout.write('The knowledge is sound.\n');
