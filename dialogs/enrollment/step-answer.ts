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
  services: DialogServices,
  visit: number,
): Promise<Filed['kind']> {
  const turnInfo = turnInfoOf(context);
  const filed = await services.enrollments.change(turnInfo.person.tenantId, (current) =>
    file(turnInfo, current, visit),
  );
  if (filed.kind === 'stale') await sendStale(context, filed.why);
  if (filed.kind === 'gone') await sendText(context, 'none.running');
  return filed.kind;
}

/** Pure, so that it may run again on fresh state when a colleague was faster. */
function file(turnInfo: TurnInfo, current: Enrollment | undefined, visit: number): Change<Filed> {
  if (current === undefined) return { enrollment: undefined, outcome: { kind: 'gone' } };
  const why = staleIn(turnInfo, current, visit);
  if (why !== undefined) return { enrollment: undefined, outcome: { kind: 'stale', why } };
  const recorded = recordedFrom(turnInfo, current);
  return { enrollment: recorded?.enrollment, outcome: { kind: recorded?.kind ?? 'refused' } };
}

function recordedFrom(turnInfo: TurnInfo, current: Enrollment): RecordOutcome | undefined {
  const { input, t } = turnInfo;
  const step = position(current);
  if (step === undefined || step === REVIEW) return undefined;
  if (input.kind === 'text') {
    return recordTyped(current, { step, text: input.text, t }, actOf(turnInfo));
  }
  if (input.kind !== 'action' || input.action.action !== 'answer') return undefined;
  const { typed, ...values } = inputsOf(input.action);
  return typed === undefined
    ? recordStep(current, { step, values }, actOf(turnInfo))
    : recordTyped(current, { step, text: typed, t }, actOf(turnInfo));
}
