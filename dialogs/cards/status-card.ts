// The living card: every milestone, who acts next, what to do, and the buttons that report it.

import {
  lastDone,
  milestoneRows,
  nextMilestone,
  type MilestoneId,
  type MilestoneRow,
  type Standing,
} from '../../services/enrollment/milestones.ts';
import { position } from '../../services/enrollment/form.ts';
import { shortDay, isTextKey, type Translate, type TextKey } from '../../services/texts/texts.ts';
import {
  button,
  heading,
  listLine,
  note,
  openUrl,
  paragraph,
  paragraphs,
  subheading,
  type Button,
  type Card,
  type Element,
} from './card.ts';
import { hintsFor } from './hints.ts';
import { AGREEMENTS, DASHBOARD, FIND_A_PROVIDER, LEGAL_INFO } from './pages.ts';
import { providerRights } from './notification-details.ts';
import { progress, titleKey, type StepCardOptions } from './step-card.ts';

/** Where a milestone's work is done. */
const LINKS: Readonly<Partial<Record<MilestoneId, string>>> = {
  emailConfirmed: LEGAL_INFO,
  verified: LEGAL_INFO,
  adminAgent: DASHBOARD,
  mpaSigned: AGREEMENTS,
  providerInvited: FIND_A_PROVIDER,
  customerInvited: DASHBOARD,
};

/** The source each milestone's advice is taken from, with its date. */
const SOURCES: Readonly<Record<MilestoneId, TextKey>> = {
  prepared: 'source.seed2020',
  submitted: 'source.tasks2022',
  emailConfirmed: 'source.verification2023',
  verified: 'source.verification2023',
  adminAgent: 'source.seed2020',
  mpaSigned: 'source.tasks2022',
  providerInvited: 'source.tasks2022',
  providerAuthorized: 'source.tasks2022',
  customerInvited: 'source.connect2023',
};

/** The status. Its first `milestone` button moves on; others follow it [interface-milestones]. */
export function statusCard(options: StepCardOptions): Card {
  const { enrollment, t } = options;
  const rows = milestoneRows(enrollment.standing);
  const next = rows.find(({ state }) => state !== 'done');
  const title = nextWords(options);
  return {
    summary: `${t('status.title')}. ${title}`,
    body: [
      heading(t('status.title')),
      ...rows.map((row) => listLine(rowText(row, options))),
      subheading(title),
      ...formRunning(options),
      ...(next === undefined ? paragraphs(t('todo.complete')) : advice(next, options)),
    ],
    actions: [...reportButtons(options, next), ...linkButtons(options, next)],
  };
}

/** What comes next, in a sentence. */
export function nextWords({ enrollment, t }: Pick<StepCardOptions, 'enrollment' | 't'>): string {
  const next = nextMilestone(enrollment.standing);
  if (next === undefined) return t('status.complete');
  return t('status.next', { title: t(nameKey(next)) });
}

/** A milestone's name. */
export function nameKey(milestone: MilestoneId): TextKey {
  return `milestone.${milestone}`;
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

function formRunning({ enrollment, t }: StepCardOptions): Element[] {
  const now = position(enrollment);
  return now === undefined ? [] : [note(`${progress(enrollment, now, t)}: ${t(titleKey(now))}`)];
}

function advice({ id, actor, state }: MilestoneRow, options: StepCardOptions): Element[] {
  const { t } = options;
  return [
    paragraph(t('status.who', { actor: t(`actor.${actor}`) })),
    ...conditionElements(id, options),
    ...rightsElements(id, t),
    ...paragraphs(t(todoKey(id, state, options))),
    ...hintsFor(id, options),
    note(t('why.source', { source: t(SOURCES[id]) })),
  ];
}

function todoKey(
  id: MilestoneId,
  state: MilestoneRow['state'],
  { enrollment }: StepCardOptions,
): TextKey {
  if (id === 'verified' && state === 'failed') return 'todo.verified.failed';
  const inCsp = enrollment.answers['situation']?.values['situation'] === 'csp';
  return id === 'submitted' && inCsp ? 'todo.submitted.csp' : `todo.${id}`;
}

/** Without an associated PartnerID the agreement cannot be signed [partner-id-before-mpa]. */
function conditionElements(
  id: MilestoneId,
  { enrollment, t }: StepCardOptions,
): readonly Element[] {
  const later = enrollment.answers['partnerId']?.values['partnerId'] === '';
  return id === 'mpaSigned' && later ? paragraphs(t('todo.mpaSigned.partnerId')) : [];
}

/** Says what the provider may do before the person accepts [provider-rights]. */
function rightsElements(id: MilestoneId, t: Translate): readonly Element[] {
  return id === 'providerAuthorized' || id === 'providerInvited' ? providerRights(t) : [];
}

function reportButtons(
  { enrollment, t }: StepCardOptions,
  next: MilestoneRow | undefined,
): Button[] {
  const { standing } = enrollment;
  if (standing.prepared === undefined) return [];
  // A reported refusal is taken back before the milestone that stands on it.
  const isNextReported = next !== undefined && standing[next.id] !== undefined;
  const undo = isNextReported ? next.id : lastDone(standing);
  return [
    ...(next === undefined ? [] : progressButtons(next, t)),
    ...(undo === undefined || undo === 'prepared' ? [] : [undoButton(undo, standing, t)]),
  ];
}

function undoButton(milestone: MilestoneId, standing: Standing, t: Translate): Button {
  const isDone = standing[milestone]?.state === 'done';
  const title = t(nameKey(milestone));
  const words = isDone ? t('report.undo', { title }) : t('report.undoRefusal');
  return button(words, 'milestone', { milestone, value: 'undo' });
}

function progressButtons({ id, state }: MilestoneRow, t: Translate): Button[] {
  const done = {
    ...button(t(`report.${id}`), 'milestone', { milestone: id }),
    style: 'positive',
  } as const;
  if (id !== 'verified') return [done];
  const value = state === 'failed' ? 'appealed' : 'rejected';
  return [done, button(t(`report.${value}`), 'milestone', { milestone: id, value })];
}

function linkButtons({ enrollment, t }: StepCardOptions, next: MilestoneRow | undefined): Button[] {
  if (position(enrollment) !== undefined) return [button(t('button.continue'), 'enroll')];
  const url = next === undefined ? undefined : LINKS[next.id];
  const link = `link.${next?.id ?? ''}`;
  return [
    ...(url !== undefined && isTextKey(link) ? [openUrl(t(link), url)] : []),
    ...(nextMilestone(enrollment.standing) === 'submitted'
      ? [button(t('button.guide'), 'status', { part: 'guide' })]
      : []),
    button(t('button.review'), 'edit', { step: 'review' }),
  ];
}
