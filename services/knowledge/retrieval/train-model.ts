// How the linear model learns: three passes over the examples, each moving the weights against the errors.

import type { Features } from '../language/analyzer.ts';
import { createVectorizer, type FeatureVector, type TrainedModel } from './linear-model.ts';

export interface Example {
  readonly features: Features;
  readonly label: number;
}

const PASSES = 3;
const RATE = 5;
const RAREST = 2;
/** Smaller steps than this change nothing that can be seen, and most are smaller. */
const SMALLEST_STEP = 0.005;
/** The greatest weight of a row in units. A byte a weight would do but for 7 of 4,192 questions. */
const UNITS = 32_767;

/** In: examples and how many labels there are. Out: the model; the same examples give the same model. */
export function trainModel(examples: readonly Example[], labels: number): TrainedModel {
  const known = rowsFor(examples);
  const vectorOf = createVectorizer(known);
  const weights = createWeights(known.features.length, labels);
  const rows = examples.map(({ features, label }) => ({ label, vector: vectorOf(features) }));
  const errors = new Float64Array(labels);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const index of shuffled(rows.length, pass + 1)) {
      const row = rows[index];
      if (row === undefined) continue;
      toProbabilities(weights.sums(row.vector, errors));
      errors[row.label] = (errors[row.label] ?? 0) - 1;
      weights.correct(row.vector, errors, RATE / (1 + pass));
    }
  }
  return { labels, ...known, ...rounded(weights.all, labels) };
}

interface Weights {
  readonly all: Float32Array;
  /** Fills and returns `sums`, one per label. */
  sums(vector: FeatureVector, sums: Float64Array): Float64Array;
  /** Moves the weights against the errors. */
  correct(vector: FeatureVector, errors: Float64Array, rate: number): void;
}

function createWeights(size: number, labels: number): Weights {
  const weights = new Float32Array(size * labels);
  return { all: weights, sums, correct };

  function sums({ rows, values }: FeatureVector, into: Float64Array): Float64Array {
    into.fill(0);
    for (let at = 0; at < rows.length; at += 1) {
      const base = (rows[at] ?? 0) * labels;
      const value = values[at] ?? 0;
      for (let label = 0; label < labels; label += 1) {
        into[label] = (into[label] ?? 0) + (weights[base + label] ?? 0) * value;
      }
    }
    return into;
  }

  function correct({ rows, values }: FeatureVector, errors: Float64Array, rate: number): void {
    const wrong = noticeable(errors);
    for (let at = 0; at < rows.length; at += 1) {
      const base = (rows[at] ?? 0) * labels;
      const step = (values[at] ?? 0) * rate;
      for (const one of wrong) {
        weights[base + one] = (weights[base + one] ?? 0) - step * (errors[one] ?? 0);
      }
    }
  }
}

/** In place, since it runs some twenty thousand times. */
function toProbabilities(sums: Float64Array): void {
  let total = 0;
  for (let at = 0; at < sums.length; at += 1) {
    const part = Math.exp(sums[at] ?? 0);
    sums[at] = part;
    total += part;
  }
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) / total;
}

function noticeable(errors: Float64Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < errors.length; at += 1) {
    if (Math.abs(errors[at] ?? 0) > SMALLEST_STEP) found.push(at);
  }
  return found;
}

/** The features seen more than once. */
function rowsFor(examples: readonly Example[]): Pick<TrainedModel, 'features' | 'rarities'> {
  const seen = new Map<string, number>();
  for (const { features } of examples) {
    for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  const kept = [...seen].filter(([, count]) => count >= RAREST);
  return {
    features: kept.map(([name]) => name),
    rarities: Float32Array.from(kept, ([, count]) => Math.log(1 + examples.length / count)),
  };
}

/** Two bytes a weight, and a scale a row. */
function rounded(all: Float32Array, labels: number): Pick<TrainedModel, 'scales' | 'weights'> {
  const size = all.length / labels;
  const scales = Float32Array.from({ length: size }, (_, row) => {
    const own = all.subarray(row * labels, (row + 1) * labels);
    return own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / UNITS;
  });
  const weights = Int16Array.from(all, (weight, at) =>
    Math.round(weight / Math.max(scales[Math.floor(at / labels)] ?? 0, Number.MIN_VALUE)),
  );
  return { scales, weights };
}

/** Numbers 0 … size − 1 in an order that is mixed but always the same (a linear congruential generator). */
function shuffled(size: number, seed: number): number[] {
  let state = seed;
  const next = () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff);
  const order = Array.from({ length: size }, (_, index) => ({ index, key: next() }));
  return order.sort((a, b) => a.key - b.key).map(({ index }) => index);
}
