// An answer to the review: all is confirmed, or a section is opened again.

import type { TurnContext } from 'botbuilder';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Change } from '../../services/enrollment/enrollments.ts';
import { ask as askStep, confirm, edit, formOf, REVIEW } from '../../services/enrollment/form.ts';
import { isStepId } from '../../services/enrollment/steps.ts';
import { yesNo } from '../../services/reading/yes-no.ts';
import { isFormAction } from '../cards/card-action.ts';
import { actOf, turnInfoOf, type DialogServices, type TurnInfo } from '../turn-info.ts';
import { sendText } from '../send.ts';
import { staleIn, sendStale, type Staleness } from './staleness.ts';

type Reviewed =
  | { readonly kind: 'confirmed' | 'opened' | 'notUnderstood' }
  | { readonly kind: 'stale'; readonly why: Staleness };

/**
 * Hears what came in at the review, and says why when nothing follows from it. In: the visit that this conversation was
 * shown. Out: what became of it.
 */
export async function answerReview(
  context: TurnContext,
  services: DialogServices,
  visit: number,
): Promise<Reviewed['kind']> {
  const turnInfo = turnInfoOf(context);
  const reviewed = await services.enrollments.change(turnInfo.person.tenantId, (current) =>
    review(turnInfo, current, visit),
  );
  if (reviewed.kind === 'stale') await sendStale(context, reviewed.why);
  if (reviewed.kind === 'notUnderstood') await sendText(context, 'review.howTo');
  return reviewed.kind;
}

function review(
  turnInfo: TurnInfo,
  current: Enrollment | undefined,
  visit: number,
): Change<Reviewed> {
  if (current === undefined) return nothing({ kind: 'stale', why: { key: 'stale.older' } });
  const { input } = turnInfo;
  const why = staleIn(turnInfo, current, visit);
  if (why !== undefined) return nothing({ kind: 'stale', why });
  if (input.kind === 'text' && yesNo(input.text) === true) return confirmed(turnInfo, current);
  if (input.kind !== 'action' || !isFormAction(input.action)) {
    return nothing({ kind: 'notUnderstood' });
  }
  if (input.action.action === 'confirm') return confirmed(turnInfo, current);
  return opened(turnInfo, current, input.action.step);
}

function confirmed(turnInfo: TurnInfo, current: Enrollment): Change<Reviewed> {
  const enrollment = confirm(current, actOf(turnInfo));
  return enrollment === undefined
    ? nothing({ kind: 'stale', why: { key: 'stale.older' } })
    : { enrollment, outcome: { kind: 'confirmed' } };
}

function opened(turnInfo: TurnInfo, current: Enrollment, step: string): Change<Reviewed> {
  if (step === REVIEW) {
    return { enrollment: askStep(current, REVIEW, turnInfo.at), outcome: { kind: 'opened' } };
  }
  const known = isStepId(step) && formOf(current).includes(step);
  return known
    ? { enrollment: edit(current, step, turnInfo.at), outcome: { kind: 'opened' } }
    : nothing({ kind: 'stale', why: { key: 'stale.older' } });
}

function nothing(outcome: Reviewed): Change<Reviewed> {
  return { enrollment: undefined, outcome };
}
