// Asks a member of CSP what is behind them already: one card with ticks [interface-milestones].

import { BEHIND, isBehindOpen } from '../../services/enrollment/behind.ts';
import { button, heading, paragraph, submit, type Button, type Card } from './card.ts';
import { nameKey } from './milestone-name.ts';
import type { StepCardOptions } from './step-card.ts';

/** What the buttons name in place of a milestone, and the input's id. */
export const BEHIND_ID = 'behind';
/** The value of the button that shows the card again. */
export const ASK_AGAIN = 'ask';

/** The card; what is known already is no question. */
export function behindCard({ enrollment, t }: StepCardOptions): Card {
  const open = BEHIND.filter((id) => enrollment.standing[id]?.state !== 'done');
  return {
    kind: 'report',
    summary: t('behind.title'),
    body: [
      heading(t('behind.title')),
      paragraph(t('behind.how')),
      {
        type: 'Input.ChoiceSet',
        id: BEHIND_ID,
        label: t('behind.label'),
        style: 'expanded',
        isMultiSelect: true,
        wrap: true,
        choices: open.map((id) => ({ title: t(nameKey(id)), value: id })),
      },
    ],
    actions: [submit(t('behind.done'), 'milestone', { milestone: BEHIND_ID })],
  };
}

/** The way back to the card, until it is answered. */
export function behindButtons({ enrollment, t }: StepCardOptions): readonly Button[] {
  if (!isBehindOpen(enrollment)) return [];
  return [button(t('behind.open'), 'milestone', { milestone: BEHIND_ID, value: ASK_AGAIN })];
}
