// What a person seems to report, to be recorded with one tap.

import {
  MILESTONE_IDS,
  neededFor,
  type MilestoneId,
} from '../../services/enrollment/milestones.ts';
import type { ReportedMilestone } from '../../services/understanding/intents.ts';
import { button, heading, listLine, paragraph, type Card, type Submit } from './card.ts';
import { nameKey } from './milestone-name.ts';
import type { StepCardOptions } from './step-card.ts';

/** Asks whether a milestone was reached, failed or appealed. Its first button records that. */
export function reportCard(
  { milestone, value }: ReportedMilestone,
  { enrollment, t }: StepCardOptions,
): Card {
  const implied = value === undefined ? openBefore(milestone, enrollment.standing) : [];
  const title = t(`report.${value ?? milestone}`);
  const data = value === undefined ? { milestone } : { milestone, value };
  const record: Submit = { ...button(title, 'milestone', data), style: 'positive' };
  return {
    kind: 'report',
    summary: `${t('reported.title')} ${title}`,
    body: [
      heading(t('reported.title')),
      paragraph(t('reported.tap', { title })),
      ...(implied.length === 0 ? [] : [paragraph(t('reported.implied'))]),
      ...implied.map((id) => listLine(`• ${t(nameKey(id))}`)),
    ],
    actions: [record, button(t('reported.no'), 'status')],
  };
}

function openBefore(
  milestone: MilestoneId,
  standing: StepCardOptions['enrollment']['standing'],
): readonly MilestoneId[] {
  const needed = neededFor(milestone);
  return MILESTONE_IDS.filter((id) => needed.includes(id) && standing[id]?.state !== 'done');
}
