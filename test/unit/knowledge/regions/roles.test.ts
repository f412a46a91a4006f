// Countries found in sentences: names, forms, typos, roles, and words that only look like countries.

import assert from 'node:assert/strict';
import { castOf, type Cast } from '../../../../services/knowledge/regions/roles.ts';
import { readSentence } from '../../../../services/knowledge/regions/sentence.ts';

function countriesIn(text: string): readonly Cast[] {
  return castOf(readSentence(text));
}

/** „AT:own CH?:customer“: code, a question mark where guessed, role. */
function found(text: string): string {
  const mentions = countriesIn(text).flatMap(({ place: { codes, sure }, role }) =>
    codes.map((code) => `${code}${sure ? '' : '?'}${role === undefined ? '' : `:${role}`}`),
  );
  return mentions.join(' ');
}

const FORMS: Readonly<Record<string, string>> = {
  DE: 'Deutschland|Germany|Deutschlands|germany’s|BRD|deutsche Firma|deutschem|deutscher|die Deutschen|German customers',
  AT: 'Österreich|Oesterreich|Osterreich|Austria|österreichisch|österreichischen|Austrian|Österreicher',
  CH: 'Schweiz|Switzerland|Schweizer|schweizerische|schweizerischen|Swiss|Schweizkunden',
  GB: 'UK|U.K.|uk|Großbritannien|Great Britain|England|Schottland|Vereinigten Königreich|United Kingdom|britische|British|englische Kunden',
  US: 'USA|U.S.A.|the US|US-Kunden|us customers|Vereinigten Staaten|Amerika|amerikanische|American',
  NL: 'Niederlande|Niederlanden|Holland|the Netherlands|niederländische|holländischer|Dutch',
  TR: 'Türkei|Tuerkei|Turkei|Turkey|Türkiye|türkisch|Turkish',
  CZ: 'Tschechien|Tschechei|Tschechischen Republik|Czechia|Czech Republic|Czech|tschechischer',
  PL: 'Polen|Polens|Poland|polnisch|polnische|Polish',
  KR: 'Südkorea|Süd Korea|South Korea|koreanische',
  AE: 'UAE|VAE|Vereinigten Arabischen Emiraten|Emirates',
  ZA: 'Südafrika|South Africa|südafrikanische',
  IS: 'Island|Iceland|isländisch|Icelandic',
  IM: 'Isle of Man|Insel Man',
  CK: 'Cook Islands|Cookinseln',
  CX: 'Christmas Island',
  NE: 'Niger',
  NG: 'Nigeria|nigerianisch',
  GN: 'Guinea',
  GW: 'Guinea-Bissau',
  PG: 'Papua New Guinea',
  OM: 'Oman',
  BA: 'Bosnien|Bosnia & Herzegovina|Bosnien und Herzegowina|bosnische',
  AS: 'American Samoa',
  VG: 'British Virgin Islands',
  KP: 'North Korea|Nordkorea',
  BY: 'Belarus|Weißrussland|weißrussische|Belarusian',
  MK: 'Nordmazedonien|Macedonia',
  RS: 'Serbien|serbische|Serbian',
  UA: 'Ukraine|ukrainische|Ukrainian',
  BR: 'Brasilien|brasilianische|Brazilian',
  'DE AT CH': 'DACH|D-A-CH|Deutschland, Österreich, Schweiz',
};

/** Cities and states: the country follows, but was not said. */
const PLACES: Readonly<Record<string, string>> = {
  DE: 'Bayern|Munich',
  AT: 'Tirol|Wien',
  CH: 'Zürich|Zurich',
  US: 'Kalifornien|New Jersey|New Mexico|Georgia, USA',
  AE: 'Dubai',
};

const TYPOS: Readonly<Record<string, string>> = {
  DE: 'Deutchland|Deutshcland|Gemany|deutshce',
  AT: 'Östereich|Oesterreihc|Austra',
  CH: 'Schweitz|Swizerland|Schweitzer Kunden',
  GB: 'Grosbritannien|United Kindgom',
  FR: 'Frankriech|Frnace',
  TR: 'Türckei|Turky',
  KR: 'South Koera',
  NZ: 'New Zeeland',
  GE: 'Georgia',
};

const NO_COUNTRY =
  'auf Deutsch|in English|die deutsche Seite|auf Englisch bitte|do you speak German|German version|kann man das|an island|Roman|please tell us|supply us|das ist so|in it|Schweizer Franken|US-Dollar|schweren|selben|politische Gründe|inländische Kunden|finish|status|Inland|the islands|North America| |🙂|constructor __proto__';

const ROLES: readonly (readonly [string, string])[] = [
  ['Wir sind in Wien und wollen nach Polen', 'AT?:own PL:to'],
  ['unser Sitz ist in der Schweiz', 'CH:own'],
  ['our company in Ireland', 'IE:own'],
  ['customers in Norway', 'NO:customer'],
  ['Schweizer Kunden', 'CH:customer'],
  ['polnische, tschechische und ungarische Kunden', 'PL:customer CZ:customer HU:customer'],
  ['Kunden in Polen und in Ungarn', 'PL:customer HU:customer'],
  ['ein Distributor mit Sitz in Frankreich', 'FR:provider'],
  ['from Germany to Austria or Switzerland', 'DE:from AT:to CH:to'],
  ['deutsche Firma, dänischer Anbieter', 'DE:own DK:provider'],
  ['von Deutschlnad aus', 'DE?:from'],
];

describe('countries in a sentence', () => {
  for (const [code, forms] of Object.entries(FORMS)) {
    it(`finds ${code}`, () => {
      for (const form of forms.split('|')) {
        const places = countriesIn(`also ${form} vielleicht`).map(({ place }) => place);
        assert.equal([...new Set(places.flatMap(({ codes }) => codes))].join(' '), code, form);
        assert.ok(
          places.every(({ sure }) => sure),
          form,
        );
      }
    });
  }

  for (const [code, typos] of [...Object.entries(TYPOS), ...Object.entries(PLACES)]) {
    it(`guesses ${code}, and says so`, () => {
      for (const typo of typos.split('|'))
        assert.equal(found(typo).replace(/:.*/u, ''), `${code}?`, typo);
    });
  }

  for (const text of NO_COUNTRY.split('|')) {
    it(`finds none in "${text}"`, () => {
      assert.equal(found(text), '');
    });
  }

  for (const [text, mentions] of ROLES) {
    it(`tells roles: ${text}`, () => {
      assert.equal(found(text), mentions);
    });
  }

  it('tells where and in what form', () => {
    const [mention] = countriesIn('für Schweizer Kunden');

    assert.deepEqual([mention?.place.kind, mention?.place.at], ['adjective', 1]);
  });

  it('is done with a long text in time', () => {
    const start = performance.now();
    countriesIn('Oesterriech nach Polenn '.repeat(5000));
    assert.ok(performance.now() - start < 200);
  });
});
