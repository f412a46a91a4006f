// Reminders: for what is stalled only, once a week at most, three times per milestone, then silence.

import assert from 'node:assert/strict';
import type { Enrollment } from '../../../../services/enrollment/enrollment.ts';
import type { MilestoneId, MilestoneState } from '../../../../services/enrollment/milestones.ts';
import { applyFact } from '../../../../services/enrollment/facts.ts';
import { businessDaysAfter } from '../../../../services/enrollment/next-step.ts';
import type { OpenInvitation } from '../../../../services/notifications/reminders/stalled.ts';
import {
  dueReminder,
  type ReminderHistory,
} from '../../../../services/notifications/reminders/policy.ts';
import { begun } from '../../../support/enrollment-samples.ts';

type Told = readonly [MilestoneId, MilestoneState, day: number];

/** 2026-03-02 is a Monday; Anna began on it. */
function day(number: number): Date {
  return new Date(Date.UTC(2026, 2, number, 8));
}

function standing(...told: readonly Told[]): Enrollment {
  const facts = [['prepared', 'done', 2] as const, ...told].map(([milestone, state, at]) => {
    const source = 'operator' as const;
    return [milestone, { milestone, state, source, at: day(at).toISOString() }];
  });
  return {
    ...begun(),
    confirmedAt: day(2).toISOString(),
    standing: Object.fromEntries(facts) as Enrollment['standing'],
    history: facts.map(([, fact]) => fact) as Enrollment['history'],
  };
}

interface Else {
  readonly invitation?: OpenInvitation;
  readonly reminded?: readonly ReminderHistory[];
}

function due(
  enrollment: Enrollment,
  on: number,
  { invitation, reminded = [] }: Else = {},
): unknown {
  return dueReminder({ enrollment, invitation, reminded, now: day(on) })?.subject;
}

const SUBMITTED: Told = ['submitted', 'done', 2];
const CONFIRMED: Told = ['emailConfirmed', 'done', 2];
const VERIFIED: readonly Told[] = [
  ['submitted', 'done', 2],
  ['emailConfirmed', 'done', 3],
  ['partnerId', 'done', 3],
  ['adminAgent', 'done', 3],
  ['verified', 'done', 6],
];
const SIGNED: Told = ['mpaSigned', 'done', 6];
const INVITED: Told = ['providerInvited', 'done', 9];

describe('a reminder', () => {
  const CASES: readonly (readonly [string, Enrollment, firstDay: number, string])[] = [
    ['a form paused for 3 days', begun(), 5, 'formPaused'],
    ['an e-mail unconfirmed after 1 business day', standing(SUBMITTED), 3, 'emailUnconfirmed'],
    ['the same over a weekend', standing(['submitted', 'done', 6]), 9, 'emailUnconfirmed'],
    [
      'a verification silent after 5 business days',
      standing(SUBMITTED, CONFIRMED),
      9,
      'verificationSilent',
    ],
    [
      'a pending one silent for as long',
      standing(SUBMITTED, CONFIRMED, ['verified', 'waiting', 3]),
      10,
      'verificationSilent',
    ],
    ['a rejection nobody appealed', standing(['verified', 'failed', 4]), 7, 'notAppealed'],
    ['an agreement not signed', standing(...VERIFIED), 11, 'mpaUnsigned'],
    [
      'an invitation not answered',
      standing(...VERIFIED, SIGNED, INVITED),
      12,
      'invitationUnanswered',
    ],
    [
      'no customer after two weeks',
      standing(...VERIFIED, SIGNED, INVITED, ['providerAuthorized', 'done', 10]),
      24,
      'noCustomer',
    ],
  ];
  for (const [what, enrollment, firstDay, subject] of CASES) {
    it(`is due for ${what}, and not before`, () => {
      assert.equal(due(enrollment, firstDay - 0.5), undefined);
      assert.equal(due(enrollment, firstDay), `reminder.${subject}`);
    });
  }

  it('is not due for what goes on', () => {
    const all = standing(
      ...VERIFIED,
      SIGNED,
      INVITED,
      ['providerAuthorized', 'done', 10],
      ['customerInvited', 'done', 11],
    );

    assert.equal(due(all, 90), undefined);
    assert.equal(due(standing(['prepared', 'done', 2]), 3), undefined);
  });

  it('of an appeal ends when the company says that it appealed', () => {
    const rejected = standing(['verified', 'failed', 4]);
    const appeal = { milestone: 'verified', state: 'waiting', source: 'self' } as const;
    const outcome = applyFact(rejected, { ...appeal, at: day(8).toISOString() });
    assert.equal(outcome.kind, 'applied');

    assert.equal(due(rejected, 10), 'reminder.notAppealed');
    assert.equal(due(outcome.enrollment, 10), undefined);
  });

  it('speaks of an invitation that is about to lapse, and not of a lapsed one', () => {
    const enrollment = standing(...VERIFIED, SIGNED, INVITED);
    const values = { providerName: 'Contoso' };
    const invitation = { values, expiresAt: day(20) };

    assert.equal(due(enrollment, 16, { invitation }), 'reminder.invitationUnanswered');
    assert.equal(due(enrollment, 17, { invitation }), 'reminder.invitationLapsing');
    assert.equal(due(enrollment, 20, { invitation }), undefined);
  });

  it('comes once a week, three times, and the third says that it is the last', () => {
    const enrollment = standing(...VERIFIED);
    const reminded: ReminderHistory[] = [];
    const lasts: unknown[] = [];
    for (let on = 2; on < 120; on += 1) {
      const reminder = dueReminder({ enrollment, invitation: undefined, reminded, now: day(on) });
      if (reminder === undefined) continue;
      lasts.push(reminder.values['last']);
      reminded.push({ subject: reminder.subject, at: day(on) });
    }

    assert.deepEqual(
      reminded.map(({ at }) => at),
      [day(11), day(18), day(25)],
    );
    assert.deepEqual(lasts, [undefined, undefined, 'yes']);
  });

  it('of another milestone waits out the week too', () => {
    const reminded = [{ subject: 'reminder.emailUnconfirmed', at: day(10) }];

    assert.equal(due(standing(...VERIFIED), 16.5, { reminded }), undefined);
    assert.equal(due(standing(...VERIFIED), 17, { reminded }), 'reminder.mpaUnsigned');
  });
});

describe('business days', () => {
  it('leave weekends out', () => {
    assert.deepEqual(businessDaysAfter(day(6), 1), day(9));
    assert.deepEqual(businessDaysAfter(day(2), 5), day(9));
    assert.deepEqual(businessDaysAfter(day(7), 1), day(9));
  });
});
