// The questions written apart from the knowledge, by someone who had not read the phrasings.

import { readFileSync } from 'node:fs';

export interface CoveredQuestion {
  readonly q: string;
  readonly lang: string;
  readonly topic: string;
  /** Other topics that answer it as well. */
  readonly also?: readonly string[];
}

export interface StrayQuestion {
  readonly q: string;
  readonly lang: string;
  readonly kind: string;
}

export interface QuestionSet {
  readonly covered: readonly CoveredQuestion[];
  readonly stray: readonly StrayQuestion[];
}

const FIXTURES = new URL('../../../test/fixtures/questions/', import.meta.url);

/** In: the name of a set, such as "dev", and where the sets lie. */
export function questionSet(name: string, home: URL = FIXTURES): QuestionSet {
  return {
    covered: read(new URL(`${name}.json`, home)) as CoveredQuestion[],
    stray: read(new URL(`${name}-not-covered.json`, home)) as StrayQuestion[],
  };
}

function read(file: URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
