// Names of companies, persons, streets and cities: what is no answer, what is hardly one, and what only looks so.

import assert from 'node:assert/strict';
import { check } from '../../../../services/enrollment/check.ts';
import { COMPANIES, FOREIGN_COMPANIES, PERSONS } from '../../../fixtures/real-names.ts';
import { begun, codesOf, complete, GOOD } from '../../../support/enrollment-samples.ts';

const NO_COMPANIES = {
  'name.oneCharacter': 'X|x|7|1 2 3|A B C|999|aaaaaa|xxx|XXXX|0000',
  noAnswer:
    '&$^#|-|–|—|.|…|?|!!!|n/a|N/A|n.a.|keine|Keine Angabe|k.A.|unbekannt|siehe oben|s. o.|Test|test 1|TEST123|asdf|asdfasdf|qwertz|qwerty|yxcvbn|😀|😀😀|tbd|none|siehe Website|foo bar|wird nachgereicht|lorem ipsum',
  'name.legalFormOnly':
    'GmbH|gmbh|G.m.b.H.|UG|UG (haftungsbeschränkt)|AG|Ltd.|Ltd|Inc|Inc.|LLC|L.L.C.|S.r.l.|S.p.A.|Kft.|Zrt.|sp. z o.o.|Sp. z o.o. sp. k.|GmbH & Co. KG|GmbH u. Co. KG|UG (haftungsbeschränkt) & Co. KG|SE & Co. KGaA|S.à r.l.|SARL|s.r.o.|d.o.o.|Oy|AB|A/S|ApS|B.V.|N.V.|S.A.|S.L.|Lda|e.K.|e.V.|OHG|KG|Pty Ltd|Pvt. Ltd.|Private Limited|Sdn Bhd|Corporation|Incorporated|Aktiengesellschaft|Gesellschaft mit beschränkter Haftung',
  tooLong: 'a b'.repeat(100),
  required: '|   |\t',
} as const;

const UNLIKELY_COMPANIES =
  'Muster GmbH|Mustermann GmbH|Musterfirma|Muster GmbH & Co. KG|Test GmbH|Testfirma GmbH|Test 1 GmbH|Beispiel AG|Meine Firma GmbH|Firma|My Company Ltd|Company Name|Asdf GmbH|12345|1234 5678|XYZ GmbH|Admin|Demo Inc.|n/a GmbH';

const NO_PERSONS = {
  noAnswer:
    'Test|test|TEST 2|Testing|Admin|admin1|Administrator|nobody|keine Angabe|n/a|k. A.|Vorname|Nachname|User|unbekannt|anonym|asdf|aaa|xxx|keine',
  'name.noLetters': '-|123|12 34|😀😀|😀|...|?|&$^#|1️⃣',
  required: '| ',
} as const;

const UNLIKELY_PERSONS = {
  'name.oneLetter': 'A|A.|Ö|x',
  'placeholder.likely':
    'Mustermann|Musterfrau|Null|None|Keiner|Niemand|Tester|Brak|Herr|Geschäftsführer|Vertrieb',
  'name.long': 'Anna-Maria Theodora Josephine Wilhelmina-Luise',
} as const;

function company(legalName: string): readonly string[] {
  return codesOf(check(begun(), 'company', { ...GOOD.company, legalName }));
}

function person(field: 'firstName' | 'lastName', name: string): readonly string[] {
  return codesOf(check(begun(), 'contact', { ...GOOD.contact, [field]: name })).filter((code) =>
    code.startsWith(field),
  );
}

describe('a legal name', () => {
  for (const [code, names] of Object.entries(NO_COMPANIES)) {
    it(`is refused as ${code}`, () => {
      for (const name of names.split('|')) {
        assert.deepEqual(company(name), [`legalName: ${code}`], name);
      }
    });
  }

  it('of a sample is doubted', () => {
    for (const name of UNLIKELY_COMPANIES.split('|')) {
      assert.deepEqual(company(name), ['legalName: placeholder.likely'], name);
    }
  });

  it('that is real is neither', () => {
    for (const name of COMPANIES) assert.deepEqual(company(name), [], name);
  });

  it('in other letters is doubted for its letters alone', () => {
    for (const name of FOREIGN_COMPANIES) {
      assert.equal(company(name).includes('legalName: placeholder.likely'), false, name);
      assert.deepEqual(company(name).at(-1), 'legalName: name.notWestern', name);
    }
  });
});

describe('a contact’s name', () => {
  for (const field of ['firstName', 'lastName'] as const) {
    for (const [code, names] of Object.entries(NO_PERSONS)) {
      it(`is refused as ${code} (${field})`, () => {
        for (const name of names.split('|')) {
          assert.deepEqual(person(field, name), [`${field}: ${code}`], name);
        }
      });
    }

    for (const [code, names] of Object.entries(UNLIKELY_PERSONS)) {
      it(`is doubted as ${code} (${field})`, () => {
        for (const name of names.split('|')) {
          assert.deepEqual(person(field, name), [`${field}: ${code}`], name);
        }
      });
    }

    it(`that is real is neither (${field})`, () => {
      for (const name of PERSONS) assert.deepEqual(person(field, name), [], name);
    });
  }

  it('of John Doe is doubted, of Ellen Doe is not', () => {
    const doe = (firstName: string) =>
      codesOf(check(complete(), 'contact', { ...GOOD.contact, firstName, lastName: 'Doe' }));

    assert.deepEqual(doe('John'), ['lastName: placeholder.likely']);
    assert.deepEqual(doe('Ellen'), []);
  });
});
