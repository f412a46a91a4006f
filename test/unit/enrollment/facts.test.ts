// Facts: who is believed, in which order, what is taken back, and what history keeps.

import assert from 'node:assert/strict';
import { applyFact } from '../../../services/enrollment/facts.ts';
import {
  FACT_SOURCES,
  type Fact,
  type FactSource,
} from '../../../services/enrollment/milestones.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { act, begun, stored } from '../../support/enrollment-samples.ts';
import { fact, having } from '../../support/facts.ts';

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

  it('told by the person implies what it cannot be without', () => {
    const enrollment = having(fact('prepared'), fact('mpaSigned', { by: 'anna' }));

    const implied = Object.values(enrollment.standing).filter((one) => 'impliedBy' in one);
    assert.deepEqual(
      implied.map(({ milestone, state, source, by, impliedBy }) => [
        milestone,
        state,
        source,
        by,
        impliedBy,
      ]),
      ['partnerId', 'submitted', 'emailConfirmed', 'verified'].map((id) => [
        id,
        'done',
        'self',
        'anna',
        'mpaSigned',
      ]),
    );
    assert.equal(enrollment.standing.adminAgent, undefined);
  });

  it('implies nothing that a stronger source denies, and is refused itself', () => {
    const standing = fact('verified', { state: 'failed', source: 'partnerCenter' });
    const denied = having(fact('prepared'), standing);

    assert.deepEqual(refusal(denied, fact('mpaSigned')), { reason: 'weaker', standing });
  });

  it('of a running or failed verification implies that it was applied for, no more', () => {
    for (const state of ['waiting', 'failed'] as const) {
      const { standing } = having(fact('prepared'), fact('verified', { state }));

      assert.equal(standing.submitted?.impliedBy, 'verified');
      assert.equal(standing.emailConfirmed, undefined);
    }
  });

  it('of a provider that invited says nothing of the verification', () => {
    assert.deepEqual(Object.keys(having(fact('providerInvited')).standing), ['providerInvited']);
  });

  for (const source of FACT_SOURCES.filter((one) => one !== 'self')) {
    it(`told by ${source} may jump ahead`, () => {
      assert.equal(refusal(begun(), fact('verified', { source })), 'applied');
    });
  }

  it('is known when a stronger source implied it', () => {
    const ahead = having(fact('prepared'), fact('verified', { source: 'partnerCenter' }));

    const refused = applyFact(ahead, fact('submitted'));

    assert.equal(refused.kind === 'refused' && refused.refusal.reason, 'weaker');
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
    const said = enrollment.history.filter(({ impliedBy }) => impliedBy === undefined);
    assert.deepEqual(said, [failed, mended]);
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
