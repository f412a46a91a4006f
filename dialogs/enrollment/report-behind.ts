// What a member of CSP ticks as behind them: asked, recorded once, and refused in words when it was said already.

import type { TurnContext } from 'botbuilder';
import {
  BEHIND,
  isBehindOpen,
  tellBehind,
  type BehindOutcome,
} from '../../services/enrollment/behind.ts';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Change } from '../../services/enrollment/enrollments.ts';
import type { FactRefusal } from '../../services/enrollment/milestones.ts';
import { day, type TextKey } from '../../services/texts/texts.ts';
import { ASK_AGAIN, behindCard } from '../cards/behind-card.ts';
import { nameKey } from '../cards/milestone-name.ts';
import { nextWords } from '../cards/next-step-card.ts';
import { sendCard, sendText } from '../send.ts';
import {
  actOf,
  enrollmentOf,
  turnInfoOf,
  type DialogServices,
  type TurnInfo,
} from '../turn-info.ts';
import { nextStepIn, sendStatus } from './open-card.ts';

/** What the card's buttons send. */
export interface BehindReport {
  readonly value?: string | undefined;
  /** The ticked ids, separated by commas; undefined when nothing was ticked. */
  readonly behind?: string | undefined;
}

type Outcome =
  | ({ readonly kind: 'told' } & BehindOutcome)
  | { readonly kind: 'none' | 'form' | 'answered' | 'unknown' };

const REFUSALS: Readonly<Record<Exclude<Outcome['kind'], 'told'>, TextKey>> = {
  none: 'none.running',
  form: 'status.notPrepared',
  answered: 'behind.answered',
  unknown: 'stale.unknownButton',
};

/** Asks what is behind a company. */
export async function askBehind(context: TurnContext, enrollment: Enrollment): Promise<void> {
  const { language, t } = turnInfoOf(context);
  await sendCard(context, behindCard({ enrollment, language, t }));
}

/** Handles the card's buttons: shows it again, or records what is ticked and shows the status. */
export async function reportBehind(
  context: TurnContext,
  services: DialogServices,
  report: BehindReport,
): Promise<void> {
  const turnInfo = turnInfoOf(context);
  const enrollment = await enrollmentOf(context, services);
  const isAsked = enrollment !== undefined && isBehindOpen(enrollment);
  if (report.value === ASK_AGAIN && isAsked) return askBehind(context, enrollment);
  const outcome = await services.enrollments.change(turnInfo.person.tenantId, (current) =>
    changeBy(turnInfo, current, report),
  );
  if (outcome.kind === 'told') return sendTold(context, services, outcome);
  await sendText(context, REFUSALS[outcome.kind]);
  if (outcome.kind !== 'answered' || enrollment === undefined) return;
  await sendStatus(context, services, enrollment);
}

/** Pure, so that it may run again on fresh state when a colleague was faster. */
function changeBy(
  turnInfo: TurnInfo,
  current: Enrollment | undefined,
  { value, behind = '' }: BehindReport,
): Change<Outcome> {
  if (current === undefined) return unchanged('none');
  if (current.standing.prepared === undefined) return unchanged('form');
  if (!isBehindOpen(current)) return unchanged('answered');
  const sent = behind.split(',').map((id) => id.trim());
  const ticked = BEHIND.filter((id) => sent.includes(id));
  const isKnown = ticked.length > 0 || behind.trim() === '';
  if (value !== undefined || !isKnown) return unchanged('unknown');
  const told = tellBehind(current, ticked, actOf(turnInfo));
  return { enrollment: told.enrollment, outcome: { kind: 'told', ...told } };
}

function unchanged(kind: Exclude<Outcome['kind'], 'told'>): Change<Outcome> {
  return { enrollment: undefined, outcome: { kind } };
}

async function sendTold(
  context: TurnContext,
  services: DialogServices,
  { enrollment, told, denied }: BehindOutcome,
): Promise<void> {
  const { t } = turnInfoOf(context);
  const next = nextWords(await nextStepIn(context, services, enrollment));
  const titles = told.map((id) => t(nameKey(id))).join(', ');
  if (told.length > 0) await sendText(context, 'behind.noted', { titles, next });
  else if (denied.length === 0) await sendText(context, 'behind.none', { next });
  for (const refusal of denied) await sendDenied(context, refusal);
  await sendStatus(context, services, enrollment);
}

async function sendDenied(context: TurnContext, refusal: FactRefusal): Promise<void> {
  if (refusal.reason === 'outOfOrder') return;
  const { language, t } = turnInfoOf(context);
  const { milestone, source, at } = refusal.standing;
  await sendText(context, 'behind.denied', {
    title: t(nameKey(milestone)),
    date: day(at, language),
    source: t(`source.${source}`),
  });
}
