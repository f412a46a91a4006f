// The registration number: demanded in 24 countries, free elsewhere.

import assert from 'node:assert/strict';
import {
  registrationId,
  registrationIdForm,
} from '../../../../services/enrollment/rules/registration-id.ts';
import numberForms from '../../../../services/enrollment/data/registration-numbers.json' with { type: 'json' };
import { known, read } from '../../../support/enrollment-samples.ts';

const DEMANDED = 'AM AZ BY BR HU IN IQ KZ KG MD MM PL RU SA ZA SS TJ TH TR UA AE UZ VE VN'.split(
  ' ',
);
const FREE = 'DE AT CH LI FR GB US CN IT ES NL CZ'.split(' ');

const RIGHT = {
  PL: '526-025-02-74|PL 526-025-02-74|PL5260250274|NIP: 526 025 02 74|KRS 0000127206|REGON 192598184',
  HU: '12892312-2-42|HU12892312|12892312|01-09-123456|Cg. 01-09-123456',
  BR: '16.727.230/0001-97',
  IN: '27AAPFU0939F1ZV|GSTIN: 27AAPFU0939F1ZV|U72200KA2013PTC097389',
  TR: '4540536920|VKN: 4540536920',
  RU: '7707083893|ИНН 7707083893|1027700132195',
  UA: '32855961',
  ZA: '2012/123456/07',
  TH: '0994000617721',
  VN: '0100233488|0100233488-001',
  VE: 'J-00002961-0',
  MD: '1008600038413',
  BY: '200988541',
  AZ: '1400057421',
  SA: '1010123456',
  KZ: '123',
  AE: 'CN-1234567',
  DE: 'HRB 12345|HRB 12345 B|HRB12345|HRB Nr. 12345|Amtsgericht München, HRB 12345|HRA 1|GnR 123|VR 1234|DE136695976|DE 136695976|DE123456789|USt-IdNr.: DE 136695976|123/456/78901|DEK1101R.HRB116737',
  AT: 'FN 123456a|FN123456 a|123456a|FN 123456a, HG Wien|ATU13585627|ATU 13585627',
  CH: 'CHE-123.456.789|CHE-100.155.212 MWST|CHE100155212|CH-020.3.012.345-6',
  LI: 'FL-0002.123.456-7',
  FR: '443 121 975|RCS Paris 443 121 975|732 829 320 00074|FR40303265045',
  NL: 'KvK 12345678|NL004495445B01',
  IT: 'IT00743110157|P.IVA 00743110157|MI-1234567',
  GB: 'SC123456|Company No. 01234567|GB 980 7806 84',
  CZ: '25123891|IČO: 25123891|CZ25123891',
  SE: '556036-0793|SE556036079301',
  NO: '988 077 917 MVA',
  DK: 'DK-13585628',
  FI: '2077474-0|FI20774740',
  BE: 'BE 0403.019.261',
  LU: 'B123456',
  IE: '123456',
  ES: 'J99216582|B12345678',
} as const;

const NO_NUMBERS = 'GmbH|Test|?|😀|siehe oben|0000000000|111111111|000-000-00-00|HRB 00000|abc';

const DOUBTFUL = [
  ['PL', '526-025-02-75', 'registrationId.form'],
  ['PL', '1234567890', 'registrationId.form'],
  ['PL', 'HRB 12345', 'registrationId.form'],
  ['HU', '12345', 'registrationId.form'],
  ['BR', '12.345.678/0001-00', 'registrationId.form'],
  ['DE', '12345', 'registrationId.form'],
  ['DE', '1234567890', 'placeholder.likely'],
  ['AT', 'HRB 12345', 'registrationId.form'],
  ['SA', '1234567890', 'placeholder.likely'],
  ['KZ', '123456789', 'placeholder.likely'],
] as const;

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
    assert.equal(read(rule, '12'.repeat(30)), '12'.repeat(30));
    assert.equal(read(rule, '12'.repeat(31)), '[tooLong]');
  });

  it('that says nothing is refused', () => {
    for (const country of ['PL', 'DE', 'SA']) {
      for (const text of NO_NUMBERS.split('|')) {
        const rule = registrationId(known({ values: { country } }));
        assert.equal(read(rule, text), '[registrationId.noNumber]', text);
      }
    }
  });

  it('that is said not to exist is empty, and so refused where it is demanded', () => {
    for (const text of [
      '-',
      '–',
      'n/a',
      'N/A',
      'keine',
      'Keine.',
      'k. A.',
      'none',
      'nicht vorhanden',
    ]) {
      assert.equal(read(registrationId(known({ values: { country: 'DE' } })), text), '', text);
      const demanded = registrationId(known({ values: { country: 'PL' } }));
      assert.equal(read(demanded, text), '[registrationId.required]', text);
    }
  });

  for (const [country, numbers] of Object.entries(RIGHT)) {
    it(`of a form that ${country} knows passes`, () => {
      for (const number of numbers.split('|')) {
        const facts = known({ values: { country } });
        assert.equal(read(registrationId(facts), number), number);
        assert.equal(registrationIdForm(number, facts), undefined, number);
      }
    });
  }

  for (const [country, number, code] of DOUBTFUL) {
    it(`${number} in ${country} is doubted as ${code}`, () => {
      const doubt = registrationIdForm(number, known({ values: { country } }));

      assert.equal(typeof doubt === 'object' ? doubt.code : doubt, code);
    });
  }

  it('has examples that are of the country’s form themselves', () => {
    for (const [country, { examples }] of Object.entries(numberForms)) {
      for (const example of examples.split(', ')) {
        const facts = known({ values: { country } });
        assert.equal(registrationIdForm(example, facts), undefined, `${country} ${example}`);
      }
    }
  });
});
