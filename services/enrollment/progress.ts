// How far a company is after the form: the state of every milestone, and which one is next.

import type { Enrollment } from './enrollment.ts';
import {
  actorOf,
  MILESTONE_IDS,
  type Actor,
  type Fact,
  type MilestoneId,
  type MilestoneState,
  type Standing,
} from './milestones.ts';

export interface MilestoneRow {
  readonly id: MilestoneId;
  readonly state: MilestoneState;
  readonly actor: Actor;
  readonly fact: Fact | undefined;
}

/** What the order of a company's milestones depends on. */
export type Progress = Pick<Enrollment, 'standing' | 'answers'>;

const ELSEWHERE: readonly Actor[] = ['microsoft', 'provider', 'primaryContact'];

/** The order for who has a PartnerID or can associate it later: it is needed for the agreement [partner-id-before-mpa]. */
const PARTNER_ID_LATER: readonly MilestoneId[] = MILESTONE_IDS.filter(
  (id) => id !== 'partnerId',
).flatMap((id): MilestoneId[] => (id === 'mpaSigned' ? ['partnerId', id] : [id]));

/** The state and the next actor of every milestone, in the order of the list. */
export function milestoneRows(progress: Progress): readonly MilestoneRow[] {
  const next = nextMilestone(progress);
  return MILESTONE_IDS.map((id) => {
    const fact = progress.standing[id];
    const actor = actorOf(id, fact);
    const waits = id === next && ELSEWHERE.includes(actor) ? 'waiting' : 'open';
    return { id, state: fact?.state ?? waits, actor, fact };
  });
}

/** The first milestone that is not done. Out: undefined when all are. */
export function nextMilestone(progress: Progress): MilestoneId | undefined {
  return orderOf(progress).find((id) => progress.standing[id]?.state !== 'done');
}

/** The last milestone a person may take back: done, and nothing done needs it. */
export function lastDone(standing: Standing): MilestoneId | undefined {
  return MILESTONE_IDS.findLast((id) => standing[id]?.state === 'done');
}

/** Newcomers join the partner program before they enroll [partner-program-first]; others associate their PartnerID later. */
function orderOf({ answers }: Progress): readonly MilestoneId[] {
  const isNew = answers['situation']?.values['situation'] === 'new';
  return isNew ? MILESTONE_IDS : PARTNER_ID_LATER;
}
