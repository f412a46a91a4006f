// The living card: every milestone, who acts next, what to do, and the buttons that report it.

import type { MilestoneId, Standing } from '../../services/enrollment/milestones.ts';
import type { NextStep } from '../../services/enrollment/next-step.ts';
import { lastDone, milestoneRows, type MilestoneRow } from '../../services/enrollment/progress.ts';
import { position } from '../../services/enrollment/form.ts';
import { shortDay, type Translate } from '../../services/texts/texts.ts';
import {
  button,
  heading,
  listLine,
  note,
  subheading,
  type Button,
  type Card,
  type Element,
} from './card.ts';
import { nameKey } from './milestone-name.ts';
import {
  nextStepButtons,
  nextStepElements,
  nextStepOptions,
  nextWords,
  type NextStepOptions,
} from './next-step-card.ts';
import { progress, titleKey, type StepCardOptions } from './step-card.ts';

/** The status at a moment. Its first `milestone` button moves on; others follow it [interface-milestones]. */
export function statusCard(options: StepCardOptions, at: string): Card {
  const { enrollment, t } = options;
  const next = nextStepOptions(options, at);
  const title = nextWords(next);
  return {
    kind: 'status',
    summary: `${t('status.title')}. ${title}`,
    body: [
      heading(t('status.title')),
      ...milestoneRows(enrollment).map((row) => listLine(rowText(row, options))),
      subheading(title),
      ...formRunning(options, next),
      ...nextStepElements(next),
    ],
    actions: [
      ...nextStepButtons(next),
      ...undoButtons(options, next),
      ...formButtons(options, next),
    ],
  };
}

function rowText(
  { id, state, actor, fact }: MilestoneRow,
  { language, t }: StepCardOptions,
): string {
  const title = t(nameKey(id));
  if (fact === undefined || state === 'waiting' || state === 'open') {
    return state === 'waiting'
      ? t('row.waiting', { title, actor: t(`actor.${actor}`) })
      : t('row.open', { title });
  }
  const source = fact.source === 'self' ? '' : `, ${t(`source.${fact.source}`)}`;
  return t(`row.${state}`, { title, date: shortDay(fact.at, language), source });
}

/** A form that was opened again after it was done: what comes next goes on meanwhile. */
function formRunning({ enrollment, t }: StepCardOptions, { step }: NextStepOptions): Element[] {
  const now = position(enrollment);
  if (now === undefined || step.kind === 'form') return [];
  return [note(`${progress(enrollment, now, t)}: ${t(titleKey(now))}`)];
}

/** A reported refusal is taken back before the milestone that stands on it. */
function undoButtons({ enrollment, t }: StepCardOptions, { step }: NextStepOptions): Button[] {
  const { standing } = enrollment;
  const undo = reportedLast(standing, step);
  if (undo === undefined || standing[undo]?.source !== 'self') return [];
  return isOfForm(undo, enrollment) ? [] : [undoButton(undo, standing, t)];
}

function reportedLast(standing: Standing, { milestone }: NextStep): MilestoneId | undefined {
  const isNextReported = milestone !== undefined && standing[milestone] !== undefined;
  return isNextReported ? milestone : lastDone(standing);
}

/** What the form says is changed in the form. */
function isOfForm(milestone: MilestoneId, { answers }: StepCardOptions['enrollment']): boolean {
  if (milestone !== 'partnerId') return milestone === 'prepared';
  return (answers['partnerId']?.values['partnerId'] ?? '') !== '';
}

function undoButton(milestone: MilestoneId, standing: Standing, t: Translate): Button {
  const isDone = standing[milestone]?.state === 'done';
  const title = t(nameKey(milestone));
  const words = isDone ? t('report.undo', { title }) : t('report.undoRefusal');
  return button(words, 'milestone', { milestone, value: 'undo' });
}

function formButtons({ enrollment, t }: StepCardOptions, { step }: NextStepOptions): Button[] {
  if (step.kind === 'form') return [];
  if (position(enrollment) !== undefined) return [button(t('button.continue'), 'enroll')];
  return [button(t('button.review'), 'edit', { step: 'review' })];
}
