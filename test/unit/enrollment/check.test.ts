// A step's rules together: what is known from other steps, what is kept of refused values, what never is.

import assert from 'node:assert/strict';
import { check } from '../../../services/enrollment/check.ts';
import { recordStep } from '../../../services/enrollment/record-step.ts';
import { fieldsOf, STEP_IDS } from '../../../services/enrollment/steps.ts';
import {
  act,
  answered,
  begun,
  complete,
  GOOD,
  recorded,
} from '../../support/enrollment-samples.ts';

function codes({ refusals, doubts }: ReturnType<typeof check>): readonly string[] {
  return [...refusals, ...doubts].map(({ field, code }) => `${field}: ${code}`);
}

describe('the check of a step', () => {
  for (const step of STEP_IDS) {
    it(`finds nothing wrong with good values: ${step}`, () => {
      assert.deepEqual(codes(check(complete(), step, GOOD[step])), []);
    });
  }

  it('takes missing inputs for empty ones', () => {
    assert.deepEqual(codes(check(begun(), 'contact', {})), [
      'firstName: required',
      'lastName: required',
      'email: required',
      'phone: required',
    ]);
  });

  it('takes no inputs the step does not have', () => {
    const { clean } = check(begun(), 'situation', { situation: 'new', email: 'x', __proto__: 'y' });

    assert.deepEqual(clean, { situation: 'new' });
  });

  it('demands nothing that is optional', () => {
    assert.deepEqual(codes(check(begun(), 'partnerId', {})), []);
    assert.deepEqual(
      codes(check(complete(), 'support', { ...GOOD.support, supportWebsite: '' })),
      [],
    );
  });

  it('demands PartnerID and country together', () => {
    const tenant = answered('situation', 'account');

    assert.deepEqual(codes(check(tenant, 'partnerId', { partnerId: '4567890' })), [
      'partnerIdCountry: partnerIdCountry.missing',
    ]);
    assert.deepEqual(codes(check(tenant, 'partnerId', { partnerIdCountry: 'DE' })), [
      'partnerId: partnerId.missing',
    ]);
    assert.deepEqual(
      codes(check(tenant, 'partnerId', { partnerId: '4567890', partnerIdCountry: 'FR' })),
      ['partnerIdCountry: partnerIdCountry.otherThanTenant'],
    );
  });

  it('reads the address with the country that is sent with it', () => {
    const american = { ...GOOD.company, country: 'USA', postalCode: '98052' };

    assert.deepEqual(codes(check(complete(), 'company', american)), ['state: required']);
    assert.deepEqual(codes(check(complete(), 'company', { ...american, state: 'Washington' })), []);
  });

  it('demands the registration number of the country that is sent with it', () => {
    const polish = { ...GOOD.company, country: 'Polen', postalCode: '00-950', registrationId: '' };

    assert.deepEqual(codes(check(complete(), 'company', polish)), [
      'registrationId: registrationId.required',
    ]);
  });

  it('keeps line breaks and markup out of no value, but on one line', () => {
    const legalName = '<b>Contoso</b>\n**GmbH** [x](https://evil.example)';

    const { clean } = check(begun(), 'company', { ...GOOD.company, legalName });

    assert.equal(clean['legalName'], '<b>Contoso</b> **GmbH** [x](https://evil.example)');
  });

  it('takes persons of every script', () => {
    for (const firstName of [
      'Łukasz',
      'Ελένη',
      'Иван',
      'فاطمة',
      '太郎',
      'J. R.',
      'Müller-Lüdenscheidt',
    ]) {
      assert.deepEqual(codes(check(complete(), 'contact', { ...GOOD.contact, firstName })), []);
    }
  });
});

describe('a phone number of a step', () => {
  const phoneOf = (enrollment: ReturnType<typeof begun>) =>
    check(enrollment, 'contact', { ...GOOD.contact, phone: '01 5125000' });

  it('in national form is read with the company’s country', () => {
    const austrian = {
      country: 'AT',
      postalCode: '1010',
      city: 'Wien',
      registrationId: 'FN 123456a',
    };
    const enrollment = recorded(answered('situation', 'account', 'partnerId'), 'company', austrian);

    assert.equal(phoneOf(enrollment).clean['phone'], '+4315125000');
  });

  it('in national form is read with the tenant’s country before the company’s is known', () => {
    const enrollment = recorded(answered('situation'), 'account', { tenantCountry: 'AT' });

    assert.equal(phoneOf(enrollment).clean['phone'], '+4315125000');
  });

  it('in national form is refused while no country is known', () => {
    assert.deepEqual(codes(phoneOf(begun())), ['phone: phone.noCountry']);
  });
});

describe('the domains of a step', () => {
  it('doubt a website that is not the contact’s, though the one before was', () => {
    const supportWebsite = 'https://fabrikam.example';

    assert.deepEqual(codes(check(complete(), 'support', { ...GOOD.support, supportWebsite })), [
      'supportWebsite: website.otherDomain',
    ]);
  });

  it('doubt a contact that is not the website’s', () => {
    const email = 'anna@fabrikam.example';

    assert.deepEqual(codes(check(complete(), 'contact', { ...GOOD.contact, email })), [
      'email: email.otherDomain',
    ]);
    assert.deepEqual(
      codes(check(answered('situation', 'account'), 'contact', { ...GOOD.contact, email })),
      [],
    );
  });

  it('doubt a tenant’s first domain once, not also as another domain', () => {
    const email = 'anna@contoso.onmicrosoft.com';

    assert.deepEqual(codes(check(complete(), 'contact', { ...GOOD.contact, email })), [
      'email: email.onmicrosoft',
    ]);
  });
});

describe('a refused value', () => {
  it('is kept as it was sent, to be mended', () => {
    const { clean } = check(begun(), 'contact', { ...GOOD.contact, email: ' Anna@Gmail.com ' });

    assert.equal(clean['email'], ' Anna@Gmail.com ');
  });

  it('is cut when it is a book', () => {
    const { clean, refusals } = check(complete(), 'contact', {
      ...GOOD.contact,
      lastName: 'x'.repeat(250_000),
    });

    assert.equal(clean['lastName'], 'x'.repeat(500));
    assert.deepEqual(
      refusals.map(({ code }) => code),
      ['tooLong'],
    );
  });

  const SECRETS = [
    ['contact', 'lastName', 'Mein Passwort ist Geheim123!'],
    ['contact', 'lastName', '4111 1111 1111 1111'],
    ['contact', 'phone', '4111 1111 1111 1111'],
    ['contact', 'phone', 'TAN 123456'],
    ['contact', 'firstName', '123 456'],
    ['company', 'registrationId', 'DE89 3704 0044 0532 0130 00'],
    ['company', 'street', 'IBAN GB29NWBK60161331926819'],
    ['partnerId', 'partnerId', 'Code: 123456'],
    ['support', 'supportWebsite', 'Passwort: hund'],
    ['situation', 'situation', 'Passwort: hund'],
  ] as const;

  for (const [step, field, text] of SECRETS) {
    it(`that must never be kept is not kept: "${text}" as ${field}`, () => {
      const values = { ...GOOD[step], [field]: text };
      const { kind, enrollment } = recordStep(complete(), { step, values }, act());

      assert.deepEqual(codes(check(complete(), step, values)).slice(0, 1), [`${field}: neverKept`]);
      assert.equal(kind, 'refused');
      assert.equal(JSON.stringify(enrollment).includes(text), false);
      assert.equal(enrollment.draft?.values[field], '');
    });
  }

  it('of digits is no one-time code where digits are asked for', () => {
    const indian = { ...GOOD.company, country: 'IN', postalCode: '110001', state: 'Delhi' };

    assert.deepEqual(codes(check(complete(), 'company', { ...indian, registrationId: '123456' })), [
      'registrationId: registrationId.form',
    ]);
    assert.deepEqual(
      codes(check(begun(), 'partnerId', { partnerId: '123456', partnerIdCountry: 'DE' })),
      [],
    );
  });
});

describe('the fields', () => {
  it('have the names of the contract', () => {
    const names = Object.fromEntries(
      STEP_IDS.map((step) => [
        step,
        fieldsOf(step)
          .filter(({ hidden }) => hidden !== true)
          .map(({ id }) => id)
          .sort(),
      ]),
    );

    assert.deepEqual(names, {
      situation: ['situation'],
      account: ['tenantCountry', 'workAccount'],
      partnerId: ['partnerId', 'partnerIdCountry'],
      company: ['city', 'country', 'legalName', 'postalCode', 'registrationId', 'state', 'street'],
      contact: ['email', 'firstName', 'lastName', 'phone'],
      support: ['supportEmail', 'supportPhone', 'supportWebsite'],
    });
  });
});
