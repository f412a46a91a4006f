// `npm run calibrate`: reckons the coefficients of certainty.json anew. Run it after every change of content or lexicon.

import { writeFileSync } from 'node:fs';
import certainty from '../retrieval/certainty.json' with { type: 'json' };
import { bent, type Coefficients } from '../retrieval/certainty.ts';
import { prefilter } from '../retrieval/prefilter.ts';
import { corpusOf, type CorpusEntry, type Corpus } from '../retrieval/corpus.ts';
import { createRanker, type Ranker, type RankingSignals } from '../retrieval/ranking.ts';
import { trainRanking } from '../retrieval/train-ranking.ts';
import { loadKnowledge } from '../content/topic.ts';
import { trials } from './evaluate.ts';
import { fitted } from './logistic.ts';
import { questionSet } from './questions.ts';

interface Observation {
  readonly signs: RankingSignals;
  readonly right: boolean;
  readonly covered: boolean;
  readonly weight: number;
}

/** Questions of another hand count as much as ten phrasings left out. */
const OTHER_HAND = 8;

const material = corpusOf(loadKnowledge());
const observed = [...leftOut(material), ...written(material)];
const result = {
  right: fit(observed, ({ right }) => right),
  covered: fit(balanced(observed), ({ covered }) => covered),
  answerFrom: certainty.answerFrom,
  offerFrom: certainty.offerFrom,
};
writeFileSync(
  new URL('../retrieval/certainty.json', import.meta.url),
  `${JSON.stringify(result, null, 2)}\n`,
);
process.stdout.write(`${JSON.stringify(result, null, 2)}\nfrom ${observed.length} questions\n`);

function* leftOut(from: Corpus): Generator<Observation> {
  for (const { ranker, left } of trials(from)) {
    for (const entry of left) yield* seen({ ranker, entry });
  }
}

function* seen({ ranker, entry }: { ranker: Ranker; entry: CorpusEntry }): Generator<Observation> {
  if (prefilter(entry.text) !== undefined) return;
  const { best, signs } = ranker.rank(material.analyzer.analyze(entry.text));
  const right = best[0]?.topic === material.topics[entry.label];
  const covered = entry.kind === 'phrasing';
  yield { signs, right, covered, weight: 1 };
}

function* written(from: Corpus): Generator<Observation> {
  const ranker = createRanker(trainRanking(from));
  const { covered, stray } = questionSet('dev');
  for (const { q, topic, also = [] } of covered) {
    const { best, signs } = ranker.rank(from.analyzer.analyze(q));
    const right = [topic, ...also].includes(best[0]?.topic ?? '');
    yield { signs, right, covered: true, weight: OTHER_HAND };
  }
  for (const { q } of stray.filter((one) => prefilter(one.q) === undefined)) {
    const { signs } = ranker.rank(from.analyzer.analyze(q));
    yield { signs, right: false, covered: false, weight: OTHER_HAND };
  }
}

/** As much weight on what is covered as on what is not. */
function balanced(rows: readonly Observation[]): Observation[] {
  const sum = (of: boolean) =>
    rows.filter(({ covered }) => covered === of).reduce((all, { weight }) => all + weight, 0);
  const factor = sum(true) / sum(false);
  return rows.map((row) => (row.covered ? row : { ...row, weight: row.weight * factor }));
}

function fit(rows: readonly Observation[], hit: (row: Observation) => boolean): Coefficients {
  const [constant = 0, margin = 0, ours = 0, unknown = 0, strength = 0, anchorage = 0] = fitted(
    rows.map((row) => ({ inputs: inputsOf(row.signs), hit: hit(row), weight: row.weight })),
  ).map((value) => Number(value.toFixed(3)));
  return { constant, margin, ours, unknown, strength, anchorage };
}

function inputsOf(signs: RankingSignals): number[] {
  const { margin, ours, unknown, strength, anchorage } = bent(signs);
  return [margin, ours, unknown, strength, anchorage];
}
