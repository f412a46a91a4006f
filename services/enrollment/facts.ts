// Facts move milestones: taken over when they fit, else refused with the reason. History keeps all that was taken.

import type { Act, Enrollment } from './enrollment.ts';
import {
  impliedBy,
  isStronger,
  MILESTONE_IDS,
  neededFor,
  refusalOf,
  type Fact,
  type FactRefusal,
  type MilestoneId,
  type Standing,
} from './milestones.ts';
import { lastDone } from './progress.ts';

export type FactOutcome =
  | { readonly kind: 'applied'; readonly enrollment: Enrollment }
  | { readonly kind: 'refused'; readonly refusal: FactRefusal };

/**
 * Takes a fact over, with what it cannot be without [interface-milestones]. In: the enrollment and a fact. Out: the changed
 * enrollment, or why the fact does not stand.
 */
export function applyFact(enrollment: Enrollment, fact: Fact): FactOutcome {
  const refusal = refusalOf(enrollment.standing, fact);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  const facts = [...newlyImplied(enrollment.standing, fact), fact];
  const told = Object.fromEntries(facts.map((one) => [one.milestone, one]));
  const standing: Standing = { ...enrollment.standing, ...told };
  const history = [...enrollment.history, ...facts];
  return { kind: 'applied', enrollment: { ...enrollment, standing, history } };
}

/** A known fact was said again: its news is as new as that. In: a fact refused as `already`. Out: unchanged when that is not newer. */
export function confirmFact(enrollment: Enrollment, { milestone, at }: Fact): Enrollment {
  const present = enrollment.standing[milestone];
  if (present === undefined) return enrollment;
  if (Date.parse(present.confirmedAt ?? present.at) >= Date.parse(at)) return enrollment;
  const confirmed = { ...present, confirmedAt: at };
  return { ...enrollment, standing: { ...enrollment.standing, [milestone]: confirmed } };
}

/** Takes a person's own report back, and what it implied. Out: refused when a stronger source said so, or a later milestone needs it. */
export function takeBack(
  enrollment: Enrollment,
  milestone: MilestoneId,
  { at, by: { personId: by } }: Act,
): FactOutcome {
  const { standing } = enrollment;
  const present = standing[milestone];
  if (present === undefined) {
    return refuse({ reason: 'outOfOrder', first: lastDone(standing) ?? 'prepared' });
  }
  if (isStronger(present.source, 'self')) return refuse({ reason: 'weaker', standing: present });
  const last = present.state === 'done' ? lastNeeding(standing, milestone) : undefined;
  if (last !== undefined) return refuse({ reason: 'outOfOrder', first: last });
  const gone = MILESTONE_IDS.filter(
    (id) => id === milestone || standing[id]?.impliedBy === milestone,
  );
  const undone = gone.map((id): Fact => ({ milestone: id, state: 'open', source: 'self', at, by }));
  const before = gone.filter((id) => id !== milestone).flatMap((id) => saidBefore(enrollment, id));
  const left = Object.entries(standing).filter(([id]) => !gone.some((one) => one === id));
  const others = [...left, ...before.map((fact) => [fact.milestone, fact] as const)];
  const history = [...enrollment.history, ...undone];
  const changed = { ...enrollment, standing: Object.fromEntries(others) as Standing, history };
  return { kind: 'applied', enrollment: changed };
}

/** What a fact says of earlier milestones that nobody has said yet. */
function newlyImplied(standing: Standing, fact: Fact): readonly Fact[] {
  const { milestone, source, at, by } = fact;
  return impliedBy(fact)
    .filter((id) => standing[id]?.state !== 'done')
    .map((id) => ({
      milestone: id,
      state: 'done',
      source,
      at,
      ...(by === undefined ? {} : { by }),
      impliedBy: milestone,
    }));
}

/** The last milestone that is done and cannot be without this one; the form is behind them all. */
function lastNeeding(standing: Standing, milestone: MilestoneId): MilestoneId | undefined {
  return MILESTONE_IDS.findLast(
    (id) =>
      standing[id]?.state === 'done' &&
      (neededFor(id).includes(milestone) || (milestone === 'prepared' && id !== milestone)),
  );
}

/** What was said of a milestone itself before another one implied it. */
function saidBefore({ history }: Enrollment, milestone: MilestoneId): readonly Fact[] {
  const last = history.findLast(
    (one) => one.milestone === milestone && one.impliedBy === undefined,
  );
  return last === undefined || last.state === 'open' ? [] : [last];
}

function refuse(refusal: FactRefusal): FactOutcome {
  return { kind: 'refused', refusal };
}
