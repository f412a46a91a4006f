// The rows of the status card: states, next milestone, and who must act.

import assert from 'node:assert/strict';
import {
  isStronger,
  MILESTONE_IDS,
  neededFor,
  type MilestoneId,
  type MilestoneState,
  type Standing,
} from '../../../services/enrollment/milestones.ts';
import {
  lastDone,
  milestoneRows,
  nextMilestone,
  type Progress,
} from '../../../services/enrollment/progress.ts';
import { begun } from '../../support/enrollment-samples.ts';

function standing(facts: Partial<Record<MilestoneId, MilestoneState>>): Standing {
  return Object.fromEntries(
    Object.entries(facts).map(([milestone, state]) => [
      milestone,
      { milestone, state, source: 'self', at: '2026-03-02T08:00:00.000Z' },
    ]),
  );
}

function of(facts: Standing, situation = 'member'): Progress {
  const { answers } = begun();
  const given = { values: { situation }, origins: {}, at: '2026-03-02T08:00:00.000Z', by: '' };
  return { standing: facts, answers: { ...answers, situation: given } };
}

function doneUpTo(last: MilestoneId): Standing {
  const done = MILESTONE_IDS.slice(0, MILESTONE_IDS.indexOf(last) + 1);
  return standing(Object.fromEntries(done.map((id) => [id, 'done'])));
}

describe('the milestones', () => {
  it('stand in the order of the contract', () => {
    assert.deepEqual(
      milestoneRows(of({})).map(({ id }) => id),
      [
        'prepared',
        'partnerId',
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
    assert.deepEqual(new Set(milestoneRows(of({})).map(({ state }) => state)), new Set(['open']));
    assert.equal(nextMilestone(of({})), 'prepared');
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
      const row = milestoneRows(of(doneUpTo(last))).find(({ id }) => id === next);

      assert.equal(nextMilestone(of(doneUpTo(last))), next);
      assert.equal(lastDone(doneUpTo(last)), last);
      assert.deepEqual([row?.state, row?.actor, row?.fact], [state, actor, undefined]);
    });
  }

  it('wait for nobody when all are done', () => {
    assert.equal(nextMilestone(of(doneUpTo('customerInvited'))), undefined);
  });

  it('wait for the company when verification failed', () => {
    const facts = { ...doneUpTo('emailConfirmed'), ...standing({ verified: 'failed' }) };

    const row = milestoneRows(of(facts)).find(({ id }) => id === 'verified');

    assert.deepEqual([row?.state, row?.actor], ['failed', 'globalAdmin']);
    assert.equal(nextMilestone(of(facts)), 'verified');
  });

  it('name the first gap as next when one jumped ahead', () => {
    const facts = standing({ prepared: 'done', mpaSigned: 'done' });

    assert.equal(nextMilestone(of(facts)), 'submitted');
    assert.equal(lastDone(facts), 'mpaSigned');
  });
});

describe('the PartnerID', () => {
  const prepared = standing({ prepared: 'done' });
  const assigned = standing({
    prepared: 'done',
    submitted: 'done',
    emailConfirmed: 'done',
    verified: 'done',
    adminAgent: 'done',
  });

  it('is what newcomers get first', () => {
    assert.equal(nextMilestone(of(prepared, 'new')), 'partnerId');
  });

  it('may wait for others, until the agreement needs it', () => {
    assert.equal(nextMilestone(of(prepared)), 'submitted');
    assert.equal(nextMilestone(of(assigned)), 'partnerId');
  });
});

describe('what a milestone cannot be without', () => {
  it('is named in order, however far back', () => {
    assert.deepEqual(neededFor('mpaSigned'), [
      'partnerId',
      'submitted',
      'emailConfirmed',
      'verified',
    ]);
    assert.deepEqual(neededFor('providerInvited'), []);
    assert.deepEqual(neededFor('prepared'), []);
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
