// What the bot answers questions from; made once, it takes a moment.

import { createSearch, type Search } from '../../../services/knowledge/search.ts';
import { loadKnowledge, type Knowledge } from '../../../services/knowledge/content/topic.ts';

export interface Answering {
  readonly knowledge: Knowledge;
  readonly search: Search;
}

/** Reads the knowledge and builds its index. */
export function createAnswering(): Answering {
  const knowledge = loadKnowledge();
  return { knowledge, search: createSearch(knowledge) };
}
