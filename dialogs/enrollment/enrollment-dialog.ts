// The form: one waterfall per step and one for the review, each *ask* and *record*. Which one begins is decided by the
// enrollment's position, not by the stack (docs/decisions/0004-position-in-the-enrollment.md).

import { Dialog, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import { isBehindOpen } from '../../services/enrollment/behind.ts';
import { position, promptNumberOf, REVIEW, type Position } from '../../services/enrollment/form.ts';
import { STEP_IDS } from '../../services/enrollment/steps.ts';
import { LeanWaterfallDialog } from '../sdk/waterfall.ts';
import { enrollmentOf, type DialogServices } from '../turn-info.ts';
import { sendOpenCard, sendStatus } from './open-card.ts';
import { askBehind } from './report-behind.ts';
import { recordAnswer, recordReview } from './record-answer.ts';

/** How a step begins: showing its card, recording what came in this turn already, or silently. */
export interface StepOptions {
  readonly opening: 'show' | 'record' | 'quiet';
}

type Step = WaterfallStepContext<StepOptions>;

const POSITIONS: readonly Position[] = [...STEP_IDS, REVIEW];
const DIALOG_IDS: ReadonlySet<string> = new Set(POSITIONS.map(stepDialogId));

/** The dialogs of the form, to be registered: `enrollment.situation` … `enrollment.support`, `enrollment.review`. */
export function createEnrollmentDialogs(services: DialogServices): readonly Dialog[] {
  return POSITIONS.map((at) => createStepDialog(at, services));
}

/** The id of the waterfall that asks for a position. */
export function stepDialogId(at: Position): string {
  return `enrollment.${at}`;
}

/** Whether a dialog's id is one of the form's. */
export function isStepDialogId(id: string): boolean {
  return DIALOG_IDS.has(id);
}

function createStepDialog(at: Position, services: DialogServices): Dialog {
  async function ask(step: Step): Promise<DialogTurnResult> {
    const { opening } = step.options;
    if (opening === 'record') return step.next();
    const enrollment = await enrollmentOf(step.context, services);
    // A typed line names no step: it answers what this conversation was shown, not what a colleague has opened since.
    Object.assign(step.values, { promptNumber: promptNumberOf(enrollment) });
    if (opening === 'show' && enrollment !== undefined) {
      await sendOpenCard(step.context, enrollment, at);
    }
    return Dialog.EndOfTurn;
  }

  async function record(step: Step): Promise<DialogTurnResult> {
    const recordInput = at === REVIEW ? recordReview : recordAnswer;
    await recordInput(step.context, services, promptNumberIn(step));
    return goOn(step, services);
  }

  return new LeanWaterfallDialog<StepOptions>(stepDialogId(at), [ask, record]);
}

/** Begins the waterfall of the position; where nothing is open any more the form ends with the status. */
async function goOn(step: Step, services: DialogServices): Promise<DialogTurnResult> {
  const enrollment = await enrollmentOf(step.context, services);
  if (enrollment === undefined) return step.endDialog();
  const next = position(enrollment);
  if (next !== undefined) return step.replaceDialog(stepDialogId(next), { opening: 'show' });
  if (isBehindOpen(enrollment)) await askBehind(step.context, enrollment);
  else await sendStatus(step.context, services, enrollment);
  return step.endDialog();
}

function promptNumberIn({ values }: Step): number {
  const { promptNumber = 0 } = values as { readonly promptNumber?: number };
  return promptNumber;
}
