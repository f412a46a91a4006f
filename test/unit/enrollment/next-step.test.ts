// The one next step from every state: what is urgent first, who acts, since when, by when.

import assert from 'node:assert/strict';
import { confirm } from '../../../services/enrollment/form.ts';
import { applyFact } from '../../../services/enrollment/facts.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import type { Fact, MilestoneId } from '../../../services/enrollment/milestones.ts';
import { nextStep, type NextStepKind } from '../../../services/enrollment/next-step.ts';
import { act, answered, begun, complete } from '../../support/enrollment-samples.ts';

const NOW = new Date('2026-03-12T08:00:00.000Z');

function prepared(situation = 'member'): Enrollment {
  const enrollment = confirm(complete(), act());
  assert.ok(enrollment);
  const { answers, standing } = enrollment;
  const given = { values: { situation }, origins: {}, at: act().at, by: 'anna' };
  const { partnerId: _partnerId, ...others } = standing;
  return { ...enrollment, answers: { ...answers, situation: given }, standing: others };
}

function told(enrollment: Enrollment, ...facts: readonly Partial<Fact>[]): Enrollment {
  return facts.reduce<Enrollment>((before, fact) => {
    const whole = { state: 'done', source: 'self', at: act(5).at, ...fact } as Fact;
    const outcome = applyFact(before, whole);
    assert.equal(outcome.kind, 'applied');
    return outcome.enrollment;
  }, enrollment);
}

function done(...milestones: readonly MilestoneId[]): readonly Partial<Fact>[] {
  return milestones.map((milestone) => ({ milestone }));
}

const REJECTED: Partial<Fact> = { milestone: 'verified', state: 'failed' };

describe('the next step', () => {
  const CASES: readonly (readonly [string, Enrollment | undefined, NextStepKind, string])[] = [
    ['nobody has begun', undefined, 'begin', 'company'],
    ['the form is open', answered('situation'), 'form', 'company'],
    ['a newcomer has no PartnerID', prepared('new'), 'partnerId', 'globalAdmin'],
    ['the form is done', prepared(), 'apply', 'globalAdmin'],
    ['it was applied', told(prepared(), ...done('submitted')), 'confirmEmail', 'primaryContact'],
    [
      'the mail is confirmed',
      told(prepared(), ...done('emailConfirmed')),
      'verification',
      'microsoft',
    ],
    ['it was refused', told(prepared(), REJECTED), 'appeal', 'globalAdmin'],
    [
      'an appeal runs',
      told(prepared(), REJECTED, { milestone: 'verified', state: 'waiting', at: act(6).at }),
      'appealRunning',
      'microsoft',
    ],
    ['it is verified', told(prepared(), ...done('verified')), 'adminAgent', 'globalAdmin'],
    [
      'the agreement lacks the PartnerID',
      told(prepared(), ...done('verified', 'adminAgent')),
      'partnerId',
      'globalAdmin',
    ],
    [
      'only the agreement is missing',
      told(prepared(), ...done('verified', 'adminAgent', 'partnerId')),
      'agreement',
      'globalAdmin',
    ],
    ['it is signed', told(prepared(), ...done('mpaSigned', 'adminAgent')), 'provider', 'provider'],
    [
      'an invitation has come',
      told(prepared(), ...done('mpaSigned', 'adminAgent', 'providerInvited')),
      'invitation',
      'globalAdmin',
    ],
    [
      'the provider is authorized',
      told(prepared(), ...done('adminAgent', 'providerAuthorized')),
      'firstCustomer',
      'company',
    ],
    [
      'all is done',
      told(prepared(), ...done('adminAgent', 'customerInvited')),
      'everyYear',
      'company',
    ],
    ['it jumped ahead', told(prepared(), ...done('customerInvited')), 'adminAgent', 'globalAdmin'],
  ];
  for (const [when, enrollment, kind, actor] of CASES) {
    it(`is ${kind} when ${when}`, () => {
      const step = nextStep(enrollment, NOW);

      assert.deepEqual([step.kind, step.actor], [kind, actor]);
    });
  }

  it('puts a refusal before the form, and names the day by which to appeal', () => {
    const step = nextStep(told(begun(), { ...REJECTED, source: 'partnerCenter' }), NOW);

    assert.equal(step.kind, 'appeal');
    assert.equal(step.deadline, '2026-04-04T08:00:00.000Z');
    assert.equal(step.since, act(5).at);
  });

  it('puts an invitation about to lapse before the agreement', () => {
    const enrollment = told(prepared(), ...done('verified', 'providerInvited'));
    const at = (day: number) => ({ expiresAt: new Date(`2026-03-${day}T08:00:00Z`) });

    assert.equal(nextStep(enrollment, NOW, at(14)).kind, 'invitationLapsing');
    assert.equal(nextStep(enrollment, NOW, at(20)).kind, 'adminAgent');
    assert.equal(nextStep(enrollment, NOW, at(11)).kind, 'adminAgent');
  });

  it('waits since the latest news, and is late after the usual time', () => {
    const enrollment = told(prepared(), ...done('submitted'), {
      milestone: 'emailConfirmed',
      at: act(6).at,
    });

    const [early, late] = [nextStep(enrollment, NOW), nextStep(enrollment, new Date(act(14).at))];

    assert.deepEqual([early.since, early.usual?.to, early.isLate], [act(6).at, 5, false]);
    assert.equal(late.isLate, true);
  });

  it('is the form once more while a section is open that was never confirmed', () => {
    assert.equal(nextStep(complete(), NOW).position, 'review');
  });
});
