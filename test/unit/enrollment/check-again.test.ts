import assert from 'node:assert/strict';
import { check } from '../../../services/enrollment/check.ts';
import { answered, begun, complete, GOOD, recorded } from '../../support/enrollment-samples.ts';

describe('an answer looked at again', () => {
  const moved = (country: string): ReturnType<typeof begun> =>
    recorded(complete(), 'company', { country, postalCode: '1010', city: 'Wien' });

  it('is the same as long as nothing that its rules read has changed', () => {
    const { situation } = GOOD;

    assert.equal(
      check(moved('AT'), 'situation', situation),
      check(begun(), 'situation', situation),
    );
  });

  it('is read with the country that the company moved to', () => {
    const sent = { ...GOOD.contact, phone: '01 5125000' };
    const before = check(complete(), 'contact', sent);

    const after = check(moved('AT'), 'contact', sent);

    assert.notEqual(before.clean['phone'], '+4315125000');
    assert.equal(after.clean['phone'], '+4315125000');
  });

  it('is doubted once the tenant is of another country', () => {
    const before = check(complete(), 'partnerId', GOOD.partnerId);
    const elsewhere = recorded(complete(), 'account', { tenantCountry: 'FR' });

    const after = check(elsewhere, 'partnerId', GOOD.partnerId);

    assert.deepEqual(codes(before), []);
    assert.deepEqual(codes(after), ['partnerIdCountry: partnerIdCountry.otherThanTenant']);
  });

  it('is doubted once the company’s domain is known', () => {
    const sent = { ...GOOD.contact, email: 'anna@fabrikam.example' };
    const before = check(answered('situation', 'account'), 'contact', sent);

    const after = check(complete(), 'contact', sent);

    assert.deepEqual(codes(before), []);
    assert.deepEqual(codes(after), ['email: email.otherDomain']);
  });
});

function codes({ refusals, doubts }: ReturnType<typeof check>): readonly string[] {
  return [...refusals, ...doubts].map(({ field, code }) => `${field}: ${code}`);
}
