// Which dialog a typed line is for: a step of the form, another dialog that waits, or none. The stack says no more than that.

import type { DialogContext } from 'botbuilder-dialogs';
import { isParticipant } from '../services/enrollment/enrollment.ts';
import { position, REVIEW } from '../services/enrollment/form.ts';
import { isStepId } from '../services/enrollment/steps.ts';
import type { FormAction } from './cards/card-action.ts';
import { isStepDialogId, stepDialogId } from './enrollment/enrollment-dialog.ts';
import { sendStatus } from './enrollment/open-card.ts';
import { enrollmentOf, turnInfoOf, type DialogServices } from './turn-info.ts';
import { sendText } from './send.ts';

/** Whether a typed line is an answer to the form. */
export function isFormActive(dc: DialogContext): boolean {
  return dc.activeDialog !== undefined && isStepDialogId(dc.activeDialog.id);
}

/** Whether a dialog waits that is none of the form's: a prompt of the SDK's, say. It gets what the bot has no meaning for. */
export function isOtherDialogActive(dc: DialogContext): boolean {
  return dc.activeDialog !== undefined && !isFormActive(dc);
}

/** Begins the step of the enrollment's position, with its card or quietly. Where the form is done, the card is the status. */
export async function activateForm(
  dc: DialogContext,
  services: DialogServices,
  opening: 'show' | 'quiet',
): Promise<void> {
  await dc.cancelAllDialogs();
  const enrollment = await enrollmentOf(dc.context, services);
  if (enrollment === undefined) return;
  const now = position(enrollment);
  if (now !== undefined) await dc.beginDialog(stepDialogId(now), { opening });
  else if (opening === 'show') await sendStatus(dc.context, services, enrollment);
}

/** Has the step that a form's button names record it, whichever dialog waits. */
export async function recordButton(dc: DialogContext, action: FormAction): Promise<void> {
  const at = action.action === 'answer' && isStepId(action.step) ? action.step : REVIEW;
  const id = stepDialogId(at);
  if (dc.activeDialog?.id === id) {
    await dc.continueDialog();
    return;
  }
  await dc.cancelAllDialogs();
  await dc.beginDialog(id, { opening: 'record' });
}

/** After anything in between, what is open is shown again: never waiting without a prompt. */
export async function reprompt(dc: DialogContext, services: DialogServices): Promise<void> {
  if (isFormActive(dc)) await activateForm(dc, services, 'show');
  else if (isOtherDialogActive(dc)) await dc.repromptDialog();
}

/** Replaces a stack that names a dialog nobody knows, as another release may have left it, by the step that is open. */
export async function replaceUnknownStack(
  dc: DialogContext,
  services: DialogServices,
): Promise<void> {
  if (dc.stack.every(({ id }) => dc.findDialog(id) !== undefined)) return;
  await dc.cancelAllDialogs();
  const enrollment = await enrollmentOf(dc.context, services);
  const { id } = turnInfoOf(dc.context).person;
  const isRunning = enrollment?.pausedAt === null && isParticipant(enrollment, id);
  if (isRunning) await activateForm(dc, services, 'quiet');
}

/** Whether the person takes part in their company's enrollment; says what to do when not. */
export async function requireParticipant(
  dc: DialogContext,
  services: DialogServices,
): Promise<boolean> {
  const enrollment = await enrollmentOf(dc.context, services);
  const { id } = turnInfoOf(dc.context).person;
  if (enrollment !== undefined && isParticipant(enrollment, id)) return true;
  await sendText(dc.context, enrollment === undefined ? 'none.running' : 'join.hint');
  if (isOtherDialogActive(dc)) await dc.repromptDialog();
  return false;
}
