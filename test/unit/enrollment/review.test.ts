// The end of the form: editing, confirming, starting over, and who takes part.

import assert from 'node:assert/strict';
import {
  isParticipant,
  join,
  leave,
  nameOf,
  type Enrollment,
} from '../../../services/enrollment/enrollment.ts';
import { ask, confirm, edit, position, startOver } from '../../../services/enrollment/form.ts';
import { recordStep } from '../../../services/enrollment/record-step.ts';
import {
  act,
  ANNA,
  answered,
  BEN,
  begun,
  complete,
  GOOD,
  recorded,
} from '../../support/enrollment-samples.ts';

function confirmed(enrollment: Enrollment, day = 2): Enrollment {
  const done = confirm(enrollment, act(day));
  assert.ok(done);
  return done;
}

describe('editing from the review', () => {
  it('comes straight back when nothing depends on the change', () => {
    const enrollment = recorded(edit(complete(), 'company', act().at), 'company', {
      postalCode: '53111',
      city: 'Bonn',
    });

    assert.equal(position(enrollment), 'review');
  });

  it('asks only for the PartnerID again when the tenant has another country', () => {
    const moved = recorded(edit(complete(), 'account', act().at), 'account', {
      tenantCountry: 'FR',
    });
    const mended = recorded(moved, 'partnerId', { partnerIdCountry: 'FR' });

    assert.equal(position(moved), 'partnerId');
    assert.equal(position(mended), 'review');
    assert.deepEqual(mended.answers['company'], complete().answers['company']);
  });

  it('asks nothing again when the PartnerID was to follow later', () => {
    const later = { partnerId: '', partnerIdCountry: '' };
    const enrollment = recorded(edit(complete(), 'partnerId', act().at), 'partnerId', later);

    const moved = recorded(edit(enrollment, 'account', act().at), 'account', {
      tenantCountry: 'FR',
    });

    assert.equal(position(moved), 'review');
  });

  it('does not touch phone numbers when the company has another country', () => {
    const french = { country: 'FR', postalCode: '75001', city: 'Paris' };
    const moved = recorded(edit(complete(), 'company', act().at), 'company', french);

    assert.equal(position(moved), 'review');
    assert.equal(moved.answers['contact']?.values['phone'], '+4930901820');
  });

  it('doubts a contact whose domain is not the website’s', () => {
    const values = { ...GOOD.contact, email: 'anna@fabrikam.example' };
    const edited = edit(complete(), 'contact', act().at);

    const first = recordStep(edited, { step: 'contact', values }, act());
    const second = recordStep(first.enrollment, { step: 'contact', values }, act());

    assert.deepEqual([first.kind, second.kind], ['doubtful', 'recorded']);
  });
});

describe('confirming', () => {
  it('ends the form and reaches the first milestone, and the PartnerID that it names', () => {
    const enrollment = confirmed(complete());
    const prepared = {
      milestone: 'prepared',
      state: 'done',
      source: 'self',
      at: act().at,
      by: 'anna',
    };

    assert.equal(position(enrollment), undefined);
    assert.equal(enrollment.confirmedAt, act().at);
    const partnerId = { ...prepared, milestone: 'partnerId' };
    assert.deepEqual(enrollment.standing, { prepared, partnerId });
    assert.deepEqual(enrollment.history, [prepared, partnerId]);
  });

  it('says nothing of a PartnerID that will be associated later', () => {
    const later = recordStep(
      edit(complete(), 'partnerId', act().at),
      { step: 'partnerId', values: {} },
      act(),
    );

    assert.deepEqual(Object.keys(confirmed(later.enrollment).standing), ['prepared']);
  });

  it('is refused while a step is asked', () => {
    assert.equal(confirm(begun(), act()), undefined);
    assert.equal(confirm(edit(complete(), 'contact', act().at), act()), undefined);
  });

  it('is refused while a step is open, even from the review', () => {
    const atReview = ask(answered('situation', 'account'), 'review', act().at);

    assert.equal(confirm(atReview, act()), undefined);
  });

  it('is refused twice', () => {
    assert.equal(confirm(confirmed(complete()), act()), undefined);
  });

  it('again after an edit keeps the day the milestone was reached', () => {
    const edited = recorded(edit(confirmed(complete()), 'company', act().at), 'company');

    const again = confirmed(edited, 9);

    assert.equal(again.confirmedAt, act(9).at);
    assert.equal(again.standing.prepared?.at, act().at);
    assert.equal(again.history.length, 2);
  });
});

describe('starting over', () => {
  it('forgets what was said, and keeps who takes part', () => {
    const before = join(confirmed(complete()), { by: BEN, at: act().at });

    const fresh = startOver(before, act(5).at);

    assert.equal(position(fresh), 'situation');
    assert.deepEqual([fresh.answers, fresh.standing, fresh.history], [{}, {}, []]);
    assert.deepEqual([fresh.confirmedAt, fresh.draft], [null, null]);
    assert.deepEqual(fresh.participants, [ANNA, BEN]);
    assert.ok(fresh.visits > before.visits);
  });
});

describe('who takes part', () => {
  it('joins once', () => {
    const both = join(begun(), { by: BEN, at: act().at });

    assert.deepEqual(both.participants, [ANNA, BEN]);
    assert.equal(join(both, { by: BEN, at: act(9).at }), both);
    assert.equal(isParticipant(both, 'ben'), true);
    assert.equal(isParticipant(begun(), 'ben'), false);
  });

  it('leaves, and the last one closes the door', () => {
    const both = join(begun(), { by: BEN, at: act().at });

    const alone = leave(both, 'anna');

    assert.deepEqual(alone?.participants, [BEN]);
    assert.equal(nameOf(both, 'anna'), 'Anna Muster');
    assert.equal(nameOf(alone, 'anna'), '');
    assert.equal(leave(alone, 'ben'), undefined);
  });
});
