// How good the search is: by leave-one-out, and on questions of another hand.

import type { Corpus, CorpusEntry } from '../retrieval/corpus.ts';
import { createRanker, type Ranker } from '../retrieval/ranking.ts';
import { trainRanking } from '../retrieval/train-ranking.ts';
import { searchIn, type SearchResult, type Search } from '../search.ts';
import type { Knowledge } from '../content/topic.ts';
import type { QuestionSet } from './questions.ts';
import { count, emptyTally, type VerdictTally } from './verdict.ts';

/** What was asked of a set, in a table each for what we cover and for what we do not. */
export interface EvaluationReport {
  readonly byGroup: ReadonlyMap<string, VerdictTally>;
  readonly byLanguage: ReadonlyMap<string, VerdictTally>;
  readonly stray: ReadonlyMap<string, StrayTally>;
}

export interface StrayTally {
  asked: number;
  answered: number;
  offered: number;
}

const FOLDS = 10;

/** In: all material, and how many of the ten tenths to try. Out: rankers with what was kept from them. */
export function* trials(
  { topics, entries }: Corpus,
  tried = FOLDS,
): Generator<{ readonly ranker: Ranker; readonly left: readonly CorpusEntry[] }> {
  const asked = entries.filter(({ kind }) => kind === 'phrasing' || kind === 'elsewhere');
  for (let fold = 0; fold < tried; fold += 1) {
    const left = asked.filter((_, index) => index % FOLDS === fold);
    const hidden = new Set(left);
    const kept = entries.filter((entry) => !hidden.has(entry));
    yield { ranker: createRanker(trainRanking({ topics, entries: kept })), left };
  }
}

/** Every phrasing asked of a search that has not seen it, and every question about something else. */
export function leaveOneOut(
  knowledge: Knowledge,
  material: Corpus,
  folds?: number,
): EvaluationReport {
  const report = emptyReport();
  for (const { ranker, left } of trials(material, folds)) {
    const search = searchIn(knowledge, { analyzer: material.analyzer, ranker });
    for (const { text, language, label } of left) {
      const topic = knowledge.topics.get(material.topics[label] ?? '');
      const found = search.ask(text);
      if (topic === undefined) countStray(report, 'elsewhere.json', found);
      else countCovered(report, { lang: language, group: topic.group, right: [topic.id] }, found);
    }
  }
  return report;
}

/** A set written apart. */
export function askSet(
  search: Search,
  knowledge: Knowledge,
  { covered, stray }: QuestionSet,
): EvaluationReport {
  const report = emptyReport();
  for (const { q, lang, topic, also = [] } of covered) {
    const group = knowledge.topics.get(topic)?.group ?? 'no such topic';
    countCovered(report, { lang, group, right: [topic, ...also] }, search.ask(q));
  }
  for (const { q, kind } of stray) countStray(report, kind, search.ask(q));
  return report;
}

function emptyReport() {
  return {
    byGroup: new Map<string, VerdictTally>(),
    byLanguage: new Map<string, VerdictTally>(),
    stray: new Map<string, StrayTally>(),
  };
}

function countCovered(
  report: ReturnType<typeof emptyReport>,
  { lang, group, right }: { lang: string; group: string; right: readonly string[] },
  found: SearchResult,
): void {
  count(entryOf(report.byLanguage, lang, emptyTally), found, right);
  count(entryOf(report.byGroup, group, emptyTally), found, right);
}

function countStray(
  report: ReturnType<typeof emptyReport>,
  kind: string,
  { kind: outcome }: SearchResult,
): void {
  const tally = entryOf(report.stray, kind, () => ({ asked: 0, answered: 0, offered: 0 }));
  tally.asked += 1;
  if (outcome === 'answer') tally.answered += 1;
  if (outcome === 'offer') tally.offered += 1;
}

function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
