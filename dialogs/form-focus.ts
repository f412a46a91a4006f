// What is in front of the person: the form, or nothing. The stack says no more than that.

import type { TurnContext } from 'botbuilder';
import type { DialogContext } from 'botbuilder-dialogs';
import { ENROLLMENT, type Opening } from './enrollment/enrollment-dialog.ts';
import { isParticipant } from '../services/enrollment/enrollment.ts';
import { turnInfoOf, type DialogServices } from './turn-info.ts';
import { sendText } from './send.ts';

/** Whether a typed line is heard as an answer to the form. */
export function isFormActive(dc: DialogContext): boolean {
  return dc.activeDialog?.id === ENROLLMENT;
}

/** Puts the form in front: showing its card, hearing what came in, or silently. */
export async function activateForm(dc: DialogContext, opening: Opening['opening']): Promise<void> {
  await dc.cancelAllDialogs();
  await dc.beginDialog(ENROLLMENT, { opening });
}

/** After anything in between, the open step is shown again: never waiting without a prompt. */
export async function reprompt(dc: DialogContext): Promise<void> {
  if (isFormActive(dc)) await activateForm(dc, 'show');
}

/** Whether the person takes part in her company's enrollment; says what to do when not. */
export async function requireParticipant(
  context: TurnContext,
  { enrollments }: DialogServices,
): Promise<boolean> {
  const { person } = turnInfoOf(context);
  const enrollment = await enrollments.find(person.tenantId);
  if (enrollment !== undefined && isParticipant(enrollment, person.id)) return true;
  await sendText(context, enrollment === undefined ? 'none.running' : 'join.hint');
  return false;
}
