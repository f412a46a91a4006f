// An answer to a step of the form: filed under the step that was asked, never under the first open one.

import type { TurnContext } from 'botbuilder';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Change } from '../../services/enrollment/enrollments.ts';
import {
  position,
  recordStep,
  REVIEW,
  type RecordOutcome,
} from '../../services/enrollment/form.ts';
import { inputsOf } from '../cards/card-action.ts';
import { actOf, turnInfoOf, type DialogServices, type TurnInfo } from '../turn-info.ts';
import { sendText } from '../send.ts';
import { staleIn, sendStale, type Staleness } from './staleness.ts';
import { recordTyped } from './typed-answer.ts';

type Filed =
  | { readonly kind: RecordOutcome['kind'] | 'gone' }
  | { readonly kind: 'stale'; readonly why: Staleness };

/** Files what came in under the open step, and says why when it cannot. In: the visit that this conversation was shown. */
export async function answerStep(
  context: TurnContext,
  parts: DialogServices,
  visit: number,
): Promise<Filed['kind']> {
  const scene = turnInfoOf(context);
  const filed = await parts.enrollments.change(scene.person.tenantId, (current) =>
    file(scene, current, visit),
  );
  if (filed.kind === 'stale') await sendStale(context, filed.why);
  if (filed.kind === 'gone') await sendText(context, 'none.running');
  return filed.kind;
}

/** Pure, so that it may run again on fresh state when a colleague was faster. */
function file(scene: TurnInfo, current: Enrollment | undefined, visit: number): Change<Filed> {
  if (current === undefined) return { enrollment: undefined, outcome: { kind: 'gone' } };
  const why = staleIn(scene, current, visit);
  if (why !== undefined) return { enrollment: undefined, outcome: { kind: 'stale', why } };
  const recorded = recordedFrom(scene, current);
  return { enrollment: recorded?.enrollment, outcome: { kind: recorded?.kind ?? 'refused' } };
}

function recordedFrom(scene: TurnInfo, current: Enrollment): RecordOutcome | undefined {
  const { input, t } = scene;
  const step = position(current);
  if (step === undefined || step === REVIEW) return undefined;
  if (input.kind === 'text') {
    return recordTyped(current, { step, text: input.text, t }, actOf(scene));
  }
  if (input.kind !== 'action' || input.action.action !== 'answer') return undefined;
  const { typed, ...values } = inputsOf(input.action);
  return typed === undefined
    ? recordStep(current, { step, values }, actOf(scene))
    : recordTyped(current, { step, text: typed, t }, actOf(scene));
}
