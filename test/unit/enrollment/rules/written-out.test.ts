// Names and addresses written as in the register: abbreviations and characters.

import assert from 'node:assert/strict';
import {
  abbreviatedAddress,
  abbreviatedName,
  notWestern,
} from '../../../../services/enrollment/rules/written-out.ts';
import { codeOf, known } from '../../../support/enrollment-samples.ts';

const NAMES = [
  'Contoso GmbH & Co. KG',
  'Meier e.K.',
  'Meier e. K.',
  'Rossi S.p.A.',
  'Kowalski Sp. z o.o.',
  'Kowalski sp. z o.o. sp. k.',
  'Jensen A/S',
  'Contoso, Inc.',
  'Fabrikam L.L.C.',
  'Fabrikam Ltd.',
  'Contoso Co., Ltd.',
  'Contoso Pty. Ltd.',
  'Contoso S.A.',
  'Contoso S.à r.l.',
  'Contoso S. A. de C. V.',
  'Contoso s.r.o.',
  'Contoso d.o.o.',
  'Contoso Ges.m.b.H.',
  'Contoso GmbH i.G.',
  'Contoso B.V.',
  'Contoso SE & Co. KGaA',
  'amazon.de GmbH',
  'St. Gallen Tourismus AG',
  'C&A',
  'Müller 2. Generation GmbH',
  'Straßenbau Größe GmbH',
];

const SHORT_NAMES = [
  'Fa. Meier',
  'Gebr. Müller',
  'Gebr. Müller GmbH',
  'Meier u. Söhne',
  'Int. Trading AG',
  'Smith Bros.',
  'Contoso Tech. GmbH',
  'Dipl.-Ing. Huber',
];

const ADDRESSES = [
  'Unter den Linden 77',
  'Straße des 17. Juni 135',
  'Hauptstraße 5',
  'Bahnhofstrasse 3a',
  'Sankt-Martin-Straße 3',
  'St.-Martin-Straße 3',
  'St. Gallen',
  'St.Gallen',
  'St. Louis',
  'Saint Louis',
  '12 St. Mary Street',
  'Main Street 4',
  '1 Microsoft Way',
  'Industriegebiet Nord 5',
  'Oxford',
  'Stratford',
  'Agave 5',
  'Am Alten Hafen 12',
  'Königsallee 60 F',
  'Avenue de l’Opéra 3',
  'Frankfurt am Main',
  'Halle (Saale)',
];

const SHORT_ADDRESSES = [
  'Hauptstr. 5',
  'Hauptstr.5',
  'Hauptstr 5',
  'Karl-Marx-Str.12',
  'Schloßstr., Haus 3',
  'Sankt-Martin-Str. 3',
  'St.-Martin-Str. 3',
  'Str. des Friedens 5',
  'Hauptpl. 3',
  'Main St. 4',
  'Main St.',
  'Main St 4',
  '5th Ave 12',
  '5th Ave. 12',
  'Abbey Rd 3',
  'Wilshire Blvd 100',
  'P.O. Box 12',
  'D.-Bonhoeffer-Weg 3',
  'Frankfurt a. M.',
  'Bad Homburg v.d.H.',
  'ul. Prosta 5',
];

const WESTERN = [
  'Müller Größe ẞ',
  'Café François',
  'Peña Ibáñez',
  'São João',
  'Ærø Ångström',
  'Škoda Žatec',
  'Œuvre',
  'O’Neil – „Q“',
  'Mu\u0308ller',
  '<b>Contoso</b> **GmbH**',
];

const NOT_WESTERN = [
  'Łódź',
  'Čech',
  'Győr',
  'İstanbul',
  'Αθήνα',
  'Москва',
  'القاهرة',
  '東京',
  'Contoso 😀',
];

describe('the doubt about abbreviations', () => {
  for (const name of NAMES) {
    it(`leaves the name ${name} alone`, () => {
      assert.equal(abbreviatedName(name, known()), undefined);
    });
  }

  for (const name of SHORT_NAMES) {
    it(`finds the name ${name} cut short`, () => {
      assert.equal(codeOf(abbreviatedName(name, known())), 'name.abbreviated');
    });
  }

  for (const address of ADDRESSES) {
    it(`leaves the address ${address} alone`, () => {
      assert.equal(abbreviatedAddress(address, known()), undefined);
    });
  }

  for (const address of SHORT_ADDRESSES) {
    it(`finds the address ${address} cut short`, () => {
      assert.equal(codeOf(abbreviatedAddress(address, known())), 'name.abbreviated');
    });
  }
});

describe('the doubt about characters', () => {
  for (const text of WESTERN) {
    it(`leaves ${text} alone`, () => {
      assert.equal(notWestern(text, known()), undefined);
    });
  }

  for (const text of NOT_WESTERN) {
    it(`finds ${text} outside Western Europe`, () => {
      assert.equal(codeOf(notWestern(text, known())), 'name.notWestern');
    });
  }
});
