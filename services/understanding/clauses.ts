// A message in its parts, and what each part is not: a question, a negation, a plan, a condition, or somebody else's story
// reports nothing that is done.

import { mentionsIn, type Concept } from './concepts.ts';

export interface Clause {
  readonly text: string;
  readonly isQuestion: boolean;
  readonly isNegated: boolean;
  /** A plan, a hope, a duty: not done yet. */
  readonly isFuture: boolean;
  readonly isConditional: boolean;
  /** About other companies or people than the one who writes, or other matters than this one. */
  readonly isAboutOthers: boolean;
  readonly isAboutCustomers: boolean;
  readonly isLongAgo: boolean;
  /** An order to the bot to make something so. */
  readonly isOrder: boolean;
  /** Whether it says that something was done or came. */
  readonly isDone: boolean;
}

const MOST_CLAUSES = 12;
const BREAKS = /(?<=[.!;\n…])\s+|(?<=[?？]+)\s*|\n+|,\s+|\s[-–—]\s|\s\(|\)\s/u;
const START = '^(?:(?:und|aber|also|sag mal|hey|hallo|ja|ok|so|and|but|right|na) )*';
const W_WORDS =
  'was|wat|wer|wie|wann|warum|wieso|weshalb|wozu|wofur|welche\\w*|wo|wohin|woher|what|who|whose|how|when|why|which|where|whats|hows|whos';
const SUBJECTS =
  'ich|du|er|sie|es|wir|ihr|man|das|der|die|den|dem|dieser?|dieses?|hier|da|unser\\w*|mein\\w*|eine?|jemand|alles|microsoft|noch|eigentlich|denn|i|you|he|she|it|we|they|the|this|that|there|our|my|anyone|anybody|someone|everything|a';
/** "hast du", "can we": a verb before its subject asks. */
const INVERTED = new RegExp(
  `${START}(?:ist|sind|bin|hat|hast|habt|haben|muss|mussen|musst|kann|konnen|kannst|konnt|darf|durfen|soll|sollen|sollte|wird|werden|gibt|geht|braucht|brauchen|brauche|dauert|bekomm\\w*|krieg\\w*|is|are|was|were|do|does|did|have|has|can|could|may|must|should|shall|will|would|am) (?:${SUBJECTS})\\b`,
  'u',
);
const ASKING = new RegExp(`${START}(?:${W_WORDS})\\b`, 'u');
/** Orders to the bot to make something so are no reports. */
const ORDER =
  /\b(?:ignor\w*|setz\w* (?:uns|mich|unser\w*)|stell\w* uns|tu so|mark (?:us|me|our)|set (?:us|our|me)|pretend)\b/u;
const DONE: readonly Concept[] = ['perfect', 'justNow', 'already'];
const DONE_WORDS: readonly Concept[] = [
  'sent',
  'confirmed',
  'passed',
  'refused',
  'signed',
  'assigned',
  'arrived',
  'accepted',
  'linked',
  'appeal',
];

/** The parts of a message in their order, twelve at most. */
export function clausesOf(text: string): readonly Clause[] {
  const parts = text.split(BREAKS).map((part) => part.trim());
  const found = parts.filter((part) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(part));
  return found.slice(0, MOST_CLAUSES).map(clauseOf);
}

/** What one part is and is not. */
export function clauseOf(text: string): Clause {
  const { words, concepts } = mentionsIn(text);
  const has = (...some: readonly Concept[]): boolean => some.some((one) => concepts.includes(one));
  const row = words.join(' ');
  return {
    text,
    isQuestion: concepts.includes('questionMark') || ASKING.test(row) || INVERTED.test(row),
    isNegated: has('negation', 'notYet') && !has('refused'),
    isFuture: has('future') && !has(...DONE),
    isConditional: has('conditional'),
    isAboutOthers:
      has('unrelated') || (has('others') && !/\b(?:wir|uns|unser\w*|we|us|our)\b/u.test(row)),
    isAboutCustomers: has('customer'),
    isLongAgo: has('longAgo'),
    isOrder: ORDER.test(row),
    isDone: has(...DONE_WORDS),
  };
}
