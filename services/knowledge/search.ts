// The search: a question in, an answer, an offer of two to four topics, a human word, or "I don't know" out.

import { ANSWER_FROM, certaintyOf, OFFER_FROM } from './certainty.ts';
import { createFollowUps } from './follow-up.ts';
import { guard, type SmallTalk, type Unknown } from './guard.ts';
import { materialOf, type Material } from './material.ts';
import { createRanker, type Ranked, type Ranker, type Ranking } from './ranking.ts';
import type { Knowledge } from './topic.ts';

export type { SmallTalk } from './guard.ts';

export type Found =
  | { readonly kind: 'answer'; readonly topic: string; readonly certainty: number }
  | { readonly kind: 'offer'; readonly topics: readonly string[]; readonly certainty: number }
  | { readonly kind: 'smallTalk'; readonly which: SmallTalk }
  | { readonly kind: 'unknown'; readonly why: Unknown };

/** `about` is the topic answered before, for „und wie lange dauert das?“. */
export interface Given {
  readonly about?: string;
}

export interface Search {
  ask(text: string, given?: Given): Found;
}

const LONGEST_READ = 500;
const OFFERED = { least: 3, most: 4, share: 0.99 };
/** A word alone („MPA“) names a family, not a question. */
const QUESTION_FROM_WORDS = 2;
const MENU_HEAD = 0.3;

/** Reads the knowledge and learns from it; takes some hundred milliseconds, once. */
export function createSearch(knowledge: Knowledge): Search {
  const material = materialOf(knowledge);
  return searchIn(knowledge, { material, ranker: createRanker(material) });
}

export interface Parts {
  readonly material: Material;
  readonly ranker: Ranker;
}

/** The same with parts of one's own, for evaluation with phrasings left out. */
export function searchIn(knowledge: Knowledge, { material, ranker }: Parts): Search {
  const followUps = createFollowUps(knowledge, material);
  return {
    ask: (text, { about } = {}) => {
      const guarded = guard(text);
      if (guarded !== undefined) return guarded;
      const analysis = material.analyzer.analyze(text.slice(0, LONGEST_READ));
      const continued = about === undefined ? undefined : followUps.continued(analysis, about);
      if (continued !== undefined)
        return outcome(ranker.rank(continued.analysis, continued.leaning));
      const ranking = ranker.rank(analysis);
      return analysis.words.length < QUESTION_FROM_WORDS
        ? menu(ranking, knowledge)
        : outcome(ranking);
    },
  };
}

function outcome(ranking: Ranking): Found {
  const { right, covered } = certaintyOf(ranking.signs);
  const [first] = ranking.best;
  if (first === undefined || covered < OFFER_FROM) return { kind: 'unknown', why: 'notCovered' };
  if (right >= ANSWER_FROM.right && covered >= ANSWER_FROM.covered) {
    return { kind: 'answer', topic: first.topic, certainty: right };
  }
  return { kind: 'offer', topics: offered(ranking.best), certainty: right };
}

/** A word alone: the topics of the family it leads to, the best one first when there is one. */
function menu({ best, signs }: Ranking, knowledge: Knowledge): Found {
  const { covered, right } = certaintyOf(signs);
  const why = signs.unknown === 1 ? 'gibberish' : 'notCovered';
  if (covered < OFFER_FROM) return { kind: 'unknown', why };
  const clear = best.filter(({ share }) => share >= MENU_HEAD).map(({ topic }) => topic);
  const family = strongestFamily(best, knowledge);
  const members = [...knowledge.topics.values()].filter((topic) => topic.family === family);
  const others = best.map(({ topic }) => topic);
  const topics = [...new Set([...clear, ...members.map(({ id }) => id), ...others])];
  return { kind: 'offer', topics: topics.slice(0, OFFERED.most), certainty: right };
}

function strongestFamily(best: readonly Ranked[], { topics }: Knowledge): string {
  const sums = new Map<string, number>();
  for (const { topic, share } of best) {
    const family = topics.get(topic)?.family ?? '';
    sums.set(family, (sums.get(family) ?? 0) + share);
  }
  return [...sums].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

/** As many as carry nearly all belief, two to four. */
function offered(best: readonly Ranked[]): string[] {
  const sums = best.map((_, index) =>
    best.slice(0, index).reduce((sum, { share }) => sum + share, 0),
  );
  return best
    .slice(0, OFFERED.most)
    .filter((_, index) => index < OFFERED.least || (sums[index] ?? 1) < OFFERED.share)
    .map(({ topic }) => topic);
}
