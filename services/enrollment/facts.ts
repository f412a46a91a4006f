// Facts move milestones: taken over when they fit, else refused with the reason. History keeps all that was taken.

import type { Act, Enrollment } from './enrollment.ts';
import {
  isStronger,
  lastDone,
  refusalOf,
  type Fact,
  type FactRefusal,
  type MilestoneId,
  type Standing,
} from './milestones.ts';

export type FactOutcome =
  | { readonly kind: 'applied'; readonly enrollment: Enrollment }
  | { readonly kind: 'refused'; readonly refusal: FactRefusal };

/** Takes a fact over. In: the enrollment and a fact. Out: the changed enrollment, or why the fact does not stand. */
export function applyFact(enrollment: Enrollment, fact: Fact): FactOutcome {
  const refusal = refusalOf(enrollment.standing, fact);
  if (refusal !== undefined) return { kind: 'refused', refusal };
  const standing = { ...enrollment.standing, [fact.milestone]: fact };
  const history = [...enrollment.history, fact];
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

/** Takes a person's own report back. Out: refused when a stronger source said so, or a later milestone stands on it. */
export function takeBack(
  enrollment: Enrollment,
  milestone: MilestoneId,
  { at, by: { personId: by } }: Act,
): FactOutcome {
  const present = enrollment.standing[milestone];
  const last = lastDone(enrollment.standing);
  if (present === undefined) return refuse({ reason: 'outOfOrder', first: last ?? 'prepared' });
  if (isStronger(present.source, 'self')) return refuse({ reason: 'weaker', standing: present });
  if (present.state === 'done' && last !== undefined && last !== milestone) {
    return refuse({ reason: 'outOfOrder', first: last });
  }
  const others = Object.entries(enrollment.standing).filter(([id]) => id !== milestone);
  const standing: Standing = Object.fromEntries(others);
  const undone: Fact = { milestone, state: 'open', source: 'self', at, by };
  const history = [...enrollment.history, undone];
  return { kind: 'applied', enrollment: { ...enrollment, standing, history } };
}

function refuse(refusal: FactRefusal): FactOutcome {
  return { kind: 'refused', refusal };
}
