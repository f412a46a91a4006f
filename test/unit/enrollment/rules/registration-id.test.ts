// The registration number: demanded in 24 countries, free elsewhere.

import assert from 'node:assert/strict';
import { registrationId } from '../../../../services/enrollment/rules/registration-id.ts';
import { known, read } from '../../../support/enrollment-samples.ts';

const DEMANDED = 'AM AZ BY BR HU IN IQ KZ KG MD MM PL RU SA ZA SS TJ TH TR UA AE UZ VE VN'.split(
  ' ',
);
const FREE = 'DE AT CH LI FR GB US CN IT ES NL CZ'.split(' ');

describe('a registration number', () => {
  it('is demanded in 24 countries', () => {
    assert.equal(new Set(DEMANDED).size, 24);
    for (const country of DEMANDED) {
      const rule = registrationId(known({ values: { country } }));
      assert.equal(read(rule, ''), '[registrationId.required]', country);
      assert.equal(read(rule, '  '), '[registrationId.required]', country);
      assert.equal(read(rule, '1234567890'), '1234567890', country);
    }
  });

  it('may be left out elsewhere', () => {
    for (const country of [...FREE, '', 'Atlantis']) {
      assert.equal(read(registrationId(known({ values: { country } })), ''), '', country);
    }
  });

  it('is demanded by the name of the country too', () => {
    assert.equal(
      read(registrationId(known({ values: { country: 'Türkei' } })), ''),
      '[registrationId.required]',
    );
    assert.equal(
      read(registrationId(known({ values: { country: 'Poland' } })), ''),
      '[registrationId.required]',
    );
  });

  it('is kept as one plain line of sixty characters at most', () => {
    const rule = registrationId(known({ values: { country: 'DE' } }));

    assert.equal(read(rule, ' HRB\n12345 B '), 'HRB 12345 B');
    assert.equal(read(rule, '1'.repeat(60)), '1'.repeat(60));
    assert.equal(read(rule, '1'.repeat(61)), '[tooLong]');
  });
});
