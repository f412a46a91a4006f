// `npm run knowledge:build`: learns the ranking and writes ranking.bin. Run it after every change of content or lexicon.

import { loadKnowledge } from '../content/topic.ts';
import { corpusOf } from './corpus.ts';
import { originOf, writeRanking } from './ranking-file.ts';
import { trainRanking } from './train-ranking.ts';

const knowledge = loadKnowledge();
const ranking = trainRanking(corpusOf(knowledge));
writeRanking(ranking, originOf(knowledge));
process.stdout.write(
  `${ranking.topics.length} topics, ${ranking.model.features.length} features learned.\n`,
);
