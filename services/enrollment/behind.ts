// What a member of CSP has behind them already: asked once, after the review [interface-milestones].

import type { Act, Enrollment } from './enrollment.ts';
import { applyFact, type FactOutcome } from './facts.ts';
import type { FactRefusal, MilestoneId } from './milestones.ts';

/** What is asked. The rest follows from these, or is over for whoever is a member. */
export const BEHIND = [
  'partnerId',
  'verified',
  'adminAgent',
  'mpaSigned',
  'providerAuthorized',
  'customerInvited',
] as const satisfies readonly MilestoneId[];

export interface BehindOutcome {
  readonly enrollment: Enrollment;
  /** What was recorded, in order. */
  readonly told: readonly MilestoneId[];
  /** What a stronger source denies. */
  readonly denied: readonly FactRefusal[];
}

/** Whether a company that is in CSP still has to say what is behind it. */
export function isBehindOpen({ standing, answers }: Enrollment): boolean {
  const { situation, way } = answers['situation']?.values ?? {};
  const isAsked = standing.prepared?.state === 'done' && situation === 'csp' && way !== 'known';
  return isAsked && BEHIND.some((id) => standing[id]?.state !== 'done');
}

/** Records what is behind a company, and that it was asked. In: an enrollment where that is open, what was ticked, who did. */
export function tellBehind(
  enrollment: Enrollment,
  ticked: readonly MilestoneId[],
  { at, by: { personId: by } }: Act,
): BehindOutcome {
  const start: BehindOutcome = { enrollment: answeredOnce(enrollment), told: [], denied: [] };
  return BEHIND.filter((id) => ticked.includes(id)).reduce((so, milestone) => {
    const fact = { milestone, state: 'done', source: 'self', at, by } as const;
    return withOutcome(so, milestone, applyFact(so.enrollment, fact));
  }, start);
}

function withOutcome(
  so: BehindOutcome,
  milestone: MilestoneId,
  outcome: FactOutcome,
): BehindOutcome {
  if (outcome.kind === 'applied') {
    return { ...so, enrollment: outcome.enrollment, told: [...so.told, milestone] };
  }
  const { refusal } = outcome;
  const isSaid = refusal.reason !== 'outOfOrder' && refusal.standing.state === 'done';
  return isSaid ? so : { ...so, denied: [...so.denied, refusal] };
}

function answeredOnce(enrollment: Enrollment): Enrollment {
  const { situation } = enrollment.answers;
  if (situation === undefined) return enrollment;
  const known = { ...situation, values: { ...situation.values, way: 'known' } };
  return { ...enrollment, answers: { ...enrollment.answers, situation: known } };
}
