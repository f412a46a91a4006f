// The PartnerID and its country: both or neither, and of the tenant's country.

import assert from 'node:assert/strict';
import { partnerId, partnerIdCountry } from '../../../../services/enrollment/rules/partner-id.ts';
import { known, read } from '../../../support/enrollment-samples.ts';

const NUMBERS = [
  ['1234', '1234'],
  ['4567890', '4567890'],
  ['1234567890', '1234567890'],
  ['0001234', '0001234'],
  [' 4 567 890 ', '4567890'],
  ['4.567.890', '4567890'],
  ['4567890\u200B', '4567890'],
  ['123', '[partnerId.format]'],
  ['12345678901', '[partnerId.format]'],
  ['MPN 4567890', '[partnerId.format]'],
  ['4567-890', '[partnerId.format]'],
  ['-4567890', '[partnerId.format]'],
  ['4567890x', '[partnerId.format]'],
  ['４５６７８９０', '[partnerId.format]'],
  ['٤٥٦٧٨٩٠', '[partnerId.format]'],
  ['4e10', '[partnerId.format]'],
  ['keine', '[partnerId.missing]'],
  ['-', '[partnerId.missing]'],
  ['9'.repeat(100_000), '[partnerId.format]'],
  ['', '[partnerId.missing]'],
  ['  ', '[partnerId.missing]'],
] as const;

const COUNTRIES = [
  ['DE', 'DE', 'DE'],
  ['Deutschland', 'DE', 'DE'],
  ['germany', 'DE', 'DE'],
  ['FR', 'DE', '[partnerIdCountry.otherThanTenant]'],
  ['Österreich', 'DE', '[partnerIdCountry.otherThanTenant]'],
  ['FR', undefined, 'FR'],
  ['Atlantis', 'DE', '[country.unknown]'],
  ['', 'DE', '[partnerIdCountry.missing]'],
] as const;

describe('a PartnerID', () => {
  for (const [text, outcome] of NUMBERS) {
    it(`written "${text.slice(0, 30)}" becomes ${outcome}`, () => {
      const rule = partnerId(known({ values: { partnerIdCountry: 'DE' } }));

      assert.equal(read(rule, text), outcome);
    });
  }

  it('may be left out together with its country', () => {
    const values = { partnerId: ' ', partnerIdCountry: '' };

    assert.equal(read(partnerId(known({ values })), ' '), '');
    assert.equal(read(partnerIdCountry(known({ values, tenantCountry: 'DE' })), ''), '');
  });
});

describe("a PartnerID's country", () => {
  for (const [text, tenantCountry, outcome] of COUNTRIES) {
    it(`written "${text}" for a tenant in ${tenantCountry ?? '?'} becomes ${outcome}`, () => {
      const rule = partnerIdCountry(known({ values: { partnerId: '4567890' }, tenantCountry }));

      assert.equal(read(rule, text), outcome);
    });
  }
});
