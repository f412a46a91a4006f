// `npm run eval [-- set …]`: prints leave-one-out and the sets; a set is a name in test/fixtures/questions, or a path without ".json".

import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { corpusOf } from '../retrieval/corpus.ts';
import { createSearch } from '../search.ts';
import { loadKnowledge } from '../content/topic.ts';
import { askSet, leaveOneOut } from './evaluate.ts';
import { questionSet } from './questions.ts';
import { printed } from './report.ts';

const asked = process.argv.slice(2);
const sets = asked.length === 0 ? ['dev'] : asked;
const knowledge = loadKnowledge();
process.stdout.write(printed('leave-one-out', leaveOneOut(knowledge, corpusOf(knowledge))));
const search = createSearch(knowledge);
for (const set of sets) {
  process.stdout.write(printed(`set ${set}`, askSet(search, knowledge, found(set))));
}

function found(set: string) {
  if (!set.includes('/')) return questionSet(set);
  return questionSet(basename(set), pathToFileURL(`${dirname(resolve(set))}/`));
}
