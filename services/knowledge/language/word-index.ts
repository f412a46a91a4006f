// The full-text index: one document per topic with what is asked and what is told as fields, scored by BM25+.
// MiniSearch 7: no dependency, kept since 2018, takes finished tokens and per-term boosts. Its own fuzzy and prefix search stay off.

import MiniSearch from 'minisearch';
import type { Features } from './analyzer.ts';

/** The features of a topic's texts. */
export interface TopicDocument {
  readonly id: number;
  /** Titles and phrasings. */
  readonly asked: readonly Features[];
  /** Sentences of the answers. */
  readonly told: readonly Features[];
}

export interface WordIndex {
  /** BM25 score per topic number; 0 where nothing meets. */
  scores(features: Features): Float64Array;
}

const BETWEEN = '|';
const BOOST = { asked: 1, told: 0.3 };
const KIND_WEIGHT: Readonly<Record<string, number>> = { w: 1, b: 0.3, c: 0.5, k: 2, q: 0.6 };
/** Features found in more topics than this say little to BM25 and cost most of the time; the classifier has them. */
const COMMON = { detail: 5, other: 80 };
const MOST_LOOKED_UP = 24;
const DETAILS = new Set(['c', 'b']);

/** In: a document per topic, and in how many topics each feature is. */
export function createWordIndex(
  documents: readonly TopicDocument[],
  spread: ReadonlyMap<string, number>,
): WordIndex {
  const tokens = (texts: readonly Features[]): string =>
    texts
      .flatMap((features) => [...features.keys()].filter((name) => isTelling(name, spread)))
      .join(BETWEEN);
  const index = new MiniSearch<Record<string, unknown>>({
    fields: Object.keys(BOOST),
    tokenize: (text) => text.split(BETWEEN),
    processTerm: (term) => term,
    searchOptions: { boost: BOOST, boostTerm: (term) => KIND_WEIGHT[term.charAt(0)] ?? 1 },
  });
  index.addAll(
    documents.map(({ id, asked, told }) => ({ id, asked: tokens(asked), told: tokens(told) })),
  );
  return {
    scores: (features) => {
      const scores = new Float64Array(documents.length);
      const telling = mostTelling(features, spread).join(BETWEEN);
      for (const { id, score } of index.search(telling)) scores[id as number] = score;
      return scores;
    },
  };
}

/** Whether a feature is worth a place in the index. */
function isTelling(name: string, spread: ReadonlyMap<string, number>): boolean {
  const most = DETAILS.has(name.charAt(0)) ? COMMON.detail : COMMON.other;
  return (spread.get(name) ?? Infinity) <= most;
}

/** The features of a question that say most, so that a long one costs no more than a short one. */
function mostTelling(features: Features, spread: ReadonlyMap<string, number>): string[] {
  const worth = (name: string) =>
    (KIND_WEIGHT[name.charAt(0)] ?? 1) / Math.log(2 + (spread.get(name) ?? 0));
  return [...features.keys()]
    .filter((name) => isTelling(name, spread))
    .sort((one, other) => worth(other) - worth(one))
    .slice(0, MOST_LOOKED_UP);
}
