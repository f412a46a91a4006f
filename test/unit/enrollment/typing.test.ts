// Filling a step by typing, field by field, and the card that comes again because another answer changed.

import assert from 'node:assert/strict';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import {
  draftFindings,
  fieldInQuestion,
  isAskedAgain,
  valuesOn,
} from '../../../services/enrollment/drafts.ts';
import { ask, position } from '../../../services/enrollment/form.ts';
import { fillField } from '../../../services/enrollment/record-step.ts';
import type { StepId } from '../../../services/enrollment/steps.ts';
import {
  act,
  answered,
  complete,
  GOOD,
  recorded,
  stored,
} from '../../support/enrollment-samples.ts';

/** Types texts one after the other, each into the field in question. Out: the enrollment and what became of each. */
function typed(enrollment: Enrollment, step: StepId, texts: readonly string[]) {
  const outcomes: string[] = [];
  let current = enrollment;
  for (const text of texts) {
    const field = fieldInQuestion(current, step).id;
    const { kind, enrollment: next } = fillField(stored(current), { step, field, text }, act());
    outcomes.push(`${field}: ${kind}`);
    current = next;
  }
  return { enrollment: current, outcomes };
}

const atContact = answered('situation', 'account', 'partnerId', 'company');

describe('typing into a step', () => {
  it('fills one field after the other and files the step with the last', () => {
    const { enrollment, outcomes } = typed(atContact, 'contact', Object.values(GOOD.contact));

    assert.deepEqual(outcomes, [
      'firstName: noted',
      'lastName: noted',
      'email: noted',
      'phone: recorded',
    ]);
    assert.equal(position(enrollment), 'support');
    assert.equal(enrollment.answers['contact']?.values['phone'], '+4930901820');
  });

  it('asks a refused field again and keeps the others', () => {
    const { enrollment, outcomes } = typed(atContact, 'contact', [
      'Anna',
      'Muster',
      'anna@gmail.com',
      'anna@contoso.example',
    ]);

    assert.deepEqual(outcomes.slice(2), ['email: refused', 'email: noted']);
    assert.deepEqual(draftFindings(enrollment, 'contact'), []);
    assert.equal(valuesOn(enrollment, 'contact')['firstName'], 'Anna');
    assert.equal(enrollment.answers['contact'], undefined);
  });

  it('does not blame what is still empty', () => {
    const { enrollment } = typed(atContact, 'contact', ['Anna']);

    assert.deepEqual(draftFindings(enrollment, 'contact'), []);
    assert.equal(fieldInQuestion(enrollment, 'contact').id, 'lastName');
  });

  it('accepts a doubtful value when it is typed again', () => {
    const { outcomes } = typed(answered(), 'situation', ['direct', 'direct']);

    assert.deepEqual(outcomes, ['situation: doubtful', 'situation: recorded']);
  });

  it('asks for the state where the country demands one', () => {
    const american = recorded(answered('situation'), 'account', { tenantCountry: 'US' });
    const address = ['Contoso Inc.', '1 Microsoft Way', '98052', 'Redmond', 'Washington'];

    const { enrollment, outcomes } = typed(american, 'company', address);

    assert.deepEqual(outcomes.slice(-2), ['city: refused', 'state: recorded']);
    assert.equal(enrollment.answers['company']?.values['country'], 'US');
  });

  it('keeps no secret', () => {
    const { enrollment, outcomes } = typed(atContact, 'contact', ['Passwort: hund']);

    assert.deepEqual(outcomes, ['firstName: refused']);
    assert.equal(JSON.stringify(enrollment).includes('hund'), false);
  });
});

describe('the company’s country', () => {
  it('is filled in beforehand with the tenant’s', () => {
    const enrollment = recorded(answered('situation'), 'account', { tenantCountry: 'CH' });

    assert.deepEqual(valuesOn(enrollment, 'company'), { country: 'CH' });
    assert.deepEqual(valuesOn(enrollment, 'contact'), {});
  });

  it('stays what was answered', () => {
    const moved = recorded(complete(), 'account', { tenantCountry: 'CH' });

    assert.equal(valuesOn(moved, 'company')['country'], 'DE');
  });
});

describe('a step asked again', () => {
  const moved = recorded(ask(complete(), 'account', act().at), 'account', { tenantCountry: 'FR' });

  it('is told from one asked for the first time', () => {
    assert.equal(isAskedAgain(moved, 'partnerId'), true);
    assert.equal(isAskedAgain(moved, 'company'), false);
    assert.equal(isAskedAgain(answered('situation', 'account'), 'partnerId'), false);
  });

  it('says what no longer fits', () => {
    assert.deepEqual(draftFindings(moved, 'partnerId'), [
      {
        field: 'partnerIdCountry',
        code: 'partnerIdCountry.otherThanTenant',
        weight: 'refusal',
      },
    ]);
    assert.equal(fieldInQuestion(moved, 'partnerId').id, 'partnerIdCountry');
  });
});
