// A choice made by typing instead of clicking.

import assert from 'node:assert/strict';
import { readChoice } from '../../../services/reading/choice.ts';

const OPTIONS = [
  { name: 'new', label: 'Noch keine PartnerID' },
  { name: 'member', label: 'PartnerID vorhanden' },
  { name: 'csp', label: 'Bereits im CSP-Programm' },
  { name: 'direct', label: 'Partner mit direkter Abrechnung' },
];

const READ = [
  ['1', 'new'],
  ['4.', 'direct'],
  ['csp', 'csp'],
  ['CSP!', 'csp'],
  ['Bereits im CSP Programm', 'csp'],
  ['direkter Abrechnung', 'direct'],
  ['vorhanden', 'member'],
  ['PartnerID', undefined],
  ['0', undefined],
  ['5', undefined],
  ['im', undefined],
  ['', undefined],
  ['etwas anderes', undefined],
] as const;

describe('a typed choice', () => {
  for (const [text, name] of READ) {
    it(`reads "${text}" as ${name ?? 'none'}`, () => {
      assert.equal(readChoice(text, OPTIONS), name);
    });
  }
});
