// What waits at each step: kept whatever is asked meanwhile, until it is an answer or its author leaves.

import assert from 'node:assert/strict';
import { draftFindings, fieldInQuestion, valuesOn } from '../../../services/enrollment/drafts.ts';
import { join, leave } from '../../../services/enrollment/enrollment.ts';
import {
  ask,
  confirm,
  edit,
  position,
  startOver,
  stepBack,
} from '../../../services/enrollment/form.ts';
import { fillField, recordStep } from '../../../services/enrollment/record-step.ts';
import { readEnrollment } from '../../../services/enrollment/upgrade.ts';
import {
  act,
  answered,
  BEN,
  complete,
  GOOD,
  recorded,
  stored,
} from '../../support/enrollment-samples.ts';

describe('what waits at a step', () => {
  const at = act().at;
  const before = answered('situation', 'account', 'partnerId');
  const company = { ...GOOD.company, street: 'Hauptstr. 5', postalCode: '1' };
  const refused = recordStep(before, { step: 'company', values: company }, act()).enrollment;

  it('is shown again after going back and answering the step before', () => {
    const back = stepBack(refused, at);
    assert.ok(back);

    const forth = recorded(stored(back), 'partnerId');

    assert.equal(position(forth), 'company');
    assert.deepEqual(valuesOn(forth, 'company'), company);
    assert.deepEqual(draftFindings(forth, 'company'), draftFindings(refused, 'company'));
  });

  it('is kept for several steps at once', () => {
    const contact = { ...GOOD.contact, email: 'anna@gmail.com' };
    const both = recordStep(
      ask(refused, 'contact', at),
      { step: 'contact', values: contact },
      act(),
    ).enrollment;

    assert.equal(valuesOn(stored(both), 'company')['street'], 'Hauptstr. 5');
    assert.equal(valuesOn(ask(both, 'company', at), 'contact')['email'], 'anna@gmail.com');
  });

  it('is kept when it was typed field by field', () => {
    const typed = fillField(
      before,
      { step: 'company', field: 'legalName', text: 'Contoso GmbH' },
      act(),
    ).enrollment;

    const back = stepBack(typed, at);
    assert.ok(back);
    const forth = recorded(stored(back), 'partnerId');

    assert.equal(valuesOn(forth, 'company')['legalName'], 'Contoso GmbH');
    assert.deepEqual(draftFindings(forth, 'company'), []);
    assert.equal(fieldInQuestion(forth, 'company').id, 'street');
  });

  it('comes before the review, and keeps it from being confirmed', () => {
    const edited = edit(complete(), 'company', at);
    const changed = recordStep(edited, { step: 'company', values: company }, act()).enrollment;

    const elsewhere = recorded(ask(changed, 'contact', at), 'contact');

    assert.equal(position(elsewhere), 'company');
    assert.equal(confirm(ask(elsewhere, 'review', at), act()), undefined);
    assert.equal(position(recorded(elsewhere, 'company')), 'review');
  });

  it('goes when the form is begun anew', () => {
    const fresh = startOver(ask(refused, 'contact', at), at);

    assert.deepEqual([fresh.draft, fresh.drafts], [null, {}]);
  });

  it('goes with whoever had a part in it, and with them only', () => {
    const ben = { by: BEN, at };
    const contact = recordStep(
      ask(join(refused, ben), 'contact', at),
      { step: 'contact', values: { ...GOOD.contact, phone: '12' } },
      ben,
    ).enrollment;

    const withoutAnna = leave(contact, 'anna');
    const withoutBen = leave(contact, 'ben');

    assert.deepEqual([withoutAnna?.draft?.step, withoutAnna?.drafts], ['contact', {}]);
    assert.deepEqual(
      [withoutBen?.draft, Object.keys(withoutBen?.drafts ?? {})],
      [null, ['company']],
    );
  });

  it('of a release that noted no author goes with anybody', () => {
    const both = stored(join(refused, { by: BEN, at }));
    const { by, agreed, ...old } = both.draft ?? { by: [], agreed: [] };
    const { drafts, ...record } = { ...both, draft: old };

    const read = readEnrollment(record);

    assert.deepEqual([by, agreed, drafts], [['anna'], [], {}]);
    assert.equal(read && valuesOn(read, 'company')['street'], 'Hauptstr. 5');
    assert.equal(read && leave(read, 'ben')?.draft, null);
  });
});
