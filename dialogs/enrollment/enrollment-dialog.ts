// The form as a waterfall: ask what is open, record what comes, and begin anew, one step a pass, until the form is done.

import { Dialog, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { position, REVIEW } from '../../services/enrollment/form.ts';
import { LeanWaterfall } from '../sdk/waterfall.ts';
import { turnInfoOf, type DialogServices } from '../turn-info.ts';
import { sendText } from '../send.ts';
import { showGuide, showOpenCard, showStatus } from './open-card.ts';
import { answerReview } from './review-answer.ts';
import { answerStep } from './step-answer.ts';

export const ENROLLMENT = 'enrollment';

/** How the form comes to the front: showing its card, hearing what came in this turn already, or silently. */
export interface Opening {
  readonly opening: 'show' | 'hear' | 'quiet';
}

type Step = WaterfallStepContext<Opening>;

/** The form. Begin it with how it comes to the front; it ends when nothing is open any more. */
export function createEnrollmentDialog(services: DialogServices): Dialog {
  async function ask(step: Step): Promise<DialogTurnResult> {
    const { opening } = step.options;
    if (opening === 'hear') return step.next();
    const enrollment = await current(step, services);
    rememberVisit(step, enrollment);
    if (opening === 'show' && enrollment !== undefined) {
      await showOpenCard(step.context, services, enrollment);
    }
    return Dialog.EndOfTurn;
  }

  async function record(step: Step): Promise<DialogTurnResult> {
    const before = await current(step, services);
    const answered = isAboutReview(step, before)
      ? await answerReview(step.context, services, visitAsked(step))
      : await answerStep(step.context, services, visitAsked(step));
    const enrollment = await current(step, services);
    if (enrollment === undefined) return step.endDialog();
    if (position(enrollment) !== undefined) {
      return step.replaceDialog(ENROLLMENT, { opening: 'show' });
    }
    await leaveForm(step, services, { enrollment, isConfirmed: answered === 'confirmed' });
    return step.endDialog();
  }

  return new LeanWaterfall<Opening>(ENROLLMENT, [ask, record]);
}

/** A typed line carries no step: it answers what this conversation was shown, not what a colleague has opened since. */
function rememberVisit(step: Step, enrollment: Enrollment | undefined): void {
  (step.values as Record<string, unknown>)['visit'] = enrollment?.asked?.visit ?? 0;
}

function visitAsked(step: Step): number {
  return Number((step.values as Record<string, unknown>)['visit'] ?? 0);
}

/** After the form: how to apply, and where things stand. */
async function leaveForm(
  { context }: Step,
  services: DialogServices,
  { enrollment, isConfirmed }: { readonly enrollment: Enrollment; readonly isConfirmed: boolean },
): Promise<void> {
  if (isConfirmed) {
    await sendText(context, 'review.confirmed');
    if (enrollment.standing.submitted === undefined) await showGuide(context, services, enrollment);
  }
  await showStatus(context, services, enrollment);
}

function current(step: Step, services: DialogServices): Promise<Enrollment | undefined> {
  return services.enrollments.find(turnInfoOf(step.context).person.tenantId);
}

/** The status card's button that opens the review again comes in when no position is open. */
function isAboutReview(step: Step, enrollment: Enrollment | undefined): boolean {
  const { input } = turnInfoOf(step.context);
  const isOpening = input.kind === 'action' && input.action.action !== 'answer';
  return isOpening || (enrollment !== undefined && position(enrollment) === REVIEW);
}
