// The search: a question in, an answer, an offer of two to four topics, a human word, or "I don't know" out.

import { ANSWER_FROM, certaintyOf, OFFER_FROM } from './retrieval/certainty.ts';
import { createFollowUps } from './retrieval/follow-up.ts';
import { prefilter, type SmallTalk, type Unknown } from './retrieval/prefilter.ts';
import { corpusOf, createAnalyzerOf } from './retrieval/corpus.ts';
import { createMenus, type MenuFor } from './retrieval/menu.ts';
import { createRanker, type RankedTopic, type Ranker, type Ranking } from './retrieval/ranking.ts';
import { readRanking } from './retrieval/ranking-file.ts';
import type { Analyzer } from './language/analyzer.ts';
import { trainRanking } from './retrieval/train-ranking.ts';
import type { Knowledge } from './content/topic.ts';
import { createBoundedMap } from '../http/bounded-map.ts';

export type { SmallTalk } from './retrieval/prefilter.ts';

export type SearchResult =
  | { readonly kind: 'answer'; readonly topic: string; readonly certainty: number }
  | { readonly kind: 'offer'; readonly topics: readonly string[]; readonly certainty: number }
  | { readonly kind: 'smallTalk'; readonly which: SmallTalk }
  | { readonly kind: 'unknown'; readonly why: Unknown };

/** `about` is the topic answered before, for „und wie lange dauert das?“. */
export interface SearchContext {
  readonly about?: string;
}

export interface Search {
  ask(text: string, given?: SearchContext): SearchResult;
  /** Whether a text only makes sense after an answer: „und wie lange dauert das?“. In: the topic answered before. */
  leansOn(text: string, about: string): boolean;
}

const LONGEST_READ = 500;
const OFFERED = { least: 3, most: 4, share: 0.99 };
/** A word alone („MPA“) names a family, not a question. */
const QUESTION_FROM_WORDS = 2;
const ASKED_AS = 'was ist';
/** A message is asked about from several sides before it is answered, in one turn of many. */
const KEPT_RESULTS = 32;

/** In: the knowledge. Out: the search, in some tenths of a second; in some seconds when `npm run knowledge:build` is due. */
export function createSearch(knowledge: Knowledge): Search {
  const trained = readRanking(knowledge) ?? trainRanking(corpusOf(knowledge));
  const analyzer = createAnalyzerOf(knowledge);
  return searchIn(knowledge, { analyzer, ranker: createRanker(trained) });
}

export interface SearchIndex {
  readonly analyzer: Analyzer;
  readonly ranker: Ranker;
}

/** The same with parts of one's own, for evaluation with phrasings left out. */
export function searchIn(knowledge: Knowledge, { analyzer, ranker }: SearchIndex): Search {
  const followUps = createFollowUps(knowledge, analyzer);
  const menuFor = createMenus(knowledge);
  const results = createBoundedMap<string, SearchResult>(KEPT_RESULTS);
  return {
    leansOn: (text, about) => prefilter(text) === undefined && leaning(text, about) !== undefined,
    ask: (text, { about } = {}) => {
      const guarded = prefilter(text);
      if (guarded !== undefined) return guarded;
      const read = text.slice(0, LONGEST_READ);
      const continued = about === undefined ? undefined : leaning(text, about);
      if (continued !== undefined) {
        return outcome(ranker.rank(continued.analysis, continued.leaning));
      }
      const found = results.get(read) ?? searched(read);
      results.set(read, found);
      return found;
    },
  };

  function leaning(text: string, about: string) {
    return followUps.continued(analyzer.analyze(text.slice(0, LONGEST_READ)), about);
  }

  function searched(text: string): SearchResult {
    const analysis = analyzer.analyze(text);
    const ranking = ranker.rank(analysis);
    if (analysis.words.length >= QUESTION_FROM_WORDS) return outcome(ranking);
    const { best } = ranker.rank(analyzer.analyze(`${ASKED_AS} ${text}`));
    return wordOutcome({ ...ranking, best }, menuFor);
  }
}

function outcome(ranking: Ranking): SearchResult {
  const { right, covered } = certaintyOf(ranking.signs);
  const [first] = ranking.best;
  if (first === undefined || covered < OFFER_FROM) return { kind: 'unknown', why: 'notCovered' };
  if (right >= ANSWER_FROM.right && covered >= ANSWER_FROM.covered) {
    return { kind: 'answer', topic: first.topic, certainty: right };
  }
  return { kind: 'offer', topics: offered(ranking.best), certainty: right };
}

function wordOutcome({ best, signs }: Ranking, menuFor: MenuFor): SearchResult {
  const { covered, right } = certaintyOf(signs);
  if (covered >= OFFER_FROM) return { kind: 'offer', topics: menuFor(best), certainty: right };
  return { kind: 'unknown', why: signs.unknown === 1 ? 'gibberish' : 'notCovered' };
}

/** As many as carry nearly all belief, two to four. */
function offered(best: readonly RankedTopic[]): string[] {
  const sums = best.map((_, index) =>
    best.slice(0, index).reduce((sum, { share }) => sum + share, 0),
  );
  return best
    .slice(0, OFFERED.most)
    .filter((_, index) => index < OFFERED.least || (sums[index] ?? 1) < OFFERED.share)
    .map(({ topic }) => topic);
}
