// Cards that ask one question before something is done: yes or no.

import type { Translate } from '../../services/texts/texts.ts';
import { button, datum, paragraph, type Card, type Element } from './card.ts';

export const CONFIRMATION_QUESTIONS = ['cancel', 'startOver', 'deleteData'] as const;
export type ConfirmationQuestion = (typeof CONFIRMATION_QUESTIONS)[number];

/** Asks before somebody joins what a colleague began. */
export function confirmJoinCard(t: Translate): Card {
  return {
    kind: 'confirm',
    summary: t('join.confirm'),
    body: [paragraph(t('join.confirm'))],
    actions: [
      { ...button(t('join.yes'), 'enroll'), style: 'positive' },
      button(t('button.help'), 'help'),
    ],
  };
}

/** One question, yes or no. In: the names of the colleagues who take part too; undefined for who takes part in nothing. */
export function questionCard(
  t: Translate,
  question: ConfirmationQuestion,
  colleagues: readonly string[] | undefined,
): Card {
  const about = { step: question };
  const others = colleagues === undefined ? [] : touched(t, question, colleagues);
  return {
    kind: 'confirm',
    summary: [t(`confirm.${question}`), ...others].join(' '),
    body: [
      paragraph(t(`confirm.${question}`)),
      ...others.map(paragraph),
      ...nameElements(t, colleagues ?? []),
    ],
    actions: [
      { ...button(t('button.yes'), 'answer', { ...about, reply: 'yes' }), style: 'destructive' },
      button(t('button.no'), 'answer', { ...about, reply: 'no' }),
    ],
  };
}

/** Whom it touches, and what stays and what goes for them. */
function touched(
  t: Translate,
  question: ConfirmationQuestion,
  { length: count }: readonly string[],
): readonly string[] {
  if (count === 0) return [t(`confirm.${question}.alone`)];
  return [
    t(count === 1 ? 'confirm.withOne' : 'confirm.withMany', { count }),
    t(`confirm.${question}.others`),
  ];
}

function nameElements(t: Translate, colleagues: readonly string[]): readonly Element[] {
  const named = colleagues.filter((name) => name !== '');
  return named.length === 0 ? [] : [datum(t('confirm.names'), named.join(', '))];
}
