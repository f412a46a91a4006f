// One step of the form as a waterfall: ask, then record under the step that was asked. One step a pass.

import {
  Dialog,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Change } from '../../services/enrollment/enrollments.ts';
import { position, recordStep, REVIEW, type Recorded } from '../../services/enrollment/form.ts';
import { inputsOf, isFormAction } from '../cards/card-action.ts';
import { actOf, sceneOf, type Parts, type Scene } from '../scene.ts';
import { tell } from '../send.ts';
import { showOpenCard } from './open-card.ts';
import { stalenessOf, tellStale, type Staleness } from './staleness.ts';
import { recordTyped } from './typed-answer.ts';

export const STEP = 'step';

/** How the form comes to the front: showing its card, hearing what came in this turn already, or silently. */
export interface Opening {
  readonly opening: 'show' | 'hear' | 'quiet';
}

type Step = WaterfallStepContext<Opening>;
type Filed =
  | { readonly kind: Recorded['kind'] | 'gone' }
  | { readonly kind: 'stale'; readonly why: Staleness };

/** The dialog that asks a step and records its answer. */
export function createStepDialog(parts: Parts): Dialog {
  async function ask(step: Step): Promise<DialogTurnResult> {
    const { opening } = step.options;
    if (opening === 'hear') return step.next();
    const enrollment = await parts.enrollments.find(sceneOf(step.context).person.tenantId);
    rememberVisit(step, enrollment);
    if (opening === 'show' && enrollment !== undefined) {
      await showOpenCard(step.context, enrollment);
    }
    return Dialog.EndOfTurn;
  }

  async function record(step: Step): Promise<DialogTurnResult> {
    const scene = sceneOf(step.context);
    const visit = visitAsked(step);
    const filed = await parts.enrollments.change(scene.person.tenantId, (current) =>
      file(scene, current, visit),
    );
    if (filed.kind === 'stale') await tellStale(step.context, filed.why);
    if (filed.kind === 'gone') await tell(step.context, 'none.running');
    return step.endDialog(filed.kind);
  }

  return new WaterfallDialog<Opening>(STEP, [ask, record]);
}

/** A typed line carries no step: it answers what this conversation was shown, not what a colleague has opened since. */
function rememberVisit(step: Step, enrollment: Enrollment | undefined): void {
  (step.values as Record<string, unknown>)['visit'] = enrollment?.asked?.visit ?? 0;
}

function visitAsked(step: Step): number {
  return Number((step.values as Record<string, unknown>)['visit'] ?? 0);
}

/** Pure, so that it may run again on fresh state when a colleague was faster. */
function file(scene: Scene, current: Enrollment | undefined, visit: number): Change<Filed> {
  if (current === undefined) return { enrollment: undefined, outcome: { kind: 'gone' } };
  const why = staleIn(scene, current, visit);
  if (why !== undefined) return { enrollment: undefined, outcome: { kind: 'stale', why } };
  const recorded = recordedFrom(scene, current);
  return { enrollment: recorded?.enrollment, outcome: { kind: recorded?.kind ?? 'refused' } };
}

function staleIn({ said }: Scene, current: Enrollment, visit: number): Staleness | undefined {
  if (said.kind === 'action' && isFormAction(said.action)) return stalenessOf(current, said.action);
  return current.asked?.visit === visit ? undefined : { key: 'stale.older' };
}

function recordedFrom(scene: Scene, current: Enrollment): Recorded | undefined {
  const { said, say } = scene;
  const step = position(current);
  if (step === undefined || step === REVIEW) return undefined;
  if (said.kind === 'text') {
    return recordTyped(current, { step, text: said.text, say }, actOf(scene));
  }
  if (said.kind !== 'action' || said.action.action !== 'answer') return undefined;
  const { typed, ...values } = inputsOf(said.action);
  return typed === undefined
    ? recordStep(current, { step, values }, actOf(scene))
    : recordTyped(current, { step, text: typed, say }, actOf(scene));
}
