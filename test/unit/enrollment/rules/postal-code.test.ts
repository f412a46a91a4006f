// Postal codes of fifty countries: the spellings people use, and codes of elsewhere.

import assert from 'node:assert/strict';
import { postalCode } from '../../../../services/enrollment/rules/postal-code.ts';
import { known, read } from '../../../support/enrollment-samples.ts';

/** Country, codes that fit (as typed, or "as typed → as kept"), codes that do not. */
const CASES = [
  ['AM', '0010', '00101'],
  ['AR', 'C1002AAB; 1002', '10'],
  ['AT', '1010; A-1010 → 1010; A 1010 → 1010', '10115; 0100; D-1010'],
  ['AU', '2000', '200'],
  ['AZ', 'AZ1000; AZ 1000', 'AZ10'],
  ['BE', '1000; B-1000 → 1000', '0100; 10000'],
  ['BG', '1000', '10000'],
  ['BR', '01310-100', '0131'],
  ['BY', '220001', '2200'],
  ['CA', 'K1A 0B1; k1a0b1 → K1A0B1', 'D1A 0B1; 12345'],
  ['CH', '8001; CH-8001 → 8001', '0800; 80011'],
  ['CN', '100000', '1000'],
  ['CY', '1010', '10101'],
  ['CZ', '110 00; 11000', '1100'],
  [
    'DE',
    '10115; D-10115 → 10115; DE 10115 → 10115; 01067',
    '1011; 101155; 00000; 01000; A-10115; ABCDE; 10115 Berlin',
  ],
  ['DK', '1050; DK-1050 → 1050', '105'],
  ['EE', '10111', '1011'],
  ['ES', '28001; E-28001 → 28001', '99001; 2800'],
  ['FI', '00100', '0010'],
  ['FR', '75001; F-75001 → 75001', '00100; 7500; D-75001'],
  ['GB', 'SW1A 1AA; sw1a 1aa → SW1A 1AA; M1 1AE; EC1A1BB', '12345; SW1A'],
  ['GR', '104 31; 10431', '1043'],
  ['HR', '10000; HR-10000 → 10000', '100'],
  ['HU', '1051; H-1051 → 1051', '0051; 10511'],
  ['IE', 'D02 AF30; D02AF30 → D02 AF30', '12345'],
  ['IL', '9100001', '91'],
  ['IN', '110001; 110 001 → 110001', '010001; 1100'],
  ['IQ', '10001', '100'],
  ['IS', '101', '1011'],
  ['IT', '00118; I-00118 → 00118', '0011'],
  ['JP', '100-0001; 1000001 → 100-0001', '1000'],
  ['KG', '720000', '7200'],
  ['KR', '03051', '0305'],
  ['KZ', '010000', '0100'],
  ['LI', '9490; FL-9490 → 9490', '1010; 94900'],
  ['LT', 'LT-01100; 01100 → LT-01100', '0110'],
  ['LU', '1009; L-1009 → 1009', '10090'],
  ['LV', 'LV-1050; 1050 → LV-1050', '105'],
  ['MD', '2001; MD-2001 → 2001', '20'],
  ['MT', 'VLT 1117', '1117'],
  ['MX', '01000', '1000'],
  ['MY', '50000', '5000'],
  ['NL', '1012 AB; 1012ab → 1012AB', '1012; AB 1012'],
  ['NO', '0150; N-0150 → 0150', '01500'],
  ['NZ', '1010', '10'],
  ['PL', '00-950; PL-00-950 → 00-950', '0-950; 10115'],
  ['PT', '1000-001; 1000001 → 1000-001', '1000'],
  ['RO', '010011', '10011'],
  ['SE', '111 22; 11122; SE-111 22 → 111 22', '1112'],
  ['SG', '018956', '0189'],
  ['SI', '1000', '100'],
  ['SK', '811 01; 81101', '8110'],
  ['TR', '34000', '3400'],
  ['UA', '01001', '0100'],
  ['US', '98052; 98052-6399', '9805; K1A 0B1'],
  ['ZA', '0001', '00'],
] as const;

function list(codes: string): readonly (readonly [string, string])[] {
  return codes.split('; ').map((code) => {
    const [typed = '', kept = typed] = code.split(' → ');
    return [typed, kept];
  });
}

describe('a postal code', () => {
  for (const [country, right, wrong] of CASES) {
    it(`of ${country} is known from another`, () => {
      const rule = postalCode(known({ values: { country } }));

      for (const [typed, kept] of list(right)) assert.equal(read(rule, typed), kept);
      for (const [typed] of list(wrong))
        assert.equal(read(rule, typed), '[postalCode.format]', typed);
    });
  }

  it('is demanded where the country has codes', () => {
    assert.equal(read(postalCode(known({ values: { country: 'DE' } })), ' '), '[required]');
    assert.equal(read(postalCode(known({ values: { country: 'Germany' } })), ''), '[required]');
  });

  it('may be left out where the country has none', () => {
    assert.equal(read(postalCode(known({ values: { country: 'AE' } })), ''), '');
    assert.equal(read(postalCode(known({ values: { country: 'HK' } })), ''), '');
  });

  it('is left as it is while the country is not known', () => {
    assert.equal(read(postalCode(known({ values: { country: 'Atlantis' } })), 'x1'), 'X1');
  });

  it('of any country is short', () => {
    const tooLong = '1'.repeat(100_000);

    assert.equal(
      read(postalCode(known({ values: { country: 'DE' } })), tooLong),
      '[postalCode.format]',
    );
    assert.equal(read(postalCode(known()), tooLong), '[postalCode.format]');
  });
});
