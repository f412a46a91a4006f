// Whether a button belongs to the open card; one of an older state is refused [interface-cards].

import type { TurnContext } from 'botbuilder';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { position, REVIEW } from '../../services/enrollment/form.ts';
import { day } from '../../services/texts/texts.ts';
import { isFormAction, type FormAction } from '../cards/card-action.ts';
import { turnInfoOf, type TurnInfo } from '../turn-info.ts';
import { sendText } from '../send.ts';

export type Staleness =
  | { readonly key: 'stale.answered' | 'stale.toConfirm'; readonly at: string }
  | { readonly key: 'stale.older' };

/**
 * Why what came in is stale: a button of an older card, or a line typed below one.
 * In: the enrollment now, and the visit that this conversation was shown last. Out: undefined when it is about the open card.
 */
export function staleIn(
  { input }: TurnInfo,
  current: Enrollment,
  visit: number,
): Staleness | undefined {
  if (input.kind === 'action' && isFormAction(input.action))
    return stalenessOf(current, input.action);
  return current.asked?.visit === visit ? undefined : { key: 'stale.older' };
}

/** Out: undefined when the button belongs to the card that is open now. */
function stalenessOf(enrollment: Enrollment, action: FormAction): Staleness | undefined {
  if (action.action === 'edit' && action.step === REVIEW) return undefined;
  const now = position(enrollment);
  const belongsTo = action.action === 'answer' ? action.step : REVIEW;
  const sameVisit = action.visit === undefined || action.visit === enrollment.asked?.visit;
  if (now === belongsTo && sameVisit) return undefined;
  return reason(enrollment, belongsTo);
}

/** Says why a button did nothing. The open card follows, sent by the caller. */
export async function sendStale(context: TurnContext, why: Staleness): Promise<void> {
  const date = why.key === 'stale.older' ? '' : day(why.at, turnInfoOf(context).language);
  await sendText(context, why.key, { date });
}

function reason({ answers, confirmedAt }: Enrollment, step: string): Staleness {
  if (step === REVIEW && confirmedAt !== null) return { key: 'stale.toConfirm', at: confirmedAt };
  // The step comes from the button: it may be the name of something every object has.
  const answered = Object.hasOwn(answers, step) ? answers[step] : undefined;
  return answered === undefined
    ? { key: 'stale.older' }
    : { key: 'stale.answered', at: answered.at };
}
