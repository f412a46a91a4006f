// Facts about milestones, and enrollments that took them.

import assert from 'node:assert/strict';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import { applyFact } from '../../services/enrollment/facts.ts';
import type { Fact, MilestoneId } from '../../services/enrollment/milestones.ts';
import { act, begun, stored } from './enrollment-samples.ts';

/** A fact that a person reported on the third day. In: what differs. */
export function fact(milestone: MilestoneId, differing: Partial<Fact> = {}): Fact {
  return { milestone, state: 'done', source: 'self', at: act(3).at, ...differing };
}

/** An enrollment that took these facts, each of them. */
export function having(...facts: readonly Fact[]): Enrollment {
  return facts.reduce((enrollment, one) => {
    const outcome = applyFact(stored(enrollment), one);
    assert.equal(outcome.kind, 'applied');
    return outcome.enrollment;
  }, begun());
}
