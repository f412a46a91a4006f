// `npm run knowledge:check`: every fault of the knowledge as file, topic, fault; exit code 1 when there is one.

import { pathToFileURL } from 'node:url';
import { knowledgeFaults } from './knowledge-faults.ts';

const [, , directory] = process.argv;
const faults = knowledgeFaults(
  directory === undefined ? undefined : pathToFileURL(`${directory}/`),
);
for (const { file, topic, fault } of faults) {
  process.stdout.write(`${[file, topic, fault].filter((part) => part !== '').join(' · ')}\n`);
}
if (faults.length > 0) process.exitCode = 1;
else process.stdout.write('The knowledge is sound.\n');
