// A milestone reported by button: taken over, taken back, or refused with the reason. The living card follows.

import type { TurnContext } from 'botbuilder';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { applyFact, takeBack, type FactOutcome } from '../../services/enrollment/facts.ts';
import {
  MILESTONE_IDS,
  type FactRefusal,
  type MilestoneId,
  type MilestoneState,
} from '../../services/enrollment/milestones.ts';
import { day } from '../../services/texts/texts.ts';
import { nextWords } from '../cards/next-step-card.ts';
import { BEHIND_ID } from '../cards/behind-card.ts';
import { nameKey } from '../cards/milestone-name.ts';
import {
  actOf,
  enrollmentOf,
  turnInfoOf,
  type DialogServices,
  type TurnInfo,
} from '../turn-info.ts';
import { sendText } from '../send.ts';
import { answerInvitation } from './confirm-invitation.ts';
import { reportBehind } from './report-behind.ts';
import { nextStepIn, sendStatus, updateStatus } from './open-card.ts';

export interface MilestoneReport {
  readonly milestone: string;
  readonly value?: string | undefined;
  /** What was ticked, where the milestone is `behind`. */
  readonly behind?: string | undefined;
}

const UNDO = 'undo';

/** What a report's value says of the milestone; without one it is reached. */
const STATES: Readonly<Record<string, MilestoneState>> = {
  done: 'done',
  rejected: 'failed',
  failed: 'failed',
  appealed: 'waiting',
  pending: 'waiting',
  waiting: 'waiting',
};

type Outcome = FactOutcome | { readonly kind: 'none' | 'form' | 'unknown' };

/** Files what the person reports. Says what became of it, and shows the card as it is then. */
export async function reportMilestone(
  context: TurnContext,
  services: DialogServices,
  report: MilestoneReport,
): Promise<void> {
  if (report.milestone === BEHIND_ID) return reportBehind(context, services, report);
  if (await answerInvitation(context, services, report.value)) return;
  const turnInfo = turnInfoOf(context);
  const outcome = await services.enrollments.change(turnInfo.person.tenantId, (current) => {
    const result = outcomeOf(turnInfo, current, report);
    const enrollment = result.kind === 'applied' ? result.enrollment : undefined;
    return { enrollment, outcome: result };
  });
  switch (outcome.kind) {
    case 'applied':
      await updateStatus(context, services, outcome.enrollment);
      return sendApplied(context, services, report, outcome.enrollment);
    case 'refused':
      await sendRefusal(context, outcome.refusal, report);
      return sendStatusAgain(context, services);
    case 'form':
      return sendText(context, 'status.notPrepared');
    case 'none':
      return sendText(context, 'none.running');
    case 'unknown':
      return sendText(context, 'stale.unknownButton');
  }
}

function outcomeOf(
  turnInfo: TurnInfo,
  current: Enrollment | undefined,
  report: MilestoneReport,
): Outcome {
  const milestone = MILESTONE_IDS.find((id) => id === report.milestone);
  const state = STATES[report.value ?? 'done'];
  if (current === undefined) return { kind: 'none' };
  if (milestone === undefined || (state === undefined && report.value !== UNDO)) {
    return { kind: 'unknown' };
  }
  if (current.standing.prepared === undefined) return { kind: 'form' };
  if (state === undefined) return takeBack(current, milestone, actOf(turnInfo));
  const { at, person } = turnInfo;
  return applyFact(current, { milestone, state, source: 'self', at, by: person.id });
}

async function sendApplied(
  context: TurnContext,
  services: DialogServices,
  { milestone, value }: MilestoneReport,
  enrollment: Enrollment,
): Promise<void> {
  const { t } = turnInfoOf(context);
  const id = milestone as MilestoneId;
  if (value === UNDO) return sendText(context, 'status.takenBack', { title: t(nameKey(id)) });
  const state = STATES[value ?? 'done'];
  if (state === 'failed') return sendText(context, 'status.failedNoted');
  if (state === 'waiting') return sendText(context, 'status.waitingNoted');
  const next = nextWords(await nextStepIn(context, services, enrollment));
  return sendText(context, 'status.reported', { title: t(`report.${id}`), next });
}

async function sendRefusal(
  context: TurnContext,
  refusal: FactRefusal,
  { value }: MilestoneReport,
): Promise<void> {
  const { language, t } = turnInfoOf(context);
  if (refusal.reason === 'outOfOrder') {
    const key = value === UNDO ? 'status.takeBackOrder' : 'status.outOfOrder';
    return sendText(context, key, { title: t(nameKey(refusal.first)) });
  }
  const { at, source } = refusal.standing;
  const told = { date: day(at, language), source: t(`source.${source}`) };
  return sendText(context, refusal.reason === 'weaker' ? 'status.weaker' : 'status.already', told);
}

async function sendStatusAgain(context: TurnContext, services: DialogServices): Promise<void> {
  const enrollment = await enrollmentOf(context, services);
  if (enrollment !== undefined) await sendStatus(context, services, enrollment);
}
