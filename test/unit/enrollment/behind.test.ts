import assert from 'node:assert/strict';
import { isBehindOpen, tellBehind } from '../../../services/enrollment/behind.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { applyFact } from '../../../services/enrollment/facts.ts';
import { confirm } from '../../../services/enrollment/form.ts';
import { MILESTONE_IDS, type MilestoneId } from '../../../services/enrollment/milestones.ts';
import { nextMilestone } from '../../../services/enrollment/progress.ts';
import { act, begun, complete, recorded } from '../../support/enrollment-samples.ts';

describe('what is behind a member of CSP', () => {
  it('is asked once the form is confirmed, and of nobody else', () => {
    const reviewed = recorded(recorded(begun(), 'situation', { situation: 'csp' }), 'support', {
      supportPhone: '+49 30 901821',
    });

    const others = [begun(), reviewed, confirm(complete(), act())].map(
      (one) => one !== undefined && isBehindOpen(one),
    );

    assert.equal(isBehindOpen(member()), true);
    assert.deepEqual(others, [false, false, false]);
  });

  it('is recorded in order with what it cannot be without, and is not asked again', () => {
    const ticked: readonly MilestoneId[] = ['mpaSigned', 'adminAgent'];

    const { enrollment, told } = tellBehind(member(), ticked, act(5));

    assert.deepEqual(told, ['adminAgent', 'mpaSigned']);
    assert.equal(isBehindOpen(enrollment), false);
    assert.equal(nextMilestone(enrollment), 'providerInvited');
    assert.equal(enrollment.standing.verified?.impliedBy, 'mpaSigned');
    assert.equal(enrollment.standing.mpaSigned?.source, 'self');
  });

  it('is nothing where nothing is ticked, and all where the last is', () => {
    const none = tellBehind(member(), [], act(5));
    const all = tellBehind(member(), ['customerInvited', 'adminAgent'], act(5));

    const done = MILESTONE_IDS.filter((id) => all.enrollment.standing[id]?.state === 'done');
    assert.deepEqual(none.told, []);
    assert.equal(isBehindOpen(none.enrollment), false);
    assert.deepEqual(done, MILESTONE_IDS);
  });

  it('stays as a stronger source says', () => {
    const refused = applyFact(member(), {
      milestone: 'verified',
      state: 'failed',
      source: 'partnerCenter',
      at: act(4).at,
    });
    assert.equal(refused.kind, 'applied');

    const { enrollment, told, denied } = tellBehind(
      refused.enrollment,
      ['partnerId', 'mpaSigned'],
      act(5),
    );

    assert.deepEqual(told, ['partnerId']);
    assert.equal(denied.length, 1);
    assert.equal(enrollment.standing.verified?.state, 'failed');
    assert.equal(enrollment.standing.mpaSigned, undefined);
  });
});

function member(): Enrollment {
  const reviewed = recorded(recorded(begun(), 'situation', { situation: 'csp' }), 'support', {
    supportPhone: '+49 30 901821',
  });
  const confirmed = confirm(reviewed, act());
  assert.ok(confirmed);
  return confirmed;
}
