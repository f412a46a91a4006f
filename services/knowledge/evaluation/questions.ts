// The questions written apart from the knowledge, by someone who had not read the phrasings.

import { readFileSync } from 'node:fs';

interface Question {
  readonly q: string;
  readonly lang: string;
}

/** `also`: other topics that answer it as well. */
export interface QuestionSet {
  readonly covered: readonly (Question & { topic: string; also?: readonly string[] })[];
  readonly stray: readonly (Question & { kind: string })[];
}

const FIXTURES = new URL('../../../test/fixtures/questions/', import.meta.url);

/** In: the name of a set, such as "dev", and where the sets lie. */
export function questionSet(name: string, home: URL = FIXTURES): QuestionSet {
  return {
    covered: read(new URL(`${name}.json`, home)) as QuestionSet['covered'],
    stray: read(new URL(`${name}-not-covered.json`, home)) as QuestionSet['stray'],
  };
}

function read(file: URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
