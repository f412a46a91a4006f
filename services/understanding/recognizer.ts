// What a message means, given where the person stands: one of a closed set of intents, how certain that is, and what else is in it.

import {
  createModel,
  type LinearModel,
  type TrainedModel,
} from '../knowledge/retrieval/linear-model.ts';
import { MILESTONE_IDS, type MilestoneId } from '../enrollment/milestones.ts';
import { clauseOf, clausesOf, type Clause } from './clauses.ts';
import { mentionsIn } from './concepts.ts';
import { intentFeatures } from './features.ts';
import {
  INTENTS,
  isReport,
  reportedBy,
  type Intent,
  type ReportedMilestone,
  type ReportIntent,
} from './intents.ts';

/** Where the person stands. */
export interface RecognitionState {
  /** What waits for an answer: a step of the form, its review, or nothing. */
  readonly open: 'step' | 'review' | 'none';
  /** The milestone that is next; undefined before the form is done and after the last one. */
  readonly next?: MilestoneId | undefined;
}

export interface Recognition {
  readonly intent: Intent;
  /** From 0 to 1. */
  readonly certainty: number;
  /** What is reported, when something is. */
  readonly report?: ReportedMilestone | undefined;
  /** A question beside it. */
  readonly question?: string | undefined;
  /** How much speaks for each other intent, 0 to 1. */
  readonly also: (intent: Intent) => number;
}

export interface Recognizer {
  recognize(text: string, state: RecognitionState): Recognition;
}

type Scores = ReadonlyMap<Intent, number>;

const PRIOR = { next: 2.5, far: 0.35 };
/** Said beside what is meant, mostly. */
const POLITE: readonly Intent[] = ['greeting', 'thanks', 'bye'];
const WISHES: readonly Intent[] = [
  'human',
  'deleteData',
  'myData',
  'fewerNotes',
  'language.de',
  'language.en',
  'language.any',
];
const WISH_FROM = 0.75;
const OWN_STATE_FROM = 0.15;
const OURS = /\b(?:wir|uns|unser\w*|we|us|our)\b/iu;
const MEANT_FROM = 0.4;
/** A form that is filled in is not applied for yet. */
const FORM =
  /\b(?:form|formular|forms)\b(?!.*\b(?:sent|submitted|eingereicht|abgeschickt|abgesendet|raus|weg)\b)/iu;
const REPORT_FROM = 0.3;
/** „MPA“ names a thing; from here on a part may tell what was done without a word for it. */
const TELLING_WORDS = 3;
const CLAUSE_WEIGHT = 0.8;

/** In: what was learned. */
export function createRecognizer(trained: TrainedModel): Recognizer {
  const model = createModel(trained);
  return {
    recognize(text, state) {
      const clauses = clausesOf(text);
      const parts = clauses.map((clause) => ({
        clause,
        scores: scoresOf(model, clause.text, state),
      }));
      const whole =
        parts.length === 1 && parts[0] !== undefined
          ? parts[0]
          : { clause: clauseOf(text), scores: scoresOf(model, text, state) };
      const question = clauses.findLast(({ isQuestion }) => isQuestion)?.text;
      const also = (intent: Intent): number =>
        Math.max(...[whole, ...parts].map(({ scores }) => scores.get(intent) ?? 0));
      const report = reportIn(parts, whole);
      const other = wishIn(parts, whole, state);
      if (report === undefined || isStrongerWish(other, report, text)) {
        return { ...ofOwnState(other, whole), question, also };
      }
      const { intent, certainty } = report;
      return { intent, certainty, report: reportedBy(intent), question, also };
    },
  };
}

interface ReadClause {
  readonly clause: Clause;
  readonly scores: Scores;
}

interface Candidate<T extends Intent = Intent> {
  readonly intent: T;
  readonly certainty: number;
}

function reportIn(
  parts: readonly ReadClause[],
  whole: ReadClause,
): Candidate<ReportIntent> | undefined {
  const found = [...parts, ...(parts.length > 1 ? [whole] : [])].flatMap(({ clause, scores }) =>
    [...scores].flatMap(([intent, certainty]) =>
      isReport(intent) && certainty >= REPORT_FROM && mayReport(clause, intent)
        ? [{ intent, certainty }]
        : [],
    ),
  );
  return found.sort((a, b) => b.certainty - a.certainty)[0];
}

/** Whether a part may be a report at all: it tells, it is about this company and this matter, and it is done. */
function mayReport(clause: Clause, intent: ReportIntent): boolean {
  const isTelling = clause.isDone || clause.text.split(/\s+/u).length >= TELLING_WORDS;
  const isOther = clause.isQuestion || clause.isOrder || isElsewhere(clause, intent);
  return isTelling && !isOther && !isUndone(clause);
}

function isElsewhere(
  { text, isAboutOthers, isAboutCustomers }: Clause,
  intent: ReportIntent,
): boolean {
  const isCustomers = isAboutCustomers && intent !== 'report.customerInvited';
  return isAboutOthers || isCustomers || (intent === 'report.submitted' && FORM.test(text));
}

function isUndone({ isFuture, isConditional, isLongAgo, isNegated }: Clause): boolean {
  return isFuture || isConditional || isLongAgo || isNegated;
}

/** Whoever asks for a person, or to be left alone, is heard first, whatever else they tell; who only curses is not asking. */
function isStrongerWish(wish: Candidate, report: Candidate, text: string): boolean {
  const isOnlyAnger = wish.intent === 'human' && !mentionsIn(text).concepts.includes('person');
  if (isOnlyAnger || !WISHES.includes(wish.intent)) return false;
  return wish.certainty > Math.min(report.certainty, WISH_FROM);
}

/** „Sind wir schon verifiziert?“ asks for the status: it would be a report, were it no question. */
function ofOwnState(found: Candidate, { clause, scores }: ReadClause): Candidate {
  if (found.intent !== 'question' || !clause.isQuestion || !OURS.test(clause.text)) return found;
  const reported = [...scores].reduce(
    (sum, [intent, score]) => (isReport(intent) ? sum + score : sum),
    0,
  );
  return reported >= OWN_STATE_FROM ? { intent: 'status', certainty: found.certainty } : found;
}

function wishIn(
  parts: readonly ReadClause[],
  whole: ReadClause,
  { open }: RecognitionState,
): Candidate {
  const found = INTENTS.filter((intent) => !isReport(intent)).map((intent): Candidate => {
    const inParts = parts.map(({ scores }) => CLAUSE_WEIGHT * (scores.get(intent) ?? 0));
    return { intent, certainty: Math.max(whole.scores.get(intent) ?? 0, ...inParts) };
  });
  const ranked = found.sort((a, b) => b.certainty - a.certainty);
  const best = ranked[0] ?? { intent: 'remark', certainty: 0 };
  const polite = open === 'review' ? POLITE : [...POLITE, 'agree', 'disagree'];
  if (!polite.includes(best.intent)) return best;
  const meant = ranked.find(
    ({ intent, certainty }) =>
      !polite.includes(intent) && intent !== 'remark' && certainty >= MEANT_FROM,
  );
  return meant ?? best;
}

function scoresOf(model: LinearModel, text: string, { next }: RecognitionState): Scores {
  const logs = model.scores(intentFeatures(text));
  const scores = INTENTS.map((intent, at): [Intent, number] => [
    intent,
    Math.exp(logs[at] ?? -Infinity) * (isReport(intent) ? priorOf(intent, next) : 1),
  ]);
  const total = scores.reduce((sum, [, score]) => sum + score, 0);
  return new Map(scores.map(([intent, score]) => [intent, score / total]));
}

/** What is next is likely to be reported; what is done already, or far ahead, is not. */
function priorOf(intent: ReportIntent, next: MilestoneId | undefined): number {
  if (next === undefined) return 1;
  const { milestone } = reportedBy(intent);
  const ahead = MILESTONE_IDS.indexOf(milestone) - MILESTONE_IDS.indexOf(next);
  if (ahead === 0) return PRIOR.next;
  return ahead < 0 || ahead > 3 ? PRIOR.far : 1;
}
