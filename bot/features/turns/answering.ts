// What the bot answers questions from; made once, it takes a moment.

import { readIntents } from '../../../services/understanding/intents-file.ts';
import { createRecognizer, type Recognizer } from '../../../services/understanding/recognizer.ts';
import { createSearch, type Search } from '../../../services/knowledge/search.ts';
import { loadKnowledge, type Knowledge } from '../../../services/knowledge/content/topic.ts';

export interface Answering {
  readonly knowledge: Knowledge;
  readonly search: Search;
  readonly recognizer: Recognizer;
}

/** Reads the knowledge and builds its index. */
export function createAnswering(): Answering {
  const knowledge = loadKnowledge();
  return {
    knowledge,
    search: createSearch(knowledge),
    recognizer: createRecognizer(readIntents(knowledge)),
  };
}
