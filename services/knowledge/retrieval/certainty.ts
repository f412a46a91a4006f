// How sure the search may be: two logistic models over a few signs, their coefficients reckoned by `npm run calibrate`.

import coefficients from './certainty.json' with { type: 'json' };
import type { RankingSignals } from './ranking.ts';

export interface Coefficients {
  readonly constant: number;
  readonly margin: number;
  readonly ours: number;
  readonly unknown: number;
  readonly strength: number;
  readonly anchorage: number;
}

export interface Certainty {
  /** The probability that the first topic is the right one. */
  readonly right: number;
  /** The probability that the question is about our subject at all. */
  readonly covered: number;
}

/** From here on an answer is given; below, topics are offered. */
export const ANSWER_FROM = {
  right: coefficients.answerFrom.right,
  covered: coefficients.answerFrom.covered,
};
/** From here on topics are offered; below, the bot says that it does not know. */
export const OFFER_FROM = coefficients.offerFrom;

/** The signs bent so that a straight line fits: a lead of twenty is not twice as sure as one of ten. */
export function bent(signs: RankingSignals): RankingSignals {
  return {
    margin: Math.log1p(Math.max(0, signs.margin)),
    ours: Math.sign(signs.ours) * Math.log1p(Math.abs(signs.ours)),
    unknown: signs.unknown,
    strength: signs.strength,
    anchorage: signs.anchorage,
  };
}

export function certaintyOf(signs: RankingSignals): Certainty {
  return {
    right: probability(coefficients.right, signs),
    covered: probability(coefficients.covered, signs),
  };
}

/** In: coefficients and signs as measured. Out: 0 … 1. */
export function probability(weights: Coefficients, signs: RankingSignals): number {
  const { margin, ours, unknown, strength, anchorage } = bent(signs);
  const sum =
    weights.constant +
    weights.margin * margin +
    weights.ours * ours +
    weights.unknown * unknown +
    weights.strength * strength +
    weights.anchorage * anchorage;
  return 1 / (1 + Math.exp(-sum));
}
