// What is not yet an answer: refused and doubtful values, shown again and sent again.

import assert from 'node:assert/strict';
import { draftFindings, valuesOn } from '../../../services/enrollment/drafts.ts';
import type { Enrollment } from '../../../services/enrollment/enrollment.ts';
import { ask, position } from '../../../services/enrollment/form.ts';
import {
  fillField,
  recordStep,
  type RecordOutcome,
} from '../../../services/enrollment/record-step.ts';
import {
  act,
  answered,
  begun,
  complete,
  GOOD,
  recorded,
  stored,
} from '../../support/enrollment-samples.ts';

describe('a refused step', () => {
  const sent = { ...GOOD.contact, email: 'anna@gmail.com', phone: '12' };
  const result = recordStep(
    answered('situation', 'account'),
    { step: 'contact', values: sent },
    act(),
  );

  it('names each fault and is no answer', () => {
    assert.equal(result.kind, 'refused');
    assert.deepEqual(result.findings, [
      { field: 'email', code: 'email.webmail', weight: 'refusal' },
      { field: 'phone', code: 'phone.format', weight: 'refusal' },
    ]);
    assert.equal(result.enrollment.answers['contact'], undefined);
    assert.equal(position(result.enrollment), 'partnerId');
  });

  it('keeps all values for the card', () => {
    assert.deepEqual(valuesOn(stored(result.enrollment), 'contact'), sent);
    assert.deepEqual(valuesOn(result.enrollment, 'support'), {});
  });

  it('shows the same faults when its card is shown again', () => {
    assert.equal(result.kind, 'refused');

    assert.deepEqual(draftFindings(stored(result.enrollment), 'contact'), result.findings);
    assert.deepEqual(draftFindings(result.enrollment, 'support'), []);
  });

  it('leaves the earlier answer in force', () => {
    const edited = ask(complete(), 'contact', act().at);

    const { enrollment } = recordStep(edited, { step: 'contact', values: sent }, act());

    assert.equal(enrollment.answers['contact']?.values['phone'], '+4930901820');
    assert.equal(valuesOn(enrollment, 'contact')['phone'], '12');
    assert.equal(valuesOn(ask(enrollment, 'contact', act().at), 'contact')['phone'], '12');
  });
});

describe('a doubtful step', () => {
  const twice = (enrollment: Enrollment, values: Record<string, string>) => {
    const step = 'situation' as const;
    const first = recordStep(enrollment, { step, values }, act());
    return [first, recordStep(stored(first.enrollment), { step, values }, act())] as const;
  };

  it('is accepted when it is sent again: direct bill', () => {
    const [first, second] = twice(begun(), { situation: 'direct' });

    assert.equal(first.kind, 'doubtful');
    assert.deepEqual(first.findings, [
      { field: 'situation', code: 'situation.direct', weight: 'doubt' },
    ]);
    assert.equal(position(first.enrollment), 'situation');
    assert.equal(second.kind, 'recorded');
    assert.equal(position(second.enrollment), 'account');
  });

  const company = (enrollment: Enrollment, values: Record<string, string>) =>
    recordStep(enrollment, { step: 'company', values: { ...GOOD.company, ...values } }, act());

  it('is read anew when another doubtful value is sent', () => {
    const first = company(answered('situation', 'account', 'partnerId'), { street: 'Hauptstr. 5' });
    const other = company(first.enrollment, { street: 'Marktstr. 7' });
    const same = company(other.enrollment, { street: 'Marktstr. 7' });

    assert.deepEqual([first.kind, other.kind, same.kind], ['doubtful', 'doubtful', 'recorded']);
  });

  it('is read anew when a second doubt joins', () => {
    const first = company(answered('situation'), { street: 'Hauptstr. 5' });
    const joined = company(first.enrollment, { street: 'Hauptstr. 5', legalName: 'Fa. Meier' });

    assert.equal(joined.kind, 'doubtful');
    assert.equal(joined.findings.length, 2);
    assert.equal(
      company(joined.enrollment, valuesOn(joined.enrollment, 'company')).kind,
      'recorded',
    );
  });

  it('that stood beside a refusal is put once more, alone', () => {
    const refused = company(answered('situation'), { street: 'Hauptstr. 5', postalCode: '1' });
    const alone = company(refused.enrollment, { street: 'Hauptstr. 5' });
    const again = company(alone.enrollment, { street: 'Hauptstr. 5' });

    assert.deepEqual(codesOf(refused), ['postalCode.format', 'name.abbreviated']);
    assert.deepEqual(codesOf(alone), ['name.abbreviated']);
    assert.deepEqual([alone.kind, again.kind], ['doubtful', 'recorded']);
  });

  it('is put once more although the refusal was mended by typing', () => {
    const values = { ...GOOD.company, street: 'Hauptstr. 5', postalCode: '1' };
    const refused = company(answered('situation'), values);

    const mended = fillField(
      refused.enrollment,
      { step: 'company', field: 'postalCode', text: '10117' },
      act(),
    );

    assert.equal(mended.kind, 'doubtful');
    assert.deepEqual(codesOf(mended), ['name.abbreviated']);
  });

  it('is not doubted again once it was accepted', () => {
    const first = company(answered('situation'), { street: 'Hauptstr. 5' });
    const accepted = company(first.enrollment, { street: 'Hauptstr. 5' }).enrollment;

    const again = company(ask(accepted, 'company', act().at), {
      street: 'Hauptstr. 5',
      postalCode: '53111',
      city: 'Bonn',
    });

    assert.equal(again.kind, 'recorded');
  });

  it('stays read while another step is answered', () => {
    const support = { ...GOOD.support, supportWebsite: 'https://fabrikam.example' };
    const sent = { step: 'support', values: support } as const;
    const before = answered('situation', 'account', 'partnerId', 'company', 'contact');
    const first = recordStep(before, sent, act());

    const elsewhere = recorded(first.enrollment, 'contact');

    assert.equal(first.kind, 'doubtful');
    assert.deepEqual(draftFindings(elsewhere, 'support'), first.findings);
    assert.equal(recordStep(stored(elsewhere), sent, act()).kind, 'recorded');
  });
});

function codesOf(outcome: RecordOutcome): readonly string[] {
  return outcome.kind === 'recorded' ? [] : outcome.findings.map(({ code }) => code);
}
