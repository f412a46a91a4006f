// Phone numbers: national, international, with "(0)" and 00, and what is none.

import assert from 'node:assert/strict';
import { phone } from '../../../../services/enrollment/rules/phone.ts';
import { phoneShown } from '../../../../services/reading/phone-line.ts';
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
  ['AT', '+43 1 51299 DW 12', '+4315129912'],
  ['AT', '01/51299 DW12', '+4315129912'],
  ['AT', '+43 1 51299-DW-12', '+4315129912'],
  ['AT', '+43 1 51299 Dw. 12', '+4315129912'],
  ['AT', '+43 1 51299 (DW 12)', '+4315129912'],
  ['AT', '+43 1 51299-0 Klappe 12', '+4315129912'],
  ['AT', '+43 (1) 727 27-0 DW', '+431727270'],
  ['AT', '+43 5 0505 0', '+43505050'],
  ['AT', '0043 1 51299-12', '+4315129912'],
  ['DE', '+49 40 300688 Durchwahl 12', '+494030068812'],
  ['DE', '+49 89 123456-0 Durchwahl -12', '+498912345612'],
  ['DE', '030 901820 App. 12', '+493090182012'],
  ['DE', '030 901820 Nst. 12', '+493090182012'],
  ['DE', 'Durchwahl: 030 9018-20', '+4930901820'],
  ['DE', '030 901820 intern 12', '+4930901820'],
  ['DE', '030 901820 int. 12', '+4930901820'],
  ['DE', '030 901820 x12', '+4930901820'],
  ['DE', '+49 30 901820;ext=12', '+4930901820'],
  ['CH', '044 668 18 00 DW 12', '+41446681800'],
  ['US', '(425) 882-8080 ext 123', '+14258828080'],
  ['DE', '(+49) 89 1234560', '+49891234560'],
  ['DE', '(0049) 89 1234560', '+49891234560'],
  ['DE', '0049 (0) 89 123456', '+4989123456'],
  ['DE', '+49-(0)89-123456', '+4989123456'],
  ['DE', '+ 49 89 123456', '+4989123456'],
  ['DE', '+49\u00A089\u00A0–\u00A0123456', '+4989123456'],
  ['DE', 'Tel.: 089/123456-0', '+49891234560'],
  ['DE', 'Tel.-Nr.: 089 123456', '+4989123456'],
  ['DE', 'Telefon (geschäftlich): 089 123456', '+4989123456'],
  ['DE', 'T +49 89 123456-0', '+49891234560'],
  ['DE', 'Fon 089 123456', '+4989123456'],
  ['DE', 'Mobil: 0171 1234567', '+491711234567'],
  ['DE', 'Tel./Fax: 089 123456', '+4989123456'],
  ['DE', 'Tel.: 089 123456-0, Fax: 089 123456-99', '+49891234560'],
  ['DE', '☎ 089 123456', '+4989123456'],
  ['DE', '089 123456 (Zentrale)', '+4989123456'],
  ['DE', '089 123456 Zentrale', '+4989123456'],
  ['DE', '089 123456 (Mo–Fr 9–17 Uhr)', '+4989123456'],
  ['DE', '0 43 51 / 71 23-0', '+49435171230'],
  ['DE', '(0 89) 12 34 56', '+4989123456'],
  ['DE', 'https://wa.me/491711234567', '+491711234567'],
] as const;

const WRONG = [
  ['DE', '12'],
  ['DE', '110'],
  ['DE', '0000000'],
  ['DE', 'abc'],
  ['DE', '030 901820 abc'],
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

const SEVERAL = [
  '030 901820 oder 0171 1234567',
  '089/123456-0 oder 0171/1234567',
  '089 123456 / 0171 1234567',
  '+49 30 901820 / +49 171 1234567',
  '030 901820, 030 901821',
  '030 901820; 030 901821',
  '030 901820 & 030 901821',
  '030 901820-11/-12',
];

const FAXES = [
  'Fax: 089 123456',
  'Telefax 089 123456',
  'Fax-Nr.: 089 123456',
  'Faxnummer 089 123456',
  'F: 089 123456',
];

const SHOWN = [
  ['+4930901820', '+49 30 901820'],
  ['+4315129912', '+43 1 5129912'],
  ['+41446681800', '+41 44 668 18 00'],
  ['+14258828080', '+1 425 882 8080'],
  ['030 abc', '030 abc'],
  ['', ''],
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

  it('is one: of several the person says which', () => {
    for (const text of SEVERAL) {
      assert.equal(read(phone(known({ companyCountry: 'DE' })), text), '[phone.several]', text);
    }
  });

  it('is answered by somebody: a fax is none', () => {
    for (const text of FAXES) {
      assert.equal(read(phone(known({ companyCountry: 'DE' })), text), '[phone.fax]', text);
    }
  });

  it('is shown in international form, and read again as the same', () => {
    for (const [kept, shown] of SHOWN) {
      assert.equal(phoneShown(kept), shown);
      if (kept.startsWith('+')) assert.equal(read(phone(known()), shown), kept);
    }
  });

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
