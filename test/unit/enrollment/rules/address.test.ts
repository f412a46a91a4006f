// Streets and cities: placeholders, post-office boxes, and cities that lie elsewhere than their postal codes.

import assert from 'node:assert/strict';
import { check, type FieldFinding } from '../../../../services/enrollment/check.ts';
import { CITIES, STREETS } from '../../../fixtures/real-names.ts';
import { begun, GOOD } from '../../../support/enrollment-samples.ts';

const NO_STREETS =
  '-|–|.|?|n/a|k.A.|keine|Straße|Strasse|Str.|Street|Adresse|Straße und Hausnummer|siehe Website|siehe oben|x|test|asdf|xxx|😀|unbekannt';
const UNLIKELY_STREETS =
  'Musterstraße 12|Musterstr 1|Teststraße 1|Beispielweg 3|12345|12|Straße 1|Sample Street 4';
const NO_CITIES = '-|?|.|12345|10115|n/a|keine|k. A.|siehe oben|unbekannt|Test|asdf|xxx|😀|😀😀';
const UNLIKELY_CITIES = 'x|B|Musterstadt|Musterhausen|Stadt|Ort|City|Entenhausen';

const BOXES = [
  ['DE', 'Postfach 1234'],
  ['DE', 'Postfach 12 34 56'],
  ['DE', 'Postfach'],
  ['DE', 'Post-Fach 12'],
  ['DE', 'PF 12 34'],
  ['DE', 'Pf. 1234'],
  ['DE', 'PO Box 1234'],
  ['DE', 'P.O. Box 12'],
  ['DE', 'P. O. Box 12'],
  ['DE', 'POB 12'],
  ['DE', 'POBox 12'],
  ['DE', 'Packstation 145'],
  ['GB', 'Post Office Box 12'],
  ['AU', 'GPO Box 1234'],
  ['AU', 'Locked Bag 5'],
  ['ZA', 'Private Bag X12'],
  ['CH', 'Case postale 12'],
  ['CH', 'CP 12'],
  ['CH', 'Fach 12'],
  ['CH', 'Casella postale 4'],
  ['FR', 'BP 45'],
  ['FR', 'B.P. 45'],
  ['FR', 'Boîte postale 45'],
  ['IT', 'C.P. 12'],
  ['ES', 'Apartado 12'],
  ['ES', 'Apartado de correos 12'],
  ['PT', 'Apartado 12'],
  ['BR', 'Caixa Postal 12'],
  ['PL', 'Skrytka pocztowa 12'],
  ['NL', 'Postbus 123'],
  ['NO', 'Postboks 12'],
  ['NO', 'Boks 12'],
  ['DK', 'Postboks 12'],
  ['SE', 'Box 123'],
  ['FI', 'PL 12'],
  ['HU', 'Postafiók 12'],
  ['HU', 'Pf. 12'],
  ['TR', 'P.K. 12'],
  ['SI', 'Poštni predal 12'],
  ['RU', 'а/я 12'],
] as const;

const BESIDE_A_STREET = [
  ['Hauptstraße 5, Postfach 123', 'Hauptstraße 5'],
  ['Postfach 123; Hauptstraße 5', 'Hauptstraße 5'],
  ['Postfach 123', undefined],
] as const;

/** Country, code, city as written. */
const TOGETHER =
  'DE 10115 Berlin|DE 10115 Berlin Mitte|DE 10115 Berlin-Mitte|DE 10117 BERLIN|DE 60311 Frankfurt am Main|DE 60311 Frankfurt a.M.|DE 60311 Frankfurt/Main|DE 60311 Frankfurt|DE 15230 Frankfurt (Oder)|DE 15230 Frankfurt/Oder|DE 06108 Halle|DE 06108 Halle (Saale)|DE 06108 Halle/Saale|DE 06108 Halle an der Saale|DE 22765 Hamburg-Altona|DE 20457 Hamburg HafenCity|DE 21073 Hamburg-Harburg|DE 80331 München|DE 80331 Muenchen|DE 80331 Munchen|DE 80331 Munich|DE 50667 Köln|DE 50667 Koeln|DE 50667 Cologne|DE 90402 Nuremberg|DE 11011 Berlin|DE 80290 München|DE 10875 Berlin|DE 70372 Bad Cannstatt|DE 70372 Stuttgart-Bad Cannstatt|DE 61348 Bad Homburg|DE 61348 Bad Homburg v.d.H.|DE 61348 Bad Homburg vor der Höhe|DE 67433 Neustadt|DE 67433 Neustadt a.d.W.|DE 67433 Neustadt an der Weinstraße|DE 26789 Leer|DE 26789 Leer (Ostfriesland)|DE 45127 Essen|DE 89073 Ulm|DE 87466 Oy-Mittelberg|DE 59494 Soest|DE 48653 Coesfeld|DE 85748 Garching|DE 85748 Garching bei München|DE 85570 Markt Schwaben|DE 21629 Neu Wulmstorf|DE 55246 Mainz-Kostheim|DE 55246 Wiesbaden|DE 63065 Offenbach|DE 69190 Walldorf|DE 91074 Herzogenaurach|DE 38440 Wolfsburg|DE 27568 Bremerhaven|DE 99999 Nirgends|AT 1010 Wien|AT 1010 Vienna|AT 1040 Wien 4|AT 1300 Wien-Flughafen|AT 8010 Graz|AT 3100 St. Pölten|AT 3100 Sankt Pölten|AT 9020 Klagenfurt|AT 9020 Klagenfurt am Wörthersee|CH 8001 Zürich|CH 8001 Zurich|CH 1201 Genf|CH 1201 Genève|CH 1201 Geneva|CH 1700 Freiburg|CH 1700 Fribourg|CH 9000 St. Gallen|CH 9000 Sankt Gallen|CH 2502 Biel/Bienne|CH 1020 Renens VD|CH 6020 Emmenbrücke|LI 9490 Vaduz|LI 9490 Schaan|FR 75001 Lyon|LU 4545 Luxembourg';

const APART = [
  ['DE', '10115', 'München', 'Berlin'],
  ['DE', '10115', 'Munich', 'Berlin'],
  ['DE', '10115', 'Potsdam', 'Berlin'],
  ['DE', '20095', 'München', 'Hamburg'],
  ['DE', '80331', 'Hamburg-Altona', 'München'],
  ['DE', '50667', 'Düsseldorf', 'Köln'],
  ['DE', '60311', 'Frankfurt (Oder)', 'Frankfurt am Main'],
  ['DE', '28195', 'Bremerhaven', 'Bremen'],
  ['AT', '1010', 'Graz', 'Wien'],
  ['CH', '8001', 'Bern', 'Zürich'],
  ['CH', '1201', 'Zürich', 'Genève'],
] as const;

function findings(field: string, values: Readonly<Record<string, string>>): FieldFinding[] {
  const company = { ...GOOD.company, postalCode: '', ...values };
  const { refusals, doubts } = check(begun(), 'company', company);
  return [...refusals, ...doubts].filter((finding) => finding.field === field);
}

function codes(field: string, values: Readonly<Record<string, string>>): readonly string[] {
  return findings(field, values).map(({ code }) => code);
}

describe('a street', () => {
  it('that says nothing is refused', () => {
    for (const street of NO_STREETS.split('|')) {
      assert.deepEqual(codes('street', { street }), ['noAnswer'], street);
    }
  });

  it('of a sample is doubted', () => {
    for (const street of UNLIKELY_STREETS.split('|')) {
      assert.equal(codes('street', { street })[0], 'placeholder.likely', street);
    }
  });

  it('that is a post-office box is doubted', () => {
    for (const [country, street] of BOXES) {
      assert.ok(codes('street', { street, country }).includes('address.poBox'), street);
    }
  });

  it('beside a post-office box would be better alone', () => {
    for (const [street, better] of BESIDE_A_STREET) {
      const [doubt] = findings('street', { street });
      assert.equal(doubt?.better?.value, better);
    }
  });

  it('that is real is neither', () => {
    for (const street of STREETS) {
      const found = codes('street', { street }).filter((code) => code !== 'name.notWestern');
      assert.deepEqual(found, [], street);
    }
  });
});

describe('a city', () => {
  it('that says nothing is refused', () => {
    for (const city of NO_CITIES.split('|')) {
      assert.deepEqual(codes('city', { city }), ['noAnswer'], city);
    }
  });

  it('of a sample is doubted', () => {
    for (const city of UNLIKELY_CITIES.split('|')) {
      assert.deepEqual(codes('city', { city }), ['placeholder.likely'], city);
    }
  });

  it('that is real is neither', () => {
    for (const [country, city] of CITIES) {
      const found = codes('city', { city, country }).filter((code) => code !== 'name.notWestern');
      assert.deepEqual(found, [], city);
    }
  });

  it('where its postal code is passes in every spelling', () => {
    for (const line of TOGETHER.split('|')) {
      const [, country = '', postalCode = '', city = ''] = /^(\S+) (\S+) (.+)$/u.exec(line) ?? [];
      const found = codes('city', { country, postalCode, city });
      assert.equal(found.includes('city.otherThanPostalCode'), false, line);
    }
  });

  it('elsewhere than its postal code is doubted, and what would fit is named', () => {
    for (const [country, postalCode, city, place] of APART) {
      const [doubt] = findings('city', { country, postalCode, city });
      assert.equal(doubt?.code, 'city.otherThanPostalCode', city);
      assert.deepEqual(doubt.params, { postalCode, place });
      assert.deepEqual(doubt.better, { input: 'city', value: place });
    }
  });
});
