// What the ranking learns from the corpus; takes a second, so `npm run knowledge:build` does it once for everybody.

import type { Features } from '../language/analyzer.ts';
import { indexWords, type TopicDocument } from '../language/word-index.ts';
import type { Corpus, CorpusEntry } from './corpus.ts';
import type { TrainedRanking } from './ranking.ts';
import { trainModel, type Example } from './train-model.ts';

/** A feature in more topics than this is everyday speech. */
const COMMON_FROM = 8;

/** In: topics and the texts to learn from. Out: what `createRanker` takes; the same texts give the same. */
export function trainRanking({
  topics,
  entries,
}: Pick<Corpus, 'topics' | 'entries'>): TrainedRanking {
  const elsewhere = topics.length;
  const spread = spreadOf(entries.filter(({ label }) => label !== elsewhere));
  return {
    topics,
    model: trainModel(asExamples(entries, elsewhere, spread), elsewhere + 1),
    words: indexWords(documentsOf(entries, elsewhere), spread),
  };
}

/** In how many topics a feature is found: what is in many says little about any. In: those of one topic stand together. */
function spreadOf(texts: readonly CorpusEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const lastIn = new Map<string, number>();
  for (const { label, features } of texts) {
    for (const name of features.keys()) {
      if (lastIn.get(name) === label) continue;
      lastIn.set(name, label);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

/** Questions about something else teach by what is theirs alone; „wie mache ich“ is everybody's. */
function asExamples(
  entries: readonly CorpusEntry[],
  elsewhere: number,
  spread: ReadonlyMap<string, number>,
): Example[] {
  const isOwn = (name: string) => (spread.get(name) ?? 0) <= COMMON_FROM;
  return entries
    .filter(({ kind }) => kind !== 'answer')
    .map(({ features, label }) =>
      label === elsewhere
        ? { label, features: new Map([...features].filter(([name]) => isOwn(name))) }
        : { label, features },
    );
}

function documentsOf(entries: readonly CorpusEntry[], topics: number): TopicDocument[] {
  const documents = Array.from({ length: topics }, () => ({
    asked: [] as Features[],
    told: [] as Features[],
  }));
  for (const { label, kind, features } of entries) {
    documents[label]?.[kind === 'answer' ? 'told' : 'asked'].push(features);
  }
  return documents;
}
