// What came in at a step or at the review: recorded under the step that was asked, or refused because its card is an older
// one [interface-cards].

import type { TurnContext } from 'botbuilder';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Change } from '../../services/enrollment/enrollments.ts';
import {
  ask,
  confirm,
  edit,
  firstOpen,
  formOf,
  position,
  promptNumberOf,
  REVIEW,
  type Position,
} from '../../services/enrollment/form.ts';
import {
  recordStep,
  replyToDoubt,
  type RecordOutcome,
} from '../../services/enrollment/record-step.ts';
import { isStepId, type StepId } from '../../services/enrollment/steps.ts';
import { yesNo } from '../../services/reading/yes-no.ts';
import { day } from '../../services/texts/texts.ts';
import {
  doubtReplyIn,
  inputsOf,
  isFormAction,
  promptNumberIn,
  type FormAction,
  type SubmittedAnswer,
} from '../cards/card-action.ts';
import { titleKey } from '../cards/step-card.ts';
import { actOf, turnInfoOf, type DialogServices, type TurnInfo } from '../turn-info.ts';
import { sendText } from '../send.ts';
import { sendGuide } from './open-card.ts';
import { recordTyped, recordValues } from './typed-answer.ts';

type Staleness =
  | { readonly key: 'stale.answered' | 'stale.toConfirm'; readonly at: string }
  | { readonly key: 'stale.older' };

interface StaleInput {
  readonly kind: 'stale';
  readonly why: Staleness;
}

type AnswerResult = { readonly kind: RecordOutcome['kind'] | 'gone' | 'notDoubted' } | StaleInput;

type ReviewResult =
  | { readonly kind: 'confirmed'; readonly enrollment: Enrollment }
  | { readonly kind: 'opened' | 'notUnderstood' }
  | { readonly kind: 'unfinished'; readonly step: Position }
  | StaleInput;

const OLDER: StaleInput = { kind: 'stale', why: { key: 'stale.older' } };

/** Records what came in as the open step's answer; says why when it cannot. In: the prompt number this conversation was shown. */
export async function recordAnswer(
  context: TurnContext,
  services: DialogServices,
  promptNumber: number,
): Promise<void> {
  const turnInfo = turnInfoOf(context);
  const result = await services.enrollments.change(turnInfo.person.tenantId, (current) =>
    answer(turnInfo, current, promptNumber),
  );
  if (result.kind === 'stale') await sendStale(context, result.why);
  if (result.kind === 'gone') await sendText(context, 'none.running');
  if (result.kind === 'notDoubted') await sendText(context, 'form.notDoubted');
}

/** Confirms the form or opens a section again; says why when neither is meant. In: as recordAnswer. */
export async function recordReview(
  context: TurnContext,
  services: DialogServices,
  promptNumber: number,
): Promise<void> {
  const turnInfo = turnInfoOf(context);
  const result = await services.enrollments.change(turnInfo.person.tenantId, (current) =>
    review(turnInfo, current, promptNumber),
  );
  switch (result.kind) {
    case 'stale':
      return sendStale(context, result.why);
    case 'notUnderstood':
      return sendText(context, 'review.howTo');
    case 'unfinished':
      return sendText(context, 'review.unfinished', { title: turnInfo.t(titleKey(result.step)) });
    case 'opened':
      return;
    case 'confirmed':
      await sendText(context, 'review.confirmed');
      if (result.enrollment.standing.submitted !== undefined) return;
      await sendGuide(context, services, result.enrollment);
  }
}

/** Pure, so that it may run again on fresh state when a colleague was faster. */
function answer(
  turnInfo: TurnInfo,
  current: Enrollment | undefined,
  promptNumber: number,
): Change<AnswerResult> {
  if (current === undefined) return unchanged({ kind: 'gone' });
  const why = stalenessOf(turnInfo, current, promptNumber);
  if (why !== undefined) return unchanged({ kind: 'stale', why });
  const recorded = recordInput(turnInfo, current);
  return { enrollment: recorded?.enrollment, outcome: { kind: recorded?.kind ?? 'notDoubted' } };
}

/** Out: undefined when a doubt's button was pressed and the card shows no such doubt. */
function recordInput(turnInfo: TurnInfo, current: Enrollment): RecordOutcome | undefined {
  const { input, t } = turnInfo;
  const step = position(current);
  if (step === undefined || step === REVIEW) return undefined;
  if (input.kind === 'values') return recordValues(current, step, input, actOf(turnInfo));
  if (input.kind === 'text') {
    return recordTyped(current, { step, text: input.text, t }, actOf(turnInfo));
  }
  if (input.kind !== 'action' || input.action.action !== 'answer') return undefined;
  return recordCard(turnInfo, current, { step, action: input.action });
}

function recordCard(
  turnInfo: TurnInfo,
  current: Enrollment,
  { step, action }: { readonly step: StepId; readonly action: SubmittedAnswer },
): RecordOutcome | undefined {
  const { typed, fill, ...values } = inputsOf(action);
  if (fill !== undefined) {
    const read = { values, emptied: [], isShownFirst: false };
    return recordValues(current, step, read, actOf(turnInfo));
  }
  if (typed !== undefined) {
    return recordTyped(current, { step, text: typed, t: turnInfo.t }, actOf(turnInfo));
  }
  const reply = doubtReplyIn(action);
  return reply === undefined
    ? recordStep(current, { step, values }, actOf(turnInfo))
    : replyToDoubt(current, { step, values, reply }, actOf(turnInfo));
}

/** Pure, as `answer`. */
function review(
  turnInfo: TurnInfo,
  current: Enrollment | undefined,
  promptNumber: number,
): Change<ReviewResult> {
  if (current === undefined) return unchanged(OLDER);
  const { input } = turnInfo;
  const why = stalenessOf(turnInfo, current, promptNumber);
  if (why !== undefined) return unchanged({ kind: 'stale', why });
  if (input.kind === 'text' && yesNo(input.text) === true) return confirmForm(turnInfo, current);
  if (input.kind !== 'action' || !isFormAction(input.action)) {
    return unchanged({ kind: 'notUnderstood' });
  }
  if (input.action.action === 'confirm') return confirmForm(turnInfo, current);
  return openSection(turnInfo, current, input.action.step);
}

function confirmForm(turnInfo: TurnInfo, current: Enrollment): Change<ReviewResult> {
  const enrollment = confirm(current, actOf(turnInfo));
  if (enrollment !== undefined) return { enrollment, outcome: { kind: 'confirmed', enrollment } };
  const step = firstOpen(current);
  return { enrollment: ask(current, step, turnInfo.at), outcome: { kind: 'unfinished', step } };
}

function openSection({ at }: TurnInfo, current: Enrollment, step: string): Change<ReviewResult> {
  const outcome = { kind: 'opened' } as const;
  if (step === REVIEW) return { enrollment: ask(current, REVIEW, at), outcome };
  const isKnown = isStepId(step) && formOf(current).includes(step);
  return isKnown ? { enrollment: edit(current, step, at), outcome } : unchanged(OLDER);
}

function unchanged<Result>(outcome: Result): Change<Result> {
  return { enrollment: undefined, outcome };
}

/** A button of an older card, or a line typed below one. Out: undefined when what came in is about the open card. */
function stalenessOf(
  { input }: TurnInfo,
  current: Enrollment,
  promptNumber: number,
): Staleness | undefined {
  if (input.kind === 'action' && isFormAction(input.action)) {
    return buttonStaleness(current, input.action);
  }
  return promptNumberOf(current) === promptNumber ? undefined : OLDER.why;
}

function buttonStaleness(enrollment: Enrollment, action: FormAction): Staleness | undefined {
  if (action.action === 'edit' && action.step === REVIEW) return undefined;
  const belongsTo = action.action === 'answer' ? action.step : REVIEW;
  const shown = promptNumberIn(action);
  const isOpenCard = shown === undefined || shown === promptNumberOf(enrollment);
  if (position(enrollment) === belongsTo && isOpenCard) return undefined;
  return stalenessReason(enrollment, belongsTo);
}

function stalenessReason({ answers, confirmedAt }: Enrollment, step: string): Staleness {
  if (step === REVIEW && confirmedAt !== null) return { key: 'stale.toConfirm', at: confirmedAt };
  // The step comes from the button: it may be the name of something every object has.
  const answered = Object.hasOwn(answers, step) ? answers[step] : undefined;
  return answered === undefined ? OLDER.why : { key: 'stale.answered', at: answered.at };
}

async function sendStale(context: TurnContext, why: Staleness): Promise<void> {
  const date = why.key === 'stale.older' ? '' : day(why.at, turnInfoOf(context).language);
  await sendText(context, why.key, { date });
}
