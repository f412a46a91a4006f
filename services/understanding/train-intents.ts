// What the recognizer learns from: its phrasings, and everything the knowledge is asked, as questions. `npm run knowledge:build` does
// it once for everybody.

import type { Knowledge } from '../knowledge/content/topic.ts';
import { questionsOf } from '../knowledge/retrieval/corpus.ts';
import type { TrainedModel } from '../knowledge/retrieval/linear-model.ts';
import { trainModel } from '../knowledge/retrieval/train-model.ts';
import { intentFeatures } from './features.ts';
import { INTENTS, loadPhrasings, type Phrasing } from './intents.ts';

/** All that is learned from. In: the knowledge. */
export function lessonsOfIntents(knowledge: Knowledge): readonly Phrasing[] {
  const known = loadPhrasings();
  const texts = new Set(known.map(({ text }) => text));
  const asked = questionsOf(knowledge).filter(({ text }) => !texts.has(text));
  return [...known, ...asked.map((one): Phrasing => ({ ...one, intent: 'question' }))];
}

/** In: what to learn from. Out: the model; the same phrasings give the same. */
export function trainIntents(phrasings: readonly Phrasing[]): TrainedModel {
  const examples = phrasings.map(({ text, intent }) => ({
    features: intentFeatures(text),
    label: INTENTS.indexOf(intent),
  }));
  return trainModel(examples, INTENTS.length);
}
