// The buttons under a doubt: it stands as it is, or take the better value [interface-form].

import type { FieldFinding } from '../../services/enrollment/check.ts';
import { fieldsOf, type StepId } from '../../services/enrollment/steps.ts';
import { countryName } from '../../services/reading/country.ts';
import { button, MOST_ACTIONS, type Button, type CardLanguage } from './card.ts';

export interface DoubtedStep {
  readonly step: StepId;
  /** As the card's other buttons carry it. */
  readonly visit: number;
  readonly findings: readonly FieldFinding[];
}

/** The way on and the way back stay on every card. */
const KEPT = 2;
const LONGEST_VALUE = 40;

/** The buttons of each doubted field, as many as a card has room for; sending the card again agrees to the others. */
export function doubtButtons(
  { step, visit, findings }: DoubtedStep,
  speaking: CardLanguage,
): ReadonlyMap<string, readonly Button[]> {
  const found = new Map<string, readonly Button[]>();
  let room = MOST_ACTIONS - KEPT;
  for (const field of new Set(findings.filter(isAgreeable).map((doubt) => doubt.field))) {
    const own = findings.filter((doubt) => doubt.field === field);
    const wanted = [...takeBetter(step, own, speaking), agree(field, speaking)];
    const buttons = room === 0 ? [] : wanted.slice(-room);
    room -= buttons.length;
    found.set(
      field,
      buttons.map((one) => withInputs(one, { step, visit })),
    );
  }
  return found;
}

/** Going on with another tenant has a button of its own. */
function isAgreeable({ weight, code }: FieldFinding): boolean {
  return weight === 'doubt' && code !== 'situation.direct';
}

function agree(field: string, { t }: CardLanguage): Button {
  return button(t('button.agreed'), 'answer', { agreed: field });
}

function takeBetter(
  step: StepId,
  doubts: readonly FieldFinding[],
  { language, t }: CardLanguage,
): readonly Button[] {
  const better = doubts.find((doubt) => doubt.better !== undefined)?.better;
  if (better === undefined) return [];
  const { input, value } = better;
  const isCountry = fieldsOf(step).some(({ id, kind }) => id === input && kind === 'country');
  const shown = clipped(isCountry ? countryName(value, language) : value);
  return [
    button(t('button.takeBetter', { value: shown }), 'answer', { replace: input, with: value }),
  ];
}

function withInputs(one: Button, place: { readonly step: StepId; readonly visit: number }): Button {
  if (one.type !== 'Action.Submit') return one;
  return { ...one, data: { ...one.data, ...place }, associatedInputs: 'auto' };
}

function clipped(value: string): string {
  const letters = Array.from(value);
  return letters.length <= LONGEST_VALUE ? value : `${letters.slice(0, LONGEST_VALUE).join('')}…`;
}
