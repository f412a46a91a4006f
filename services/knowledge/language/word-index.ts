// The full-text index: one document per topic with what is asked and what is told as fields, scored by BM25+.
// What each feature adds to each topic is reckoned when the knowledge is built; asking only adds it up.

import type { Features } from './analyzer.ts';

/** The features of a topic's texts. */
export interface TopicDocument {
  /** Titles and phrasings. */
  readonly asked: readonly Features[];
  /** Sentences of the answers. */
  readonly told: readonly Features[];
}

/** The index as it is written down: feature by feature, the topics it is found in and what it adds to each. */
export interface TrainedWordIndex {
  readonly documents: number;
  readonly terms: readonly string[];
  /** By feature; where its topics end in the next two. */
  readonly ends: Uint32Array;
  readonly topics: Uint16Array;
  readonly scores: Float32Array;
}

export interface WordIndex {
  /** BM25 score per topic number; 0 where nothing meets. */
  scores(features: Features): Float64Array;
}

const BOOST = { asked: 1, told: 0.3 };
const BM25 = { k: 1.2, b: 0.7, d: 0.5 };
const KIND_WEIGHT: Readonly<Record<string, number>> = { w: 1, b: 0.3, c: 0.5, k: 2, q: 0.6 };
/** Features found in more topics than this say little to BM25 and cost most of the time; the classifier has them. */
const COMMON = { detail: 5, other: 80 };
const MOST_LOOKED_UP = 24;
const DETAILS = new Set(['c', 'b']);

/** In: a document per topic, and in how many topics each feature is. Out: what `createWordIndex` takes. */
export function indexWords(
  documents: readonly TopicDocument[],
  spread: ReadonlyMap<string, number>,
): TrainedWordIndex {
  const terms = [...spread.keys()].filter((name) => isTelling(name, spread));
  const telling = new Set(terms);
  const fields = (['asked', 'told'] as const).map((field) => ({
    boost: BOOST[field],
    scoreOf: fieldScores(documents.map((document) => countsOf(document[field], telling))),
  }));
  const postings = terms.map((term) =>
    documents.flatMap((_, topic) => {
      const score = fields.reduce(
        (sum, { boost, scoreOf }) => sum + boost * scoreOf(term, topic),
        0,
      );
      return score === 0 ? [] : [{ topic, score }];
    }),
  );
  let end = 0;
  return {
    documents: documents.length,
    terms,
    ends: Uint32Array.from(postings, ({ length }) => (end += length)),
    topics: Uint16Array.from(postings.flat(), ({ topic }) => topic),
    scores: Float32Array.from(postings.flat(), ({ score }) => score),
  };
}

/** In: what `indexWords` made. */
export function createWordIndex(trained: TrainedWordIndex): WordIndex {
  const { documents, terms, ends, topics, scores } = trained;
  const placeOf = new Map(terms.map((term, place) => [term, place]));
  return {
    scores: (features) => {
      const sums = new Float64Array(documents);
      const met = new Uint16Array(documents);
      for (const { place, weight } of mostTelling(features)) {
        for (let at = startOf(place); at < (ends[place] ?? 0); at += 1) {
          const topic = topics[at] ?? 0;
          sums[topic] = (sums[topic] ?? 0) + weight * (scores[at] ?? 0);
          met[topic] = (met[topic] ?? 0) + 1;
        }
      }
      return sums.map((sum, topic) => sum * (met[topic] ?? 0));
    },
  };

  function startOf(place: number): number {
    return place === 0 ? 0 : (ends[place - 1] ?? 0);
  }

  /** The features of a question that say most, so that a long one costs no more than a short one. */
  function mostTelling(features: Features): { place: number; weight: number; worth: number }[] {
    const found = [...features.keys()].flatMap((name) => {
      const place = placeOf.get(name);
      if (place === undefined) return [];
      const weight = KIND_WEIGHT[name.charAt(0)] ?? 1;
      const spread = (ends[place] ?? 0) - startOf(place);
      return [{ place, weight, worth: weight / Math.log(2 + spread) }];
    });
    return found.sort((one, other) => other.worth - one.worth).slice(0, MOST_LOOKED_UP);
  }
}

/** Whether a feature is worth a place in the index. */
function isTelling(name: string, spread: ReadonlyMap<string, number>): boolean {
  const most = DETAILS.has(name.charAt(0)) ? COMMON.detail : COMMON.other;
  return (spread.get(name) ?? Infinity) <= most;
}

type FeatureCounts = ReadonlyMap<string, number>;

/** In how many of the texts each feature is. */
function countsOf(texts: readonly Features[], telling: ReadonlySet<string>): FeatureCounts {
  const counts = new Map<string, number>();
  for (const name of texts.flatMap((features) => [...features.keys()])) {
    if (telling.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** BM25+ of one field. In: its features in each document. Out: what a feature adds to a document; 0 where it is not. */
function fieldScores(
  documents: readonly FeatureCounts[],
): (term: string, document: number) => number {
  const average = documents.reduce((sum, { size }) => sum + size, 0) / documents.length;
  const found = new Map<string, number>();
  for (const name of documents.flatMap((counts) => [...counts.keys()])) {
    found.set(name, (found.get(name) ?? 0) + 1);
  }
  return (term, document) => {
    const counts = documents[document];
    const count = counts?.get(term);
    if (counts === undefined || count === undefined) return 0;
    const matching = found.get(term) ?? 0;
    const rarity = Math.log(1 + (documents.length - matching + 0.5) / (matching + 0.5));
    const { k, b, d } = BM25;
    const saturation = (count * (k + 1)) / (count + k * (1 - b + (b * counts.size) / average));
    return rarity * (d + saturation);
  };
}
