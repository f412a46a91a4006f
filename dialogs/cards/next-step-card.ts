// The one thing to do now, in words and with its button: for the status, for "what now?", and after a report.

import { nextStep, type NextStep } from '../../services/enrollment/next-step.ts';
import { REVIEW } from '../../services/enrollment/form.ts';
import type { MilestoneId } from '../../services/enrollment/milestones.ts';
import { day, isTextKey, type TextKey } from '../../services/texts/texts.ts';
import { behindButtons } from './behind-card.ts';
import {
  button,
  heading,
  note,
  openUrl,
  paragraph,
  paragraphs,
  warning,
  type Button,
  type Card,
  type CardLanguage,
  type Element,
} from './card.ts';
import { hintsFor } from './hints.ts';
import { providerRights } from './notification-details.ts';
import { AGREEMENTS, DASHBOARD, FIND_A_PROVIDER, LEGAL_INFO, MEMBERSHIP } from './pages.ts';
import { progress, titleKey, type StepCardOptions } from './step-card.ts';

/** What is said before a company has an enrollment: there is none in the options. */
export interface NextStepOptions extends CardLanguage {
  readonly step: NextStep;
  /** Undefined before the enrollment began. */
  readonly status: StepCardOptions | undefined;
}

/** Where a milestone's work is done. */
const LINKS: Readonly<Partial<Record<MilestoneId, string>>> = {
  partnerId: MEMBERSHIP,
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
  partnerId: 'source.locations2023',
  submitted: 'source.tasks2022',
  emailConfirmed: 'source.verification2023',
  verified: 'source.verification2023',
  adminAgent: 'source.seed2020',
  mpaSigned: 'source.tasks2022',
  providerInvited: 'source.tasks2022',
  providerAuthorized: 'source.tasks2022',
  customerInvited: 'source.connect2023',
};

/** The options of a card about what an enrollment waits for at a moment. In: the card's options and the turn's time. */
export function nextStepOptions(status: StepCardOptions, at: string): NextStepOptions {
  const { language, t, enrollment, invitation } = status;
  return { language, t, status, step: nextStep(enrollment, new Date(at), invitation) };
}

/** The card that answers "what now?". */
export function nextStepCard(options: NextStepOptions): Card {
  const { step, t } = options;
  const title = nextWords(options);
  return {
    kind: 'nextStep',
    summary: `${title}. ${t('status.who', { actor: t(`actor.${step.actor}`) })}`,
    body: [heading(title), ...nextStepElements(options)],
    actions: [
      ...nextStepButtons(options),
      ...(step.kind === 'begin'
        ? [button(t('button.help'), 'help')]
        : [button(t('button.status'), 'status')]),
    ],
  };
}

/** The next step in a sentence. */
export function nextWords({ step, t }: NextStepOptions): string {
  return step.kind === 'everyYear'
    ? t('status.complete')
    : t('status.next', { title: t(`next.${step.kind}`) });
}

/** Who, since when, how long, by when, what to do, and what if it drags. */
export function nextStepElements(options: NextStepOptions): Element[] {
  const { step, status, t } = options;
  if (step.kind === 'everyYear') return [...paragraphs(t('todo.complete'))];
  return [
    paragraph(t('status.who', { actor: t(`actor.${step.actor}`) })),
    ...timeElements(options),
    ...positionElements(options),
    ...rightsElements(step, options),
    ...paragraphs(t(todoKey(options))),
    ...(step.milestone === undefined || status === undefined
      ? []
      : hintsFor(step.milestone, status)),
    ...(step.milestone === undefined
      ? []
      : [note(t('why.source', { source: t(SOURCES[step.milestone]) }))]),
  ];
}

/** The button that moves on first, then where the work is done. */
export function nextStepButtons(options: NextStepOptions): Button[] {
  const { step, status, t } = options;
  if (step.kind === 'begin')
    return [{ ...button(t('button.enroll'), 'enroll'), style: 'positive' }];
  if (step.kind === 'form')
    return [{ ...button(t('button.continue'), 'enroll'), style: 'positive' }];
  if (step.milestone === undefined) return [openUrl(t('link.customerInvited'), DASHBOARD)];
  const url = LINKS[step.milestone];
  const link = `link.${step.milestone}`;
  return [
    ...(status === undefined
      ? []
      : [...reportButtons(options, step.milestone), ...behindButtons(status)]),
    ...(url !== undefined && isTextKey(link) ? [openUrl(t(link), url)] : []),
    ...(step.kind === 'apply' ? [button(t('button.guide'), 'status', { part: 'guide' })] : []),
  ];
}

function reportButtons({ step, t }: NextStepOptions, milestone: MilestoneId): Button[] {
  const done = {
    ...button(t(`report.${milestone}`), 'milestone', { milestone }),
    style: 'positive',
  } as const;
  if (milestone !== 'verified') return [done];
  const value = step.kind === 'appeal' ? 'appealed' : 'failed';
  const other = button(t(`report.${value}`), 'milestone', { milestone, value });
  return step.kind === 'appeal'
    ? [button(t('report.verified'), 'milestone', { milestone }), { ...other, style: 'positive' }]
    : [done, other];
}

function timeElements({ step, language, t }: NextStepOptions): Element[] {
  const { since, usual, deadline, isLate } = step;
  const lines = [
    ...(since === undefined ? [] : [t('next.since', { date: day(since, language) })]),
    ...(usual === undefined
      ? []
      : [
          t(usual.from === 0 ? 'next.usualUpTo' : 'next.usual', { from: usual.from, to: usual.to }),
        ]),
  ];
  return [
    ...(lines.length === 0 ? [] : [paragraph(lines.join(' '))]),
    ...(deadline === undefined
      ? []
      : [
          warning(
            t(`next.deadline.${step.kind === 'appeal' ? 'appeal' : 'invitation'}`, {
              date: day(deadline, language),
            }),
          ),
        ]),
    ...(isLate ? [warning(t('next.late'))] : []),
  ];
}

function positionElements({ step, status, t }: NextStepOptions): Element[] {
  if (status === undefined || step.position === undefined) return [];
  const where = `${progress(status.enrollment, step.position, t)}: ${t(titleKey(step.position))}`;
  return [paragraph(step.position === REVIEW ? `${where}. ${t('next.review')}` : where)];
}

/** Says what the provider may do before the person accepts [provider-rights]. */
function rightsElements({ milestone }: NextStep, { t }: NextStepOptions): readonly Element[] {
  const isAboutProvider = milestone === 'providerAuthorized' || milestone === 'providerInvited';
  return isAboutProvider ? providerRights(t) : [];
}

/** The advice for a step: its own, or that of the way the company takes. */
function todoKey({ step, status }: NextStepOptions): TextKey {
  const keys = [`todo.${step.kind}.${wayOf(status)}`, `todo.${step.kind}`];
  return keys.find(isTextKey) ?? `todo.${step.milestone ?? 'prepared'}`;
}

/** Who moves over from direct billing has advice of their own; who only comes from there takes another tenant. */
function wayOf(status: StepCardOptions | undefined): string {
  const { situation = '', way = '' } = status?.enrollment.answers['situation']?.values ?? {};
  if (way === 'move') return 'direct';
  return situation === 'direct' ? '' : situation;
}
