// The full-text index: one document per topic with what is asked and what is told as fields, scored by BM25+.
// MiniSearch 7: no dependency, kept since 2018, takes finished tokens and per-term boosts. Its own fuzzy and prefix search stay off.

import MiniSearch from 'minisearch';
import type { Features } from './analyzer.ts';
import { spreadOf } from './spread.ts';

/** The features of a topic's texts, by field. */
export interface TopicDocument {
  readonly id: number;
  readonly titles: readonly Features[];
  readonly phrasings: readonly Features[];
  readonly answers: readonly Features[];
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
const DETAILS = new Set(['c', 'b']);

export function createWordIndex(documents: readonly TopicDocument[]): WordIndex {
  const told = tellingOf(documents);
  const tokens = (texts: readonly Features[]): string =>
    texts
      .flatMap((features) => [...features.keys()].filter((name) => told.has(name)))
      .join(BETWEEN);
  const index = new MiniSearch<Record<string, unknown>>({
    fields: Object.keys(BOOST),
    tokenize: (text) => text.split(BETWEEN),
    processTerm: (term) => term,
    searchOptions: { boost: BOOST, boostTerm: (term) => KIND_WEIGHT[term.charAt(0)] ?? 1 },
  });
  index.addAll(
    documents.map(({ id, titles, phrasings, answers }) => ({
      id,
      asked: tokens([...titles, ...phrasings]),
      told: tokens(answers),
    })),
  );
  return {
    scores: (features) => {
      const scores = new Float64Array(documents.length);
      for (const { id, score } of index.search(tokens([features]))) scores[id as number] = score;
      return scores;
    },
  };
}

/** The features worth a place in the index. */
function tellingOf(documents: readonly TopicDocument[]): ReadonlySet<string> {
  const texts = documents.flatMap(({ id, titles, phrasings, answers }) =>
    [...titles, ...phrasings, ...answers].map((features) => ({ label: id, features })),
  );
  const names = [...spreadOf(texts)].filter(([name, topics]) => isTelling(name, topics));
  return new Set(names.map(([name]) => name));
}

function isTelling(name: string, topics: number): boolean {
  return topics <= (DETAILS.has(name.charAt(0)) ? COMMON.detail : COMMON.other);
}
