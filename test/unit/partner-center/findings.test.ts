import assert from 'node:assert/strict';
import { beginEnrollment, type Enrollment } from '../../../services/enrollment/enrollment.ts';
import { MILESTONE_IDS, type Fact } from '../../../services/enrollment/milestones.ts';
import { addressDoubts } from '../../../services/partner-center/polling/address-doubts.ts';
import {
  agreementUpdate,
  relationshipUpdate,
  vettingUpdate,
} from '../../../services/partner-center/polling/findings.ts';
import { nextDue, topicsFor } from '../../../services/partner-center/polling/topics.ts';

const TENANT = '00000000-0000-4000-8000-0000000c0115';
const OWN = '11111111-1111-4111-8111-111111111111';
const NOW = new Date('2026-11-23T09:00:00Z');
const EARLIER = '2026-11-20T09:00:00Z';
const BY = { personId: 'p', name: 'Ada', joinedAt: EARLIER };
const RESELLER = { tenantId: TENANT, partnerId: '77', country: 'DE', isActive: true };

function company(...facts: readonly Partial<Fact>[]): Enrollment {
  const enrollment = beginEnrollment('e', TENANT, { by: BY, at: EARLIER });
  const full = facts.map((fact) => ({
    milestone: 'mpaSigned' as const,
    state: 'done' as const,
    source: 'self',
    at: EARLIER,
    ...fact,
  }));
  const standing = Object.fromEntries(full.map((fact) => [fact.milestone, fact]));
  return { ...enrollment, standing };
}

describe('a finding about the agreement', () => {
  it('is news when nobody knew, and quiet when it was reported', () => {
    const news = agreementUpdate(company(), 'signed', NOW);
    const known = agreementUpdate(company({}), 'signed', NOW);

    assert.deepEqual(news.news?.data, { signed: true });
    assert.deepEqual(known, { facts: [{ milestone: 'mpaSigned', state: 'done' }] });
  });

  it('contradicts a report only when that is a day old', () => {
    const fresh = company({ at: '2026-11-23T08:00:00Z' });

    assert.deepEqual(agreementUpdate(fresh, 'notSigned', NOW), { facts: [] });
    assert.deepEqual(agreementUpdate(company({}), 'notSigned', NOW).news?.data, { signed: false });
  });

  it('has another mark each time that it turns', () => {
    const first = agreementUpdate(company(), 'signed', NOW);
    const open = company({ state: 'open', source: 'partnerCenter' });

    assert.notEqual(first.news?.mark, agreementUpdate(open, 'signed', NOW).news?.mark);
  });

  for (const status of [
    'noReseller',
    'unknownTenant',
    'unknownPartnerId',
    'otherRegion',
  ] as const) {
    it(`moves nothing when the answer is ${status}`, () => {
      assert.deepEqual(agreementUpdate(company({}), status, NOW), { facts: [] });
    });
  }
});

describe('a finding about the relationship', () => {
  it('takes a PartnerID only with its country', () => {
    const other = { ...RESELLER, tenantId: OWN };
    const answers = {
      partnerId: {
        values: { partnerId: '77', partnerIdCountry: 'DE' },
        origins: {},
        at: EARLIER,
        by: 'p',
      },
    };
    const enrollment = { ...company(), answers };

    assert.ok(relationshipUpdate(enrollment, [other], 'N').news);
    assert.deepEqual(relationshipUpdate(enrollment, [{ ...other, country: 'FR' }], 'N'), {
      facts: [],
    });
    assert.deepEqual(relationshipUpdate(company(), [{ ...other, partnerId: undefined }], 'N'), {
      facts: [],
    });
  });

  it('says nothing of a state that is not documented', () => {
    const linked = company({ milestone: 'providerAuthorized', source: 'partnerCenter' });

    assert.deepEqual(relationshipUpdate(linked, [{ ...RESELLER, isActive: false }], 'N'), {
      facts: [],
    });
  });

  it('takes back only what Partner Center itself has said', () => {
    const ours = company({ milestone: 'providerAuthorized', source: 'partnerCenter' });
    const theirs = company({ milestone: 'providerAuthorized', source: 'self' });

    assert.equal(relationshipUpdate(ours, [], 'N').news?.type, 'csp.provider.removed');
    assert.deepEqual(relationshipUpdate(theirs, [], 'N'), { facts: [] });
  });
});

describe('a finding about the verification', () => {
  it('is told with its check, and not at all when there is none', () => {
    const rejected = vettingUpdate(company(), { vetting: 'rejected', check: 'business' });

    assert.deepEqual(rejected.news?.data, { status: 'rejected', check: 'business' });
    assert.deepEqual(vettingUpdate(company(), { vetting: 'none', check: undefined }), {
      facts: [],
    });
  });
});

describe('watching a company', () => {
  const upTo = (count: number): Enrollment =>
    company(...MILESTONE_IDS.slice(0, count).map((milestone) => ({ milestone })));

  for (const [count, watched] of [
    [0, []],
    [1, ['prepared']],
    [3, ['prepared']],
    [5, ['prepared', 'mpaSigned']],
    [7, ['prepared', 'mpaSigned', 'providerAuthorized']],
    [9, ['prepared', 'mpaSigned', 'providerAuthorized', 'customerInvited']],
    [10, []],
  ] as const) {
    it(`means ${watched.join(', ') || 'nothing'} after ${count} milestones`, () => {
      assert.deepEqual(topicsFor(upTo(count), OWN), watched);
    });
  }

  it('looks at the verification of the tenant whose credentials it has', () => {
    assert.ok(topicsFor(upTo(3), TENANT).includes('verified'));
  });

  it('asks soon what is awaited, daily what rests, and ever later what fails', () => {
    const at = NOW.getTime();
    const minutes = (failures: number, enrollment: Enrollment): number =>
      (nextDue('mpaSigned', enrollment, { failures, at, chance: 0.5 }) - at) / 60_000;

    assert.equal(minutes(0, company()), 30);
    assert.equal(minutes(0, company({})), 24 * 60);
    assert.deepEqual(
      [1, 2, 3, 9].map((failures) => minutes(failures, company())),
      [30, 60, 120, 720],
    );
  });
});

describe('a doubt about an address', () => {
  const address = { street: 'A 1', city: 'B', state: '', postalCode: '1011', country: 'DE' };
  const rules = {
    isStateRequired: true,
    isPostalCodeRequired: true,
    postalCodePattern: '^\\d{5}$',
  };

  it('comes from the rules and from the verdict', () => {
    assert.deepEqual(addressDoubts(address, rules, 'wrong'), [
      'addressWrong',
      'postalCode',
      'state',
    ]);
    assert.deepEqual(addressDoubts(address, undefined, 'unchecked'), []);
  });

  it('does not come from a pattern that is none, or that would take long', () => {
    const slow = { ...rules, isStateRequired: false, postalCodePattern: '^(a+)+$' };
    const code = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!';

    assert.deepEqual(addressDoubts({ ...address, postalCode: code }, slow, 'good'), []);
    assert.deepEqual(addressDoubts(address, { ...slow, postalCodePattern: '(' }, 'good'), []);
  });
});
