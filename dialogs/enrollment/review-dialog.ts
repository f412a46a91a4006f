// The review as a waterfall: show everything, then confirm it or open a section again.

import {
  Dialog,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Change } from '../../services/enrollment/enrollments.ts';
import { ask as askStep, confirm, edit, formOf, REVIEW } from '../../services/enrollment/form.ts';
import { isStepId } from '../../services/enrollment/steps.ts';
import { yesNo } from '../../services/reading/yes-no.ts';
import { isFormAction } from '../cards/card-action.ts';
import { actOf, sceneOf, type Parts, type Scene } from '../scene.ts';
import { tell } from '../send.ts';
import { showOpenCard } from './open-card.ts';
import { stalenessOf, tellStale, type Staleness } from './staleness.ts';
import type { Opening } from './step-dialog.ts';

export const REVIEWED = 'review';

type Step = WaterfallStepContext<Opening>;
type Reviewed =
  | { readonly kind: 'confirmed' | 'opened' | 'notUnderstood' }
  | { readonly kind: 'stale'; readonly why: Staleness };

/** The dialog that shows the review. Its result is what became of it. */
export function createReviewDialog(parts: Parts): Dialog {
  async function ask(step: Step): Promise<DialogTurnResult> {
    const { opening } = step.options;
    if (opening === 'hear') return step.next();
    const enrollment = await parts.enrollments.find(sceneOf(step.context).person.tenantId);
    if (opening === 'show' && enrollment !== undefined) {
      await showOpenCard(step.context, enrollment);
    }
    return Dialog.EndOfTurn;
  }

  async function record(step: Step): Promise<DialogTurnResult> {
    const scene = sceneOf(step.context);
    const reviewed = await parts.enrollments.change(scene.person.tenantId, (current) =>
      review(scene, current),
    );
    if (reviewed.kind === 'stale') await tellStale(step.context, reviewed.why);
    if (reviewed.kind === 'notUnderstood') await tell(step.context, 'review.howTo');
    return step.endDialog(reviewed.kind);
  }

  return new WaterfallDialog<Opening>(REVIEWED, [ask, record]);
}

function review(scene: Scene, current: Enrollment | undefined): Change<Reviewed> {
  if (current === undefined) return nothing({ kind: 'stale', why: { key: 'stale.older' } });
  const { said } = scene;
  if (said.kind === 'text') {
    return yesNo(said.text) === true
      ? confirmed(scene, current)
      : nothing({ kind: 'notUnderstood' });
  }
  if (said.kind !== 'action' || !isFormAction(said.action))
    return nothing({ kind: 'notUnderstood' });
  const why = stalenessOf(current, said.action);
  if (why !== undefined) return nothing({ kind: 'stale', why });
  if (said.action.action === 'confirm') return confirmed(scene, current);
  return opened(scene, current, said.action.step);
}

function confirmed(scene: Scene, current: Enrollment): Change<Reviewed> {
  const enrollment = confirm(current, actOf(scene));
  return enrollment === undefined
    ? nothing({ kind: 'stale', why: { key: 'stale.older' } })
    : { enrollment, outcome: { kind: 'confirmed' } };
}

function opened(scene: Scene, current: Enrollment, step: string): Change<Reviewed> {
  if (step === REVIEW) {
    return { enrollment: askStep(current, REVIEW, scene.at), outcome: { kind: 'opened' } };
  }
  const known = isStepId(step) && formOf(current).includes(step);
  return known
    ? { enrollment: edit(current, step, scene.at), outcome: { kind: 'opened' } }
    : nothing({ kind: 'stale', why: { key: 'stale.older' } });
}

function nothing(outcome: Reviewed): Change<Reviewed> {
  return { enrollment: undefined, outcome };
}
