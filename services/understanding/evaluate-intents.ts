// How good the recognizer is on phrasings it has not seen: five times it learns four fifths of them and is asked the rest.

import type { Knowledge } from '../knowledge/content/topic.ts';
import type { Intent, Phrasing } from './intents.ts';
import { createRecognizer } from './recognizer.ts';
import { lessonsOfIntents, trainIntents } from './train-intents.ts';

/** A phrasing that was left out, and what it was taken for. */
export interface RecognitionTrial {
  readonly phrasing: Phrasing;
  readonly found: Intent;
  readonly certainty: number;
}

/** Of many trials, how many were right. */
export interface IntentTally {
  readonly name: string;
  readonly asked: number;
  readonly right: number;
}

/** One intent taken for another, and how often. */
export interface IntentConfusion {
  readonly meant: Intent;
  readonly found: Intent;
  readonly count: number;
}

const FOLDS = 5;
const BINS = 10;

/** In: the knowledge. Out: a trial of each phrasing and each question of the topics, where nothing is open and nothing is next. */
export function crossValidated(knowledge: Knowledge): readonly RecognitionTrial[] {
  const lessons = lessonsOfIntents(knowledge);
  return Array.from({ length: FOLDS }, (_, fold) => {
    const left = lessons.filter((_lesson, at) => at % FOLDS === fold);
    const kept = lessons.filter((_lesson, at) => at % FOLDS !== fold);
    const recognizer = createRecognizer(trainIntents(kept));
    return left.map((phrasing) => {
      const { intent, certainty } = recognizer.recognize(phrasing.text, { open: 'none' });
      return { phrasing, found: intent, certainty };
    });
  }).flat();
}

/** Trials counted by whatever they are named by. */
export function tallied(
  trials: readonly RecognitionTrial[],
  nameOf: (trial: RecognitionTrial) => string,
): readonly IntentTally[] {
  const groups = Map.groupBy(trials, nameOf);
  return [...groups].map(([name, all]) => ({
    name,
    asked: all.length,
    right: all.filter(isRight).length,
  }));
}

/** The commonest confusions first. */
export function confusions(trials: readonly RecognitionTrial[]): readonly IntentConfusion[] {
  const groups = Map.groupBy(
    trials.filter((trial) => !isRight(trial)),
    ({ phrasing, found }) => `${phrasing.intent} ${found}`,
  );
  return [...groups.values()]
    .flatMap((all) => {
      const [first] = all;
      if (first === undefined) return [];
      return [{ meant: first.phrasing.intent, found: first.found, count: all.length }];
    })
    .sort((a, b) => b.count - a.count);
}

/** Ten bins of certainty, and how often it was right in each. */
export function calibration(trials: readonly RecognitionTrial[]): readonly IntentTally[] {
  const nameOf = (bin: number): string =>
    `${(bin / BINS).toFixed(1)} – ${((bin + 1) / BINS).toFixed(1)}`;
  return tallied(trials, ({ certainty }) =>
    nameOf(Math.min(BINS - 1, Math.floor(certainty * BINS))),
  ).toSorted((a, b) => a.name.localeCompare(b.name));
}

function isRight({ phrasing, found }: RecognitionTrial): boolean {
  return phrasing.intent === found;
}
