// Phone numbers: national, international, with "(0)" and 00, and what is none.

import assert from 'node:assert/strict';
import { phone } from '../../../../services/enrollment/rules/phone.ts';
import { known, read } from '../../../support/enrollment-samples.ts';

const RIGHT = [
  ['DE', '030 901820', '+4930901820'],
  ['DE', '(030) 90 18 20', '+4930901820'],
  ['DE', '030/901820', '+4930901820'],
  ['DE', '030–901820', '+4930901820'],
  ['DE', '030 901820-12', '+493090182012'],
  ['DE', '0171 1234567', '+491711234567'],
  ['DE', '+49 30 901820', '+4930901820'],
  ['DE', '+49 (0)30 901820', '+4930901820'],
  ['DE', '+49 (0) 30 / 90 18 20', '+4930901820'],
  ['DE', '0049 30 901820', '+4930901820'],
  ['DE', '0049 (0)30 901820', '+4930901820'],
  ['DE', '  +49.30.901820  ', '+4930901820'],
  ['DE', 'Tel. 030 901820', '+4930901820'],
  ['DE', 'tel:+4930901820', '+4930901820'],
  ['DE', '+49 30 901820 ext. 12', '+4930901820'],
  ['DE', '\u202A+49 30 901820\u202C', '+4930901820'],
  ['DE', '+43 1 5125000', '+4315125000'],
  ['AT', '01 5125000', '+4315125000'],
  ['AT', '+43 (0)1 5125000', '+4315125000'],
  ['AT', '0664 1234567', '+436641234567'],
  ['CH', '044 668 18 00', '+41446681800'],
  ['CH', '+41 (0)44 668 18 00', '+41446681800'],
  ['US', '(425) 882-8080', '+14258828080'],
  ['US', '1 425 882 8080', '+14258828080'],
  ['US', '011 49 30 901820', '+4930901820'],
  ['PL', '22 594 10 00', '+48225941000'],
  ['PL', '0048 22 594 10 00', '+48225941000'],
  ['GB', '020 7946 0018', '+442079460018'],
  ['GB', '+44 (0)20 7946 0018', '+442079460018'],
  ['IN', '080 4010 3000', '+918040103000'],
  ['IN', '98765 43210', '+919876543210'],
  ['IT', '06 6982', '+39066982'],
] as const;

const WRONG = [
  ['DE', '12'],
  ['DE', '110'],
  ['DE', '0000000'],
  ['DE', 'abc'],
  ['DE', '030 901820 abc'],
  ['DE', '030 901820 oder 0171 1234567'],
  ['DE', '+4930901820<script>'],
  ['DE', '+49 999 1'],
  ['DE', '0999 1234567'],
  ['DE', '+49 30 901820 111111111111111'],
  ['DE', '+'],
  ['AT', '+43 99 1'],
  ['CH', '+41 99 123 45 67'],
  ['US', '123 456 7890'],
  ['US', '555-0100'],
  ['US', '1-800-FLOWERS'],
  ['PL', '+48 12 345'],
  ['GB', '+44 20 1'],
  ['IN', '12345'],
  ['DE', '9'.repeat(10_000)],
] as const;

describe('a phone number', () => {
  for (const [country, text, kept] of RIGHT) {
    it(`written ${text} in ${country} is kept as ${kept}`, () => {
      assert.equal(read(phone(known({ companyCountry: country })), text), kept);
    });
  }

  for (const [country, text] of WRONG) {
    it(`written ${text.slice(0, 40)} in ${country} is refused`, () => {
      assert.equal(read(phone(known({ companyCountry: country })), text), '[phone.format]');
    });
  }

  it('is demanded', () => {
    const rule = phone(known({ companyCountry: 'DE' }));

    assert.equal(read(rule, ''), '[required]');
    assert.equal(read(rule, '   '), '[required]');
  });

  it('in national form needs to know the country', () => {
    assert.equal(read(phone(known()), '030 901820'), '[phone.noCountry]');
    assert.equal(read(phone(known({ companyCountry: 'AQ' })), '030 901820'), '[phone.noCountry]');
  });

  it('in international form needs no country', () => {
    assert.equal(read(phone(known()), '+49 30 901820'), '+4930901820');
    assert.equal(read(phone(known()), '0049 30 901820'), '+4930901820');
  });
});
