// Facts: who is believed, in which order, what is taken back, and what history keeps.

import assert from 'node:assert/strict';
import { applyFact, takeBack } from '../../../services/enrollment/facts.ts';
import {
  FACT_SOURCES,
  type Fact,
  type MilestoneId,
  type FactSource,
} from '../../../services/enrollment/milestones.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { act, begun, stored } from '../../support/enrollment-samples.ts';

function fact(milestone: MilestoneId, differing: Partial<Fact> = {}): Fact {
  return { milestone, state: 'done', source: 'self', at: act(3).at, ...differing };
}

function having(...facts: readonly Fact[]): Enrollment {
  return facts.reduce((enrollment, one) => {
    const outcome = applyFact(stored(enrollment), one);
    assert.equal(outcome.kind, 'applied');
    return outcome.enrollment;
  }, begun());
}

function refusal(enrollment: Enrollment, one: Fact): unknown {
  const outcome = applyFact(enrollment, one);
  return outcome.kind === 'refused' ? outcome.refusal : outcome.kind;
}

describe('a fact', () => {
  it('is taken over and kept in history', () => {
    const facts = [fact('prepared'), fact('submitted')];

    const enrollment = having(...facts);

    assert.deepEqual(enrollment.standing, { prepared: facts[0], submitted: facts[1] });
    assert.deepEqual(enrollment.history, facts);
  });

  it('leaves the record it was applied to as it was', () => {
    const before = having(fact('prepared'));
    const copy = stored(before);

    applyFact(before, fact('submitted'));

    assert.deepEqual(before, copy);
  });

  it('told by the person comes in order', () => {
    assert.deepEqual(refusal(begun(), fact('submitted')), {
      reason: 'outOfOrder',
      first: 'prepared',
    });
    assert.deepEqual(refusal(having(fact('prepared')), fact('verified')), {
      reason: 'outOfOrder',
      first: 'submitted',
    });
  });

  for (const source of FACT_SOURCES.filter((one) => one !== 'self')) {
    it(`told by ${source} may jump ahead`, () => {
      assert.equal(refusal(begun(), fact('verified', { source })), 'applied');
    });
  }

  it('fills the gaps behind one that jumped ahead', () => {
    const ahead = having(fact('prepared'), fact('verified', { source: 'partnerCenter' }));

    const filled = applyFact(ahead, fact('submitted'));

    assert.equal(filled.kind, 'applied');
    assert.equal(refusal(ahead, fact('adminAgent')) === 'applied', false);
  });

  it('told twice is refused as known', () => {
    const standing = fact('prepared');

    assert.deepEqual(refusal(having(standing), fact('prepared', { at: act(4).at })), {
      reason: 'already',
      standing,
    });
  });

  it('older than what the same source said is refused', () => {
    const standing = fact('verified', { source: 'operator', at: '2026-03-03T09:30:00+01:00' });
    const older = fact('verified', {
      source: 'operator',
      state: 'failed',
      at: '2026-03-03T08:00:00Z',
    });
    const newer = { ...older, at: '2026-03-03T08:45:00Z' };

    assert.deepEqual(refusal(having(standing), older), { reason: 'older', standing });
    assert.equal(refusal(having(standing), newer), 'applied');
  });

  it('may fail, and be mended by the same source later', () => {
    const failed = fact('verified', { source: 'partnerCenter', state: 'failed' });
    const mended = fact('verified', { source: 'partnerCenter', at: act(9).at });

    const enrollment = having(failed, mended);

    assert.equal(enrollment.standing.verified?.state, 'done');
    assert.deepEqual(enrollment.history, [failed, mended]);
  });
});

describe('the strength of sources', () => {
  const STRONG_FIRST: readonly FactSource[] = [
    'partnerCenter',
    'operator',
    'graph',
    'mailbox',
    'self',
  ];

  STRONG_FIRST.slice(1).forEach((weaker, at) => {
    const stronger = STRONG_FIRST[at] ?? weaker;
    const older = { state: 'failed', at: act(1).at } as const;

    it(`lets ${stronger} overrule ${weaker}, even with older news`, () => {
      const enrollment = having(fact('prepared', { source: weaker }));

      assert.equal(
        refusal(enrollment, fact('prepared', { source: stronger, ...older })),
        'applied',
      );
    });

    it(`keeps ${weaker} from overruling ${stronger}`, () => {
      const standing = fact('prepared', { source: stronger });

      assert.deepEqual(
        refusal(
          having(standing),
          fact('prepared', { source: weaker, state: 'failed', at: act(9).at }),
        ),
        { reason: 'weaker', standing },
      );
    });
  });
});

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
