// A doubt's own buttons: it stands as it is, or the better value is taken.

import assert from 'node:assert/strict';
import { draftFindings, valuesOn } from '../../../services/enrollment/drafts.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { position, stepBack } from '../../../services/enrollment/form.ts';
import {
  fillField,
  recordStep,
  replyToDoubt,
  type DoubtReply,
  type RecordOutcome,
} from '../../../services/enrollment/record-step.ts';
import type { Values } from '../../../services/enrollment/rules/finding.ts';
import { act, answered, GOOD, recorded, stored } from '../../support/enrollment-samples.ts';

const STREET = 'Hauptstr. 5';
const NAME = 'Fa. Meier GmbH';
const agreed = (field: string): DoubtReply => ({ kind: 'agreed', field });
const replaced = (field: string, value: string): DoubtReply => ({ kind: 'replaced', field, value });

function sent(values: Values, enrollment = answered('situation', 'account', 'partnerId')) {
  const all = { ...GOOD.company, ...values };
  return recordStep(enrollment, { step: 'company', values: all }, act());
}

/** Presses a doubt's button. In: what the card's inputs hold where it differs from what the card showed. */
function pressed(
  { enrollment }: { readonly enrollment: Enrollment },
  reply: DoubtReply,
  values: Values = {},
): RecordOutcome | undefined {
  return replyToDoubt(stored(enrollment), { step: 'company', values, reply }, act());
}

/** Fields and kinds of what the card shows then. */
function shown(outcome: RecordOutcome | undefined): string {
  assert.ok(outcome && outcome.kind !== 'recorded');
  assert.deepEqual(draftFindings(outcome.enrollment, 'company'), outcome.findings);
  return outcome.findings.map(({ field, weight }) => `${field} ${weight}`).join(', ');
}

describe('agreeing to a doubt', () => {
  it('files the step when nothing else is in the way', () => {
    const result = pressed(sent({ street: STREET }), agreed('street'));

    assert.equal(result?.kind, 'recorded');
    assert.equal(result.enrollment.answers['company']?.values['street'], STREET);
    assert.deepEqual([result.enrollment.draft, result.enrollment.drafts], [null, {}]);
  });

  it('leaves other doubts on the card, and is remembered', () => {
    const one = pressed(sent({ street: STREET, legalName: NAME }), agreed('street'));
    const both = one && pressed(one, agreed('legalName'));

    assert.equal(shown(one), 'legalName doubt');
    assert.equal(both?.kind, 'recorded');
  });

  it('counts beside a refusal, which stays', () => {
    const one = pressed(sent({ street: STREET, postalCode: '1' }), agreed('street'));
    const mended = one && sent({ street: STREET }, one.enrollment);

    assert.equal(shown(one), 'postalCode refusal');
    assert.equal(mended?.kind, 'recorded');
  });

  it('does not agree to a value that was changed in the same sending', () => {
    const other = pressed(sent({ street: STREET }), agreed('street'), { street: 'Marktstr. 7' });
    const whole = pressed(sent({ street: STREET }), agreed('street'), { street: 'Markt 7' });

    assert.equal(shown(other), 'street doubt');
    assert.equal(other && valuesOn(other.enrollment, 'company')['street'], 'Marktstr. 7');
    assert.equal(whole?.kind, 'recorded');
  });

  it('does not agree to what is refused or doubted beside it for the first time', () => {
    const doubted = pressed(sent({ street: STREET }), agreed('street'), { legalName: NAME });
    const refused = pressed(sent({ street: STREET }), agreed('street'), { postalCode: '1' });

    assert.equal(shown(doubted), 'legalName doubt');
    assert.equal(shown(refused), 'postalCode refusal');
  });

  it('twice is the same as once', () => {
    const once = pressed(sent({ street: STREET, legalName: NAME }), agreed('street'));
    const twice = once && pressed(once, agreed('street'));

    assert.equal(shown(twice), 'legalName doubt');
  });

  it('is remembered after going back, and forgotten with the value', () => {
    const one = pressed(sent({ street: STREET, legalName: NAME }), agreed('street'));
    const back = one && stepBack(one.enrollment, act().at);
    assert.ok(back);
    const forth = recorded(stored(back), 'partnerId');
    const other = sent({ street: 'Marktstr. 7', legalName: NAME }, forth);

    assert.deepEqual(
      draftFindings(forth, 'company').map(({ field }) => field),
      ['legalName'],
    );
    assert.equal(
      shown(sent({ street: STREET, legalName: NAME }, other.enrollment)),
      'legalName doubt, street doubt',
    );
  });

  for (const field of ['postalCode', 'phone', '', '__proto__', 'constructor', 'street:name']) {
    it(`is no reply to "${field}", which the card does not doubt`, () => {
      assert.equal(pressed(sent({ street: STREET }), agreed(field)), undefined);
    });
  }

  it('is no reply where nothing was sent yet', () => {
    const enrollment = answered('situation', 'account', 'partnerId');

    assert.equal(pressed({ enrollment }, agreed('street')), undefined);
  });
});

describe('taking the better value', () => {
  it('is offered in full and files the step', () => {
    const doubtful = sent({ street: STREET });
    assert.ok(doubtful.kind === 'doubtful');
    const better = doubtful.findings[0]?.better;
    assert.deepEqual(better, { input: 'street', value: 'Hauptstraße 5' });

    const result = pressed(doubtful, replaced('street', better.value), { street: STREET });

    assert.equal(result?.kind, 'recorded');
    assert.equal(result.enrollment.answers['company']?.values['street'], 'Hauptstraße 5');
  });

  it('agrees to no other doubt', () => {
    const doubtful = sent({ street: STREET, legalName: NAME });

    const result = pressed(doubtful, replaced('street', 'Hauptstraße 5'));

    assert.equal(shown(result), 'legalName doubt');
    assert.equal(
      shown(result && pressed(result, replaced('street', 'Hauptstraße 5'))),
      'legalName doubt',
    );
  });

  it('judges the value afresh', () => {
    const doubtful = sent({ street: STREET });

    const doubted = pressed(doubtful, replaced('street', 'Marktstr. 7'));
    const refused = pressed(doubtful, replaced('street', 'x'.repeat(300)));

    assert.equal(shown(doubted), 'street doubt');
    assert.equal(shown(refused), 'street refusal');
  });

  it('is no reply for an input without a doubt, or without a value', () => {
    const doubtful = sent({ street: STREET });

    assert.equal(pressed(doubtful, replaced('city', 'Bonn')), undefined);
    assert.equal(pressed(doubtful, replaced('nothing', 'Bonn')), undefined);
    assert.equal(pressed(doubtful, replaced('street', ' ')), undefined);
  });

  it('offers the country that the directory names', () => {
    const values = { account: { tenantCountry: 'DE' } };
    const directory = { at: act().at, by: 'anna', values, unsure: [], domains: [] };
    const account = { workAccount: 'admin', tenantCountry: 'AT' };
    const enrollment = { ...answered('situation'), directory };

    const doubtful = recordStep(enrollment, { step: 'account', values: account }, act());

    assert.ok(doubtful.kind === 'doubtful');
    assert.deepEqual(doubtful.findings[0]?.better, { input: 'tenantCountry', value: 'DE' });
  });
});

describe('typing a doubted value again', () => {
  it('agrees to it, and to no other', () => {
    const doubtful = sent({ street: STREET, legalName: NAME });

    const one = fillField(
      doubtful.enrollment,
      { step: 'company', field: 'legalName', text: NAME },
      act(),
    );
    const both = fillField(
      one.enrollment,
      { step: 'company', field: 'street', text: STREET },
      act(),
    );

    assert.equal(shown(one), 'street doubt');
    assert.equal(both.kind, 'recorded');
    assert.equal(position(both.enrollment), 'contact');
  });
});
