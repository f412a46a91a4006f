// A message as weighted features for the classifier: its words, their letters, their neighbors, and the concepts in their order.

import type { Features } from '../knowledge/language/analyzer.ts';
import { mentionsIn } from './concepts.ts';

const LETTERS = 4;
const LONGEST_COUNTED = 12;
const WEIGHT = {
  word: 1,
  letters: 0.5,
  pair: 0.6,
  triple: 0.4,
  edge: 0.6,
  length: 0.3,
  concept: 1.2,
  conceptPair: 0.6,
  sequence: 0.8,
};

/** In: a message or a part of one. Out: feature → weight; the first letter tells the kind. */
export function intentFeatures(text: string): Features {
  const { words, concepts } = mentionsIn(text);
  const features = new Map<string, number>();
  const add = (names: Iterable<string>, weight: number): void => {
    for (const name of names) features.set(name, weight);
  };
  add(words.flatMap(lettersOf), WEIGHT.letters);
  add(
    rows(words, 3).map((row) => `t:${row}`),
    WEIGHT.triple,
  );
  add(
    rows(words, 2).map((row) => `b:${row}`),
    WEIGHT.pair,
  );
  add([`f:${words[0] ?? ''}`, `l:${words.at(-1) ?? ''}`], WEIGHT.edge);
  add([`n:${Math.min(words.length, LONGEST_COUNTED)}`], WEIGHT.length);
  add(
    words.map((word) => `w:${word}`),
    WEIGHT.word,
  );
  add(
    rows(['^', ...concepts, '$'], 2).map((row) => `s:${row}`),
    WEIGHT.sequence,
  );
  add(
    pairsOf(concepts).map((pair) => `q:${pair}`),
    WEIGHT.conceptPair,
  );
  add(
    concepts.map((concept) => `k:${concept}`),
    WEIGHT.concept,
  );
  return features;
}

function lettersOf(word: string): readonly string[] {
  const framed = `_${word}_`;
  const count = Math.max(1, framed.length - LETTERS + 1);
  return Array.from({ length: count }, (_, at) => `c:${framed.slice(at, at + LETTERS)}`);
}

function rows(words: readonly string[], length: number): readonly string[] {
  const count = Math.max(0, words.length - length + 1);
  return Array.from({ length: count }, (_, at) => words.slice(at, at + length).join(' '));
}

function pairsOf(concepts: readonly string[]): readonly string[] {
  const sorted = [...concepts].sort();
  return sorted.flatMap((one, at) => sorted.slice(at + 1).map((two) => `${one}+${two}`));
}
