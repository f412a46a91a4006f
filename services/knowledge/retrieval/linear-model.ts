// A linear classifier over the features of a text: what each word, each concept and each pair says about every topic.
// Trained when the program starts (some hundred milliseconds), so an added phrasing needs no other step.

import type { Features } from '../language/analyzer.ts';

export interface Example {
  readonly features: Features;
  readonly label: number;
}

export interface LinearModel {
  /** The logarithm of each label's probability. */
  scores(features: Features): Float64Array;
}

const PASSES = 3;
const RATE = 5;
const RAREST = 2;
/** Smaller steps than this change nothing that can be seen, and most are smaller. */
const SMALLEST_STEP = 0.005;

interface Vector {
  readonly rows: Int32Array;
  readonly values: Float32Array;
}

/** In: examples and how many labels there are. Out: a model; the same examples give the same model. */
export function trainModel(examples: readonly Example[], labels: number): LinearModel {
  const vectors = vectorizer(examples);
  const weights = createWeights(vectors.size, labels);
  const rows = examples.map(({ features, label }) => ({ label, vector: vectors.of(features) }));
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
  return {
    scores: (features) => {
      const sums = weights.sums(vectors.of(features), new Float64Array(labels));
      const total = Math.log(sums.reduce((sum, value) => sum + Math.exp(value), 0));
      return sums.map((value) => value - total);
    },
  };
}

interface Weights {
  /** Fills and returns `sums`, one per label. */
  sums(vector: Vector, sums: Float64Array): Float64Array;
  /** Moves the weights against the errors. */
  correct(vector: Vector, errors: Float64Array, rate: number): void;
}

function createWeights(size: number, labels: number): Weights {
  const weights = new Float32Array(size * labels);
  return { sums, correct };

  function sums({ rows, values }: Vector, into: Float64Array): Float64Array {
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

  function correct({ rows, values }: Vector, errors: Float64Array, rate: number): void {
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

/** In place, since it runs some twenty thousand times when the program starts. */
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

interface Vectorizer {
  readonly size: number;
  of(features: Features): Vector;
}

/** Features as unit vectors, rare ones counting more (tf-idf); those seen once are left out. */
function vectorizer(examples: readonly Example[]): Vectorizer {
  const seen = new Map<string, number>();
  for (const { features } of examples) {
    for (const name of features.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  const kept = [...seen].filter(([, count]) => count >= RAREST);
  const table = new Map(
    kept.map(([name, count], row) => [
      name,
      { row, rarity: Math.log(1 + examples.length / count) },
    ]),
  );
  return { size: kept.length, of: vectorOf };

  function vectorOf(features: Features): Vector {
    const rows: number[] = [];
    const values: number[] = [];
    let square = 0;
    for (const [name, weight] of features) {
      const entry = table.get(name);
      if (entry === undefined) continue;
      const value = weight * entry.rarity;
      rows.push(entry.row);
      values.push(value);
      square += value * value;
    }
    const length = Math.sqrt(square) || 1;
    return {
      rows: Int32Array.from(rows),
      values: Float32Array.from(values, (value) => value / length),
    };
  }
}

/** Numbers 0 … size − 1 in an order that is mixed but always the same (a linear congruential generator). */
function shuffled(size: number, seed: number): number[] {
  let state = seed;
  const next = () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff);
  const order = Array.from({ length: size }, (_, index) => ({ index, key: next() }));
  return order.sort((a, b) => a.key - b.key).map(({ index }) => index);
}
