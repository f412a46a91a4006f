// A typed line in the middle of the form: a value, a question, or possibly both [question-in-form].

import type { TurnContext } from 'botbuilder';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { position, REVIEW } from '../../services/enrollment/form.ts';
import { endsInLegalForm } from '../../services/enrollment/rules/written-out.ts';
import type { Field, StepId } from '../../services/enrollment/steps.ts';
import type { Search } from '../../services/knowledge/search.ts';
import { isQuestion } from '../../services/reading/question.ts';
import { yesNo } from '../../services/reading/yes-no.ts';
import { promptNumberData } from '../cards/card-action.ts';
import { button, datum, paragraph, type Card } from '../cards/card.ts';
import { fieldKey } from '../cards/step-card.ts';
import { fieldFor, recordTyped } from '../enrollment/typed-answer.ts';
import {
  actOf,
  enrollmentOf,
  turnInfoOf,
  type DialogServices,
  type TurnInfo,
} from '../turn-info.ts';
import { sendCard } from '../send.ts';
import { answerQuestion } from './answer.ts';

export type Meaning = 'value' | 'question' | 'either';

/** Below this the search is no reason to doubt that a free line is a value. */
const SURE = 0.9;
const FEWEST_WORDS = 3;

/** What a typed line most likely means while the form is active. */
export async function meaningOf(
  context: TurnContext,
  services: DialogServices,
  text: string,
): Promise<Meaning> {
  const { search } = services;
  const enrollment = await enrollmentOf(context, services);
  const now = enrollment && position(enrollment);
  if (enrollment === undefined || now === undefined) return 'question';
  if (now === REVIEW) return inReview(search, text);
  const field = fieldFor(enrollment, now, text);
  if (fitsOnly(turnInfoOf(context), enrollment, { field, step: now, text })) return 'value';
  if (isQuestion(text)) return 'question';
  return field.kind === 'line' ? ofFreeLine(search, text) : ofStrictField(search, text);
}

function inReview(search: Search, text: string): Meaning {
  return yesNo(text) === undefined && asks(search, text) ? 'question' : 'value';
}

/** One tap decides: the line as it stands, and both buttons. */
export async function askMeaning(
  context: TurnContext,
  services: DialogServices,
  text: string,
): Promise<void> {
  const { t } = turnInfoOf(context);
  const enrollment = await enrollmentOf(context, services);
  const now = enrollment && position(enrollment);
  const found = services.search.ask(text);
  const open = enrollment !== undefined && now !== undefined && now !== REVIEW;
  if (!open || found.kind !== 'answer') {
    return answerQuestion(context, services, text);
  }
  const { id } = fieldFor(enrollment, now, text);
  const card: Card = {
    summary: t('question.orValue'),
    body: [paragraph(t('question.orValue')), datum(t(fieldKey(id)), text)],
    actions: [
      button(t('question.isValue'), 'answer', {
        step: now,
        ...promptNumberData(enrollment),
        typed: text,
      }),
      button(t('question.isQuestion'), 'topic', { topic: found.topic }),
    ],
  };
  await sendCard(context, card);
}

interface Line {
  readonly field: Field;
  readonly step: StepId;
  readonly text: string;
}

/** The field's own rule comes first: a valid address or number, a named option, a company's full name. */
function fitsOnly(
  turnInfo: TurnInfo,
  enrollment: Enrollment,
  { field, step, text }: Line,
): boolean {
  if (field.id === 'legalName' && endsInLegalForm(text)) return true;
  if (field.id === 'street' && /\d/u.test(text) && !text.includes('?')) return true;
  const strict = field.kind !== 'line' || field.id === 'postalCode';
  if (!strict) return false;
  return recordTyped(enrollment, { step, text, t: turnInfo.t }, actOf(turnInfo)).kind !== 'refused';
}

function ofFreeLine(search: Search, text: string): Meaning {
  const found = search.ask(text);
  if (found.kind === 'smallTalk') return 'question';
  const long = text.trim().split(/\s+/u).length >= FEWEST_WORDS;
  return found.kind === 'answer' && found.certainty >= SURE && long ? 'either' : 'value';
}

/** What the field would refuse anyway may as well be a question. */
function ofStrictField(search: Search, text: string): Meaning {
  return asks(search, text) ? 'question' : 'value';
}

function asks(search: Search, text: string): boolean {
  return isQuestion(text) || search.ask(text).kind !== 'unknown';
}
