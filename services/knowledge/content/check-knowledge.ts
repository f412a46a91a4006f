// `npm run knowledge:check`: every fault of the knowledge as file, topic, fault, every fault of what messages are understood by, and
// whether ranking and recognizer were learned from it; exit code 1 when something is wrong.

import { pathToFileURL } from 'node:url';
import { isIntentsFileFresh } from '../../understanding/intents-file.ts';
import { dataFaults } from '../../understanding/phrasing-faults.ts';
import { isRankingFresh } from '../retrieval/ranking-file.ts';
import { knowledgeFaults } from './knowledge-faults.ts';
import { loadKnowledge } from './topic.ts';

const [, , directory] = process.argv;
const said = directory === undefined ? ownFaults() : topicFaults(pathToFileURL(`${directory}/`));
for (const line of said) process.stdout.write(`${line}\n`);
if (said.length > 0) process.exitCode = 1;
else process.stdout.write('The knowledge is sound.\n');

/** What was learned of faulty topics says nothing, so it is looked at last. */
function ownFaults(): readonly string[] {
  const topics = topicFaults();
  const data = dataFaults().map(({ file, fault }) => `understanding/data/${file} · ${fault}`);
  return topics.length > 0 ? [...topics, ...data] : [...data, ...staleFiles()];
}

function topicFaults(home?: URL): readonly string[] {
  return knowledgeFaults(home).map(({ file, topic, fault }) =>
    [file, topic, fault].filter((part) => part !== '').join(' · '),
  );
}

function staleFiles(): readonly string[] {
  const knowledge = loadKnowledge();
  const stale = [
    ...(isRankingFresh(knowledge) ? [] : ['ranking']),
    ...(isIntentsFileFresh(knowledge) ? [] : ['recognizer']),
  ];
  return stale.map((name) => `The ${name} is out of date: run \`npm run knowledge:build\`.`);
}
