// All answers on one card, before they are confirmed.

import { countryName, readCountry } from '../../services/reading/country.ts';
import { fieldsOf, formFor, type Field, type StepId } from '../../services/enrollment/steps.ts';
import type { Translate } from '../../services/texts/texts.ts';
import {
  button,
  datum,
  heading,
  note,
  paragraph,
  subheading,
  type Card,
  type CardLanguage,
  type Element,
} from './card.ts';
import { promptNumberData } from './card-action.ts';
import {
  fieldKey,
  optionKey,
  progress,
  shownValue,
  titleKey,
  type StepCardOptions,
} from './step-card.ts';

/** The review. Out: a card with every answer, `edit` with a choice of sections, and `confirm`. */
export function reviewCard(options: StepCardOptions): Card {
  const { enrollment, t } = options;
  const steps = formFor(enrollment.answers['situation']?.values);
  const shown = promptNumberData(enrollment);
  return {
    kind: 'review',
    summary: `${progress(enrollment, 'review', t)}: ${t('step.review')}.`,
    body: [
      note(progress(enrollment, 'review', t)),
      heading(t('step.review')),
      paragraph(t('intro.review')),
      ...(steps.some((step) => isFromDirectory(options, step)) ? [note(t('review.compare'))] : []),
      ...steps.flatMap((step) => section(options, step, 'origins')),
      sectionChoice(options, steps),
    ],
    actions: [
      { ...button(t('button.confirm'), 'confirm', shown), style: 'positive' },
      { type: 'Action.Submit', title: t('button.edit'), data: { action: 'edit', ...shown } },
      button(t('button.back'), 'back'),
      button(t('button.pause'), 'pause'),
      button(t('button.help'), 'help'),
    ],
  };
}

/** One step's answers, as given; choices and countries by their names. With `origins` it says which are the directory's. */
export function section(options: StepCardOptions, step: StepId, saying?: 'origins'): Element[] {
  const { values = {}, origins = {} } = options.enrollment.answers[step] ?? {};
  const rows = fieldsOf(step).flatMap((field) => {
    const elements = row(field, values[field.id] ?? '', options);
    const isTheirs = saying === 'origins' && origins[field.id] === 'directory';
    return isTheirs ? elements.map((one) => withOrigin(one, options.t)) : elements;
  });
  return [subheading(options.t(titleKey(step))), ...rows];
}

function isFromDirectory({ enrollment }: StepCardOptions, step: StepId): boolean {
  return Object.values(enrollment.answers[step]?.origins ?? {}).includes('directory');
}

/** Said beside the value, in a run of its own. */
function withOrigin(element: Element, t: Translate): Element {
  if (element.type !== 'RichTextBlock') return element;
  const origin = {
    type: 'TextRun',
    text: ` (${t('origin.directory')})`,
    isSubtle: true,
  } as const;
  return { ...element, inlines: [...element.inlines, origin] };
}

function row(field: Field, value: string, options: StepCardOptions): Element[] {
  const { t } = options;
  if (value === '') {
    const empty = field.id === 'partnerId' ? 'empty.partnerId' : 'empty.value';
    const silent = field.hidden === true || field.id === 'state' || field.id === 'partnerIdCountry';
    return silent ? [] : [datum(label(field, options), t(empty))];
  }
  return [datum(label(field, options), displayedValue(field, value, options))];
}

/** A value as people read it: choices and countries by their names. */
export function displayedValue(field: Field, value: string, { language, t }: CardLanguage): string {
  if (field.kind === 'choice') return t(optionKey(field, value));
  if (field.kind !== 'country') return shownValue(field, value);
  return `${countryName(readCountry(value) ?? value, language)} (${value})`;
}

/** A label without the advice in brackets that only the input needs. */
function label(field: Field, { t }: StepCardOptions): string {
  return t(fieldKey(field.id)).replace(/ \([^)]*\)$/u, '');
}

function sectionChoice({ t }: StepCardOptions, steps: readonly StepId[]): Element {
  const choices = steps.map((step) => ({ title: t(titleKey(step)), value: step }));
  return {
    type: 'Input.ChoiceSet',
    id: 'step',
    label: t('review.chooseSection'),
    style: 'compact',
    value: steps.at(-1) ?? 'situation',
    choices,
  };
}
