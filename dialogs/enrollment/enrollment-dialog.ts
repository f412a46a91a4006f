// The form as a loop: whatever position the enrollment is at is put to the person, until the form is done.

import {
  ComponentDialog,
  type Dialog,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { position, REVIEW } from '../../services/enrollment/form.ts';
import { sceneOf, type Parts } from '../scene.ts';
import { tell } from '../send.ts';
import { showGuide, showStatus } from './open-card.ts';
import { createReviewDialog, REVIEWED } from './review-dialog.ts';
import { createStepDialog, STEP, type Opening } from './step-dialog.ts';

export const ENROLLMENT = 'enrollment';

type Step = WaterfallStepContext<Opening>;

/** The form. Begin it with how it comes to the front; it ends when nothing is open any more. */
export function createEnrollmentDialog(parts: Parts): Dialog {
  async function put(step: Step): Promise<DialogTurnResult> {
    const enrollment = await current(step, parts);
    const now = enrollment === undefined ? undefined : position(enrollment);
    const reopens = opensReview(step);
    return step.beginDialog(now === REVIEW || reopens ? REVIEWED : STEP, step.options);
  }

  async function goOn(step: Step): Promise<DialogTurnResult> {
    const enrollment = await current(step, parts);
    if (enrollment === undefined) return step.endDialog();
    if (position(enrollment) !== undefined) return step.replaceDialog(LOOP, { opening: 'show' });
    await leaveForm(step, parts, enrollment);
    return step.endDialog();
  }

  const dialog = new ComponentDialog<Opening>(ENROLLMENT);
  dialog.addDialog(new WaterfallDialog<Opening>(LOOP, [put, goOn]));
  dialog.addDialog(createStepDialog(parts));
  dialog.addDialog(createReviewDialog(parts));
  return dialog;
}

const LOOP = 'loop';

/** After the form: how to apply, and where things stand. */
async function leaveForm(step: Step, parts: Parts, enrollment: Enrollment): Promise<void> {
  if (step.result === 'confirmed') {
    await tell(step.context, 'review.confirmed');
    if (enrollment.standing.submitted === undefined) await showGuide(step.context, enrollment);
  }
  await showStatus(step.context, enrollment);
}

function current(step: Step, parts: Parts): Promise<Enrollment | undefined> {
  return parts.enrollments.find(sceneOf(step.context).person.tenantId);
}

/** The status card's button that opens the review again comes in when no position is open. */
function opensReview(step: Step): boolean {
  const { said } = sceneOf(step.context);
  return (
    step.options.opening === 'hear' && said.kind === 'action' && said.action.action !== 'answer'
  );
}
