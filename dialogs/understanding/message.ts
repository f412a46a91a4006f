// A message in words, read against what is open before it is searched for [interface-understanding]: what the open card can take,
// a correction, what it says about the own case, a wish about the talk itself, a question. What would change a record by a guess
// is offered with one tap.

import type { DialogContext } from 'botbuilder-dialogs';
import { fieldInQuestion } from '../../services/enrollment/drafts.ts';
import { isParticipant, type Enrollment } from '../../services/enrollment/enrollment.ts';
import { position, promptNumberOf, REVIEW } from '../../services/enrollment/form.ts';
import { nextMilestone } from '../../services/enrollment/progress.ts';
import type { StepId } from '../../services/enrollment/steps.ts';
import { languageOfSentence } from '../../services/understanding/sentence-language.ts';
import type { RecognitionState } from '../../services/understanding/recognizer.ts';
import { isFormActive } from '../form-focus.ts';
import { enrollmentOf, setTurnInfo, turnInfoOf, type DialogServices } from '../turn-info.ts';
import type { Message } from './understood.ts';
import { handleCorrection } from './correction.ts';
import { handleIntent } from './intents.ts';
import { answerReport } from './reports.ts';
import { handleValues } from './values.ts';

/** Handles a message that is no command, no secret and not for another dialog. */
export async function handleMessage(
  dc: DialogContext,
  services: DialogServices,
  text: string,
): Promise<void> {
  const message = await readMessage(dc, services, text);
  followLanguage(dc, message);
  if (await answerReport(dc, services, message)) return;
  if (await handleCorrection(dc, services, message)) return;
  if (await handleValues(dc, services, message)) return;
  await handleIntent(dc, services, message);
}

async function readMessage(
  dc: DialogContext,
  services: DialogServices,
  text: string,
): Promise<Message> {
  const enrollment = await enrollmentOf(dc.context, services);
  const now = isFormActive(dc) && enrollment !== undefined ? position(enrollment) : undefined;
  const isReviewOpen = now === REVIEW;
  const step = now === REVIEW ? undefined : now;
  const recognition = services.recognizer.recognize(text, stateOf(dc, enrollment, step));
  const { input } = turnInfoOf(dc.context);
  const lines = input.kind === 'text' ? input.lines : text;
  const shownPrompt = shownPromptIn(dc);
  const isBehind = isFormActive(dc) && shownPrompt !== promptNumberOf(enrollment);
  return { text, lines, recognition, enrollment, step, isReviewOpen, shownPrompt, isBehind };
}

function shownPromptIn(dc: DialogContext): number {
  const state = dc.activeDialog?.state as
    { readonly values?: { readonly promptNumber?: number } } | undefined;
  return state?.values?.promptNumber ?? 0;
}

function stateOf(
  dc: DialogContext,
  enrollment: Enrollment | undefined,
  step: StepId | undefined,
): RecognitionState {
  const { person } = turnInfoOf(dc.context);
  const isOurs = enrollment !== undefined && isParticipant(enrollment, person.id);
  const isPrepared = isOurs && enrollment.standing.prepared?.state === 'done';
  const next = isPrepared ? nextMilestone(enrollment) : undefined;
  if (step !== undefined) return { open: 'step', next };
  return { open: isFormActive(dc) ? 'review' : 'none', next };
}

/** A sentence is answered in its own language; what the person chose, and their client's, stay for the next one. */
function followLanguage(dc: DialogContext, { text, step, enrollment }: Message): void {
  const turnInfo = turnInfoOf(dc.context);
  const language = languageOfSentence(text);
  const isFreeField =
    step !== undefined &&
    enrollment !== undefined &&
    fieldInQuestion(enrollment, step).kind === 'line';
  const isLong = text.split(/\s+/u).length > (isFreeField ? 4 : 2);
  if (language === undefined || language === turnInfo.language || !isLong) return;
  setTurnInfo(dc.context, { ...turnInfo, language });
}
