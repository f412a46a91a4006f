// Taking a report back: the last one first, with what it implied, and never what a stronger source said.

import assert from 'node:assert/strict';
import { applyFact, takeBack } from '../../../services/enrollment/facts.ts';
import type { Fact } from '../../../services/enrollment/milestones.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { act, begun } from '../../support/enrollment-samples.ts';
import { fact, having } from '../../support/facts.ts';

function refusal(enrollment: Enrollment, one: Fact): unknown {
  const outcome = applyFact(enrollment, one);
  return outcome.kind === 'refused' ? outcome.refusal : outcome.kind;
}

describe('taking back', () => {
  it('opens the milestone again and keeps that in history', () => {
    const before = having(fact('prepared'), fact('submitted'));

    const outcome = takeBack(before, 'submitted', act(5));

    assert.equal(outcome.kind, 'applied');
    assert.deepEqual(Object.keys(outcome.enrollment.standing), ['prepared']);
    assert.deepEqual(outcome.enrollment.history.at(-1), {
      milestone: 'submitted',
      state: 'open',
      source: 'self',
      at: act(5).at,
      by: 'anna',
    });
    assert.equal(outcome.enrollment.history.length, 3);
    assert.equal(before.standing.submitted?.state, 'done');
  });

  it('lets the person report it anew', () => {
    const taken = takeBack(having(fact('prepared'), fact('submitted')), 'submitted', act(5));

    assert.equal(taken.kind, 'applied');
    assert.equal(refusal(taken.enrollment, fact('submitted', { at: act(6).at })), 'applied');
  });

  it('is refused while a later milestone stands on it', () => {
    const outcome = takeBack(having(fact('prepared'), fact('submitted')), 'prepared', act(5));

    assert.deepEqual(outcome, {
      kind: 'refused',
      refusal: { reason: 'outOfOrder', first: 'submitted' },
    });
  });

  it('takes what was implied back too, to what was said before', () => {
    const failed = fact('verified', { state: 'failed' });
    const signed = having(
      fact('prepared'),
      fact('submitted'),
      failed,
      fact('mpaSigned', { at: act(4).at }),
    );

    const outcome = takeBack(signed, 'mpaSigned', act(5));

    assert.equal(outcome.kind, 'applied');
    assert.deepEqual(outcome.enrollment.standing.verified, failed);
    assert.deepEqual(Object.keys(outcome.enrollment.standing).sort(), [
      'prepared',
      'submitted',
      'verified',
    ]);
  });

  it('of what another report implied is refused, with that one', () => {
    const signed = having(fact('prepared'), fact('mpaSigned'));

    assert.deepEqual(takeBack(signed, 'verified', act(5)), {
      kind: 'refused',
      refusal: { reason: 'outOfOrder', first: 'mpaSigned' },
    });
  });

  it('is refused when a stronger source said so', () => {
    const standing = fact('verified', { source: 'partnerCenter' });

    assert.deepEqual(takeBack(having(standing), 'verified', act(5)), {
      kind: 'refused',
      refusal: { reason: 'weaker', standing },
    });
  });

  it('is refused when nothing was said', () => {
    assert.equal(takeBack(begun(), 'verified', act(5)).kind, 'refused');
  });

  it('takes a failure back though others are done', () => {
    const before = having(fact('prepared'), fact('submitted', { state: 'failed' }));

    const outcome = takeBack(before, 'submitted', act(5));

    assert.equal(outcome.kind, 'applied');
    assert.equal(outcome.enrollment.standing.submitted, undefined);
  });
});

describe('an appeal', () => {
  const rejected = fact('verified', { state: 'failed', source: 'operator', at: act(4).at });

  it('reported by the company stands after a refusal, whoever told it', () => {
    const appealed = fact('verified', { state: 'waiting', at: act(5).at });

    const { standing } = having(rejected, appealed);

    assert.deepEqual(standing.verified, appealed);
  });

  it('from before the refusal, or from the mailbox, does not', () => {
    const early = fact('verified', { state: 'waiting', at: act(3).at });
    const told = fact('verified', { state: 'waiting', source: 'mailbox', at: act(5).at });

    assert.deepEqual(refusal(having(rejected), early), { reason: 'weaker', standing: rejected });
    assert.deepEqual(refusal(having(rejected), told), { reason: 'weaker', standing: rejected });
  });

  it('does not keep the next word of the operator away', () => {
    const appealed = fact('verified', { state: 'waiting', at: act(5).at });
    const again = fact('verified', { state: 'failed', source: 'operator', at: act(6).at });

    assert.deepEqual(having(rejected, appealed, again).standing.verified, again);
  });
});
