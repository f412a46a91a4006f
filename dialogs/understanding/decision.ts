// Which of a message's possible meanings counts: what the recognizer is sure of, what the knowledge answers, what the state allows.

import { isQuestion } from '../../services/reading/question.ts';
import { yesNo } from '../../services/reading/yes-no.ts';
import type { Search } from '../../services/knowledge/search.ts';
import type { Intent } from '../../services/understanding/intents.ts';
import type { Recognition } from '../../services/understanding/recognizer.ts';

export interface DecisionFacts {
  readonly text: string;
  readonly recognition: Recognition;
  readonly isReviewOpen: boolean;
  /** Whether the form was paused and nothing else is open. */
  readonly isPaused: boolean;
  readonly search: Search;
  /** The topic answered before. */
  readonly about: string | undefined;
}

/** `report`: a milestone is reported, whichever it is. */
export type Decision = Exclude<Intent, `report.${string}`> | 'report';

/** Below this nothing was recognized: it is looked up like a question. */
const SURE_FROM = 0.35;
/** From here on the recognizer is believed over the search. */
const CERTAIN_FROM = 0.85;
/** From here on the knowledge has an answer. */
const ANSWERED_FROM = 0.9;
const REMARK_FROM = 0.5;
const SECOND_FROM = 0.25;
const RESERVED_FROM = 0.4;
const BACK_FROM = 0.1;
const STORY_WORDS = 25;
/** Where these are only likely, nothing is looked up that was not asked. */
const HARMLESS: readonly Intent[] = ['remark', 'greeting', 'thanks', 'bye'];
/** What a message may mean that the knowledge has no answer to. */
const SECOND: readonly Decision[] = [
  ...(['nextStep', 'status', 'begin', 'human', 'myData'] as const),
  ...(['pause', 'bye', 'thanks', 'remark'] as const),
];
/** What a yes may come with that takes it back. */
const RESERVING: readonly Decision[] = ['pause', 'correct', 'human', 'cancel', 'disagree'];
const RESERVATION =
  /\b(?:aber|nur|außer|bis auf|erst|als ob|von wegen|but|except|only|apart from|as if|yet|first)\b/iu;
/** „und wie lange dauert das?“ leans on the answer before; „und jetzt?“ and „wie lange noch bei uns?“ ask for the own case. */
const LEANING: readonly Intent[] = ['nextStep', 'status', 'why', 'remark', 'help'];
const POINTING = /\b(?:das|dies\w*|dafür|damit|it|that|this|those)\b/iu;
const OWN = /\b(?:wir|uns|unser\w*|mein\w*|we|us|our|my)\b/iu;
/** „lieber nicht telefonieren“ */
const RATHER_NOT =
  /\b(?:lieber nicht|nicht (?:mit jemand|telefonier|anruf)|kein(?:en)? anruf|rather not|don['’]t (?:want|need) to (?:talk|speak|call)|no calls?)\b/iu;

/** What is done about a message that is neither a value nor a correction. */
export function decide(facts: DecisionFacts): Decision {
  const { text, recognition, isReviewOpen } = facts;
  if (isReviewOpen && yesNo(text) === true) return 'agree';
  if (isForKnowledge(facts)) return 'question';
  if (recognition.report !== undefined) return 'report';
  const { intent, certainty } = recognition;
  const isHarmless = HARMLESS.includes(intent) && !isQuestion(text);
  return certainty < SURE_FROM && !isHarmless ? secondThought(facts) : inState(facts);
}

/** The part of a message that asks: of a story its question. */
export function askedIn({
  text,
  recognition,
}: Pick<DecisionFacts, 'text' | 'recognition'>): string {
  const isStory = text.split(/\s+/u).length > STORY_WORDS;
  return isStory ? (recognition.question ?? text) : text;
}

/** Whether a question beside a report deserves an answer; „Wer hätte das gedacht“ does not, and what is next a button tells. */
export function deservesAnswer(search: Search, text: string, recognition: Recognition): boolean {
  const found = search.ask(text);
  const isAnswered = found.kind === 'answer' && found.certainty >= ANSWERED_FROM;
  const isNext = recognition.also('nextStep') >= SECOND_FROM;
  return isAnswered && recognition.intent === 'question' && !isNext && /[?？]/u.test(text);
}

/** What an intent comes to where the person stands. */
const IN_STATE: Readonly<Partial<Record<Intent, (facts: DecisionFacts) => Decision>>> = {
  question: secondThought,
  remark: (facts) => (isAnsweredRemark(facts) ? 'question' : 'remark'),
  haveNone: (facts) => (isAnsweredRemark(facts) ? 'question' : 'remark'),
  human: ({ text }) => (RATHER_NOT.test(text) ? 'remark' : 'human'),
  // Whoever is away already and writes is back.
  pause: ({ isPaused, recognition: { also } }) =>
    isPaused && also('begin') + also('status') + also('nextStep') >= BACK_FROM ? 'begin' : 'pause',
  agree: (facts) => (facts.isReviewOpen ? unlessReserved(facts) : 'agree'),
};

function inState(facts: DecisionFacts): Decision {
  const { intent } = facts.recognition;
  return IN_STATE[intent]?.(facts) ?? (intent as Decision);
}

function isForKnowledge(facts: DecisionFacts): boolean {
  return leansOnAnswer(facts) || isUnreadable(facts) || isAnsweredQuestion(facts);
}

/** What the knowledge answers more surely than the recognizer knows better. */
function isAnsweredQuestion({ text, search, recognition }: DecisionFacts): boolean {
  if (recognition.report !== undefined || !isQuestion(text)) return false;
  if (recognition.intent === 'remark') return true;
  const found = search.ask(text);
  const isAnswered = found.kind === 'answer' && found.certainty >= ANSWERED_FROM;
  return isAnswered && recognition.certainty < CERTAIN_FROM;
}

/** Gibberish, and languages that nobody here reads. */
function isUnreadable({ text, search, recognition }: DecisionFacts): boolean {
  const found = search.ask(text);
  const isRead = found.kind !== 'unknown' || found.why === 'notCovered';
  return !isRead && recognition.certainty < CERTAIN_FROM;
}

function leansOnAnswer({ text, search, about, recognition: { intent } }: DecisionFacts): boolean {
  if (about === undefined || !search.leansOn(text, about)) return false;
  return (
    intent === 'question' || (LEANING.includes(intent) && POINTING.test(text) && !OWN.test(text))
  );
}

/** A statement that the knowledge answers was a question. */
function isAnsweredRemark({ text, search, recognition: { certainty } }: DecisionFacts): boolean {
  const found = search.ask(text);
  return found.kind === 'answer' && found.certainty >= ANSWERED_FROM && certainty < REMARK_FROM;
}

/** Where the knowledge has no answer, the next best meaning counts, if something speaks for it. */
function secondThought(facts: DecisionFacts): Decision {
  const { text, search, about, recognition } = facts;
  const found = search.ask(askedIn(facts), about === undefined ? {} : { about });
  if (found.kind === 'answer' || (found.kind === 'unknown' && found.why !== 'notCovered')) {
    return 'question';
  }
  const { also } = recognition;
  const others = SECOND.filter((one) => one !== 'remark' || !isQuestion(text));
  const [best] = others.sort((a, b) => also(b as Intent) - also(a as Intent));
  if (best !== undefined && also(best as Intent) >= SECOND_FROM) return best;
  return unknownIn(facts);
}

/** A yes with a "but", a plan or a question in it confirms nothing. */
function unlessReserved({ text, recognition: { also, question } }: DecisionFacts): Decision {
  const other = RESERVING.find((intent) => also(intent as Intent) >= RESERVED_FROM);
  if (other !== undefined) return other;
  return question !== undefined || RESERVATION.test(text) ? 'disagree' : 'agree';
}

/** At the review a statement that nobody understands is told how the review goes on. */
function unknownIn({ text, isReviewOpen }: DecisionFacts): Decision {
  return isReviewOpen && !isQuestion(text) ? 'remark' : 'question';
}
