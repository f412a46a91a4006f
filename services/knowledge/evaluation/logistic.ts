// Logistic regression by plain gradient descent; four signs and some thousand rows need nothing finer.

export interface TrainingRow {
  readonly inputs: readonly number[];
  readonly hit: boolean;
  readonly weight: number;
}

const ROUNDS = 3_000;
const RATE = 0.5;
const PENALTY = 1e-4;

/** In: rows of the same width. Out: the constant first, then one coefficient per input. */
export function fitted(rows: readonly TrainingRow[]): readonly number[] {
  const width = (rows[0]?.inputs.length ?? 0) + 1;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  let weights = new Array<number>(width).fill(0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = slopeAt(rows, weights);
    weights = weights.map(
      (weight, at) => weight - RATE * ((slope[at] ?? 0) / total + PENALTY * weight),
    );
  }
  return weights;
}

function slopeAt(rows: readonly TrainingRow[], weights: readonly number[]): number[] {
  const slope = weights.map(() => 0);
  for (const { inputs, hit, weight } of rows) {
    const [constant = 0, ...rest] = weights;
    const sum = rest.reduce((so, one, at) => so + one * (inputs[at] ?? 0), constant);
    const error = (1 / (1 + Math.exp(-sum)) - (hit ? 1 : 0)) * weight;
    slope[0] = (slope[0] ?? 0) + error;
    inputs.forEach((input, at) => (slope[at + 1] = (slope[at + 1] ?? 0) + error * input));
  }
  return slope;
}
