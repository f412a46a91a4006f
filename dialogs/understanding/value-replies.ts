// What is said about values that were read out of a message: what went where, whether it is meant, and what may wait.

import type { DialogContext } from 'botbuilder-dialogs';
import { fieldInQuestion } from '../../services/enrollment/drafts.ts';
import { fieldsOf } from '../../services/enrollment/steps.ts';
import type { ReadValue } from '../../services/understanding/values/fields.ts';
import { button, datum, paragraph, type Card } from '../cards/card.ts';
import { promptNumberData } from '../cards/card-action.ts';
import { displayedValue } from '../cards/review-card.ts';
import { fieldKey } from '../cards/step-card.ts';
import { reprompt } from '../form-focus.ts';
import { sendCard, sendText } from '../send.ts';
import { turnInfoOf, type DialogServices } from '../turn-info.ts';
import type { OpenStep } from './understood.ts';

/** One tap decides: the value as it was understood. Out: whether there was one for the open step. */
export async function askWhether(
  dc: DialogContext,
  services: DialogServices,
  { step, enrollment }: OpenStep,
  values: readonly ReadValue[],
): Promise<boolean> {
  const { t } = turnInfoOf(dc.context);
  const own = new Set(fieldsOf(step).map(({ id }) => id));
  const shown = values.filter(({ field }) => own.has(field));
  if (shown.length === 0) return false;
  const sent = Object.fromEntries(shown.map(({ field, value }) => [field, value]));
  const card: Card = {
    kind: 'confirm',
    summary: t('values.isMeant'),
    body: [
      paragraph(t('values.isMeant')),
      ...shown.map(({ field, value }) => datum(t(fieldKey(field)), value)),
    ],
    actions: [
      button(t('values.yes'), 'answer', {
        ...sent,
        step,
        ...promptNumberData(enrollment),
        fill: true,
      }),
      button(t('button.continue'), 'enroll'),
    ],
  };
  await sendCard(dc.context, card);
  await reprompt(dc, services);
  return true;
}

/** Nobody need know everything at once. Out: true. */
export async function sayItMayWait(
  dc: DialogContext,
  services: DialogServices,
  { step, enrollment }: OpenStep,
): Promise<boolean> {
  const field = fieldInQuestion(enrollment, step);
  const label = turnInfoOf(dc.context).t(fieldKey(field.id));
  await sendText(dc.context, field.optional ? 'values.unknownOptional' : 'values.unknown', {
    label,
  });
  await reprompt(dc, services);
  return true;
}

/** What Microsoft does not do without. Out: true. */
export async function sayItIsNeeded(
  dc: DialogContext,
  services: DialogServices,
  { step, enrollment }: OpenStep,
): Promise<boolean> {
  const label = turnInfoOf(dc.context).t(fieldKey(fieldInQuestion(enrollment, step).id));
  await sendText(dc.context, 'values.needed', { label });
  await reprompt(dc, services);
  return true;
}

/** Shows what was read out of a sentence. */
export async function sendRead(
  dc: DialogContext,
  { step }: OpenStep,
  values: readonly ReadValue[],
): Promise<void> {
  const { language, t } = turnInfoOf(dc.context);
  const rows = fieldsOf(step).flatMap((field) => {
    const read = values.find((one) => one.field === field.id);
    const shown = read && displayedValue(field, read.value, { language, t });
    return shown === undefined ? [] : [datum(t(fieldKey(field.id)), shown)];
  });
  if (rows.length === 0) return;
  const words = t('values.read');
  await sendCard(dc.context, {
    kind: 'answered',
    summary: words,
    body: [paragraph(words), ...rows],
    actions: [],
  });
}
