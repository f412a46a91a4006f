// A linear classifier over the features of a text: what each word, each concept and each pair says about every topic.
// `npm run knowledge:build` trains it (train-model.ts); here it is only asked.

import type { Features } from '../language/analyzer.ts';

/** What training leaves: the features worth a row, how much rarer ones count for more, and a row of weights for each. */
export interface TrainedModel {
  readonly labels: number;
  readonly features: readonly string[];
  /** By feature; the logarithm of how rare it is. */
  readonly rarities: Float32Array;
  /** By feature; what one unit of its weights is worth. */
  readonly scales: Float32Array;
  /** Row by row, a weight per label, in units of its feature. */
  readonly weights: Int16Array;
}

export interface LinearModel {
  /** The logarithm of each label's probability. */
  scores(features: Features): Float64Array;
}

/** A text as a unit vector over the rows of the model. */
export interface FeatureVector {
  readonly rows: Int32Array;
  readonly values: Float32Array;
}

/** In: what training left. Out: the model. */
export function createModel({ scales, weights, labels, ...rows }: TrainedModel): LinearModel {
  const vectorOf = createVectorizer(rows);
  return {
    scores: (features) => {
      const { rows: at, values } = vectorOf(features);
      const sums = new Float64Array(labels);
      for (const [place, row] of at.entries()) {
        const value = (values[place] ?? 0) * (scales[row] ?? 0);
        const base = row * labels;
        for (let label = 0; label < labels; label += 1) {
          sums[label] = (sums[label] ?? 0) + (weights[base + label] ?? 0) * value;
        }
      }
      const total = Math.log(sums.reduce((sum, value) => sum + Math.exp(value), 0));
      return sums.map((value) => value - total);
    },
  };
}

/** Makes unit vectors, rare features counting more (tf-idf). Features without a row are left out. */
export function createVectorizer({
  features: known,
  rarities,
}: Pick<TrainedModel, 'features' | 'rarities'>): (features: Features) => FeatureVector {
  const rowOf = new Map(known.map((name, row) => [name, row]));
  return (features) => {
    const rows: number[] = [];
    const values: number[] = [];
    let square = 0;
    for (const [name, weight] of features) {
      const row = rowOf.get(name);
      if (row === undefined) continue;
      const value = weight * (rarities[row] ?? 0);
      rows.push(row);
      values.push(value);
      square += value * value;
    }
    const length = Math.sqrt(square) || 1;
    return {
      rows: Int32Array.from(rows),
      values: Float32Array.from(values, (value) => value / length),
    };
  };
}
