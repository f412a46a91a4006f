// The rows of the status card: states, next milestone, and who must act.

import assert from 'node:assert/strict';
import {
  isStronger,
  lastDone,
  MILESTONE_IDS,
  milestoneRows,
  nextMilestone,
  type MilestoneId,
  type MilestoneState,
  type Standing,
} from '../../../services/enrollment/milestones.ts';

function standing(facts: Partial<Record<MilestoneId, MilestoneState>>): Standing {
  return Object.fromEntries(
    Object.entries(facts).map(([milestone, state]) => [
      milestone,
      { milestone, state, source: 'self', at: '2026-03-02T08:00:00.000Z' },
    ]),
  );
}

function doneUpTo(last: MilestoneId): Standing {
  const done = MILESTONE_IDS.slice(0, MILESTONE_IDS.indexOf(last) + 1);
  return standing(Object.fromEntries(done.map((id) => [id, 'done'])));
}

describe('the milestones', () => {
  it('stand in the order of the contract', () => {
    assert.deepEqual(
      milestoneRows({}).map(({ id }) => id),
      [
        'prepared',
        'submitted',
        'emailConfirmed',
        'verified',
        'adminAgent',
        'mpaSigned',
        'providerInvited',
        'providerAuthorized',
        'customerInvited',
      ],
    );
  });

  it('are all open before anything was said', () => {
    assert.deepEqual(new Set(milestoneRows({}).map(({ state }) => state)), new Set(['open']));
    assert.equal(nextMilestone({}), 'prepared');
    assert.equal(lastDone({}), undefined);
  });

  const NEXT = [
    ['prepared', 'submitted', 'open', 'globalAdmin'],
    ['submitted', 'emailConfirmed', 'waiting', 'primaryContact'],
    ['emailConfirmed', 'verified', 'waiting', 'microsoft'],
    ['verified', 'adminAgent', 'open', 'globalAdmin'],
    ['adminAgent', 'mpaSigned', 'open', 'globalAdmin'],
    ['mpaSigned', 'providerInvited', 'waiting', 'provider'],
    ['providerInvited', 'providerAuthorized', 'open', 'globalAdmin'],
    ['providerAuthorized', 'customerInvited', 'open', 'company'],
  ] as const;

  for (const [last, next, state, actor] of NEXT) {
    it(`after ${last} wait for ${actor}: ${next}`, () => {
      const row = milestoneRows(doneUpTo(last)).find(({ id }) => id === next);

      assert.equal(nextMilestone(doneUpTo(last)), next);
      assert.equal(lastDone(doneUpTo(last)), last);
      assert.deepEqual([row?.state, row?.actor, row?.fact], [state, actor, undefined]);
    });
  }

  it('wait for nobody when all are done', () => {
    assert.equal(nextMilestone(doneUpTo('customerInvited')), undefined);
  });

  it('wait for the company when verification failed', () => {
    const facts = { ...doneUpTo('emailConfirmed'), ...standing({ verified: 'failed' }) };

    const row = milestoneRows(facts).find(({ id }) => id === 'verified');

    assert.deepEqual([row?.state, row?.actor], ['failed', 'globalAdmin']);
    assert.equal(nextMilestone(facts), 'verified');
  });

  it('name the first gap as next when one jumped ahead', () => {
    const facts = standing({ prepared: 'done', mpaSigned: 'done' });

    assert.equal(nextMilestone(facts), 'submitted');
    assert.equal(lastDone(facts), 'mpaSigned');
  });
});

describe('a source', () => {
  it('is stronger than those before it, not than itself', () => {
    assert.equal(isStronger('partnerCenter', 'operator'), true);
    assert.equal(isStronger('operator', 'graph'), true);
    assert.equal(isStronger('graph', 'mailbox'), true);
    assert.equal(isStronger('mailbox', 'self'), true);
    assert.equal(isStronger('self', 'partnerCenter'), false);
    assert.equal(isStronger('graph', 'graph'), false);
  });
});
