// The living card: every milestone, who acts next, what to do, and the buttons that report it.

import {
  lastDone,
  milestoneRows,
  nextMilestone,
  type MilestoneId,
  type MilestoneRow,
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
  if (now === undefined) return [];
  const where = progress(enrollment, now, t);
  return [note(`${where}: ${t(titleKey(now))}`)];
}

function advice({ id, actor, state }: MilestoneRow, options: StepCardOptions): Element[] {
  const { t } = options;
  return [
    paragraph(t('status.who', { actor: t(`actor.${actor}`) })),
    ...conditionElements(id, options),
    ...rightsElements(id, options),
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
function rightsElements(id: MilestoneId, { t }: StepCardOptions): Element[] {
  if (id !== 'providerAuthorized' && id !== 'providerInvited') return [];
  const todo = subheading(t('rights.then'));
  return [subheading(t('rights.title')), ...paragraphs(t('rights.text')), todo];
}

function reportButtons(
  { enrollment, t }: StepCardOptions,
  next: MilestoneRow | undefined,
): Button[] {
  const { standing } = enrollment;
  if (standing.prepared === undefined) return [];
  const last = lastDone(standing);
  const undo = undoable(standing, next) ?? last;
  return [
    ...(next === undefined ? [] : progressButtons(next, t)),
    ...(undo === undefined || undo === 'prepared'
      ? []
      : [
          button(undoTitle(standing[undo]?.state, t(nameKey(undo)), t), 'milestone', {
            milestone: undo,
            value: 'undo',
          }),
        ]),
  ];
}

function undoTitle(state: MilestoneRow['state'] | undefined, title: string, t: Translate): string {
  return state === 'done' ? t('report.undo', { title }) : t('report.undoRefusal');
}

/** A reported refusal is taken back before the milestone that stands on it. */
function undoable(
  standing: StepCardOptions['enrollment']['standing'],
  next: MilestoneRow | undefined,
): MilestoneId | undefined {
  return next !== undefined && standing[next.id] !== undefined ? next.id : undefined;
}

function progressButtons({ id, state }: MilestoneRow, t: Translate): Button[] {
  const done = {
    ...button(t(`report.${id}`), 'milestone', { milestone: id }),
    style: 'positive',
  } as const;
  if (id !== 'verified') return [done];
  const other =
    state === 'failed'
      ? button(t('report.appealed'), 'milestone', { milestone: id, value: 'appealed' })
      : button(t('report.rejected'), 'milestone', { milestone: id, value: 'rejected' });
  return [done, other];
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
