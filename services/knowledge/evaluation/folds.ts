// Leave-one-out, tenth by tenth: every phrasing is asked of a ranker that has not seen it.

import type { CorpusEntry, Corpus } from '../retrieval/corpus.ts';
import { createRanker, type Ranker } from '../retrieval/ranking.ts';
import { trainRanking } from '../retrieval/train-ranking.ts';

const FOLDS = 10;

export interface Trial {
  readonly ranker: Ranker;
  readonly left: readonly CorpusEntry[];
}

/** In: all material, and how many of the ten tenths to try. Out: rankers with what was kept from them. */
export function* trials({ topics, entries }: Corpus, tried = FOLDS): Generator<Trial> {
  const asked = entries.filter(({ kind }) => kind === 'phrasing' || kind === 'elsewhere');
  for (let fold = 0; fold < tried; fold += 1) {
    const left = asked.filter((_, index) => index % FOLDS === fold);
    const hidden = new Set(left);
    const kept = entries.filter((entry) => !hidden.has(entry));
    yield { ranker: createRanker(trainRanking({ topics, entries: kept })), left };
  }
}
