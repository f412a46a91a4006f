// In how many topics a feature is found: what is in many says little about any.

import type { Features } from '../language/analyzer.ts';

export interface Labeled {
  readonly label: number;
  readonly features: Features;
}

/** In: texts, those of one topic standing together. Out: feature → number of topics. */
export function spreadOf(texts: Iterable<Labeled>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const lastIn = new Map<string, number>();
  for (const { label, features } of texts) {
    for (const name of features.keys()) {
      if (lastIn.get(name) === label) continue;
      lastIn.set(name, label);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}
