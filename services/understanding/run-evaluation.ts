// `npm run eval`, second part: prints what the recognizer makes of phrasings left out: by intent, its confusions, its certainty.

import { loadKnowledge } from '../knowledge/content/topic.ts';
import {
  calibration,
  confusions,
  crossValidated,
  tallied,
  type IntentTally,
} from './evaluate-intents.ts';

const MOST_CONFUSIONS = 10;

const all = crossValidated(loadKnowledge());
// The topics' questions, which are learned too, would drown the rest.
const trials = all.filter(({ phrasing }) => phrasing.intent !== 'question');
print(
  'intents, phrasings left out',
  tallied(all, ({ phrasing }) => phrasing.intent),
);
print('', [
  ...tallied(all, ({ phrasing }) => phrasing.language),
  ...tallied(trials, () => 'all but questions'),
  ...tallied(all, () => 'all'),
]);
print('certainty', calibration(all));
process.stdout.write('\ncommonest confusions\n');
for (const { meant, found, count } of confusions(all).slice(0, MOST_CONFUSIONS)) {
  process.stdout.write(`${`${meant} taken for ${found}`.padEnd(50)}${count}\n`);
}

function print(title: string, rows: readonly IntentTally[]): void {
  if (title !== '') process.stdout.write(`\n${title.padEnd(32)}${cell('asked')}${cell('right')}\n`);
  for (const { name, asked, right } of rows) {
    const share = `${((100 * right) / asked).toFixed(1)} %`;
    process.stdout.write(`${name.padEnd(32)}${cell(String(asked))}${cell(share)}\n`);
  }
}

function cell(text: string): string {
  return text.padStart(18);
}
