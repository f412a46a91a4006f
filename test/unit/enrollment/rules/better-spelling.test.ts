// Better spellings of names and addresses: words in full, Western letters.

import assert from 'node:assert/strict';
import {
  abbreviatedAddress,
  abbreviatedName,
  notWestern,
} from '../../../../services/enrollment/rules/written-out.ts';
import type { Doubt } from '../../../../services/enrollment/rules/finding.ts';
import { known } from '../../../support/enrollment-samples.ts';

const ADDRESSES = [
  ['DE', 'Hauptstr. 5', 'Hauptstraße 5'],
  ['DE', 'Hauptstr 5a', 'Hauptstraße 5a'],
  ['DE', 'HAUPTSTR. 5', 'HAUPTSTRASSE 5'],
  ['DE', 'Hauptstr.5', 'Hauptstraße 5'],
  ['DE', 'Str. des 17. Juni 135', 'Straße des 17. Juni 135'],
  ['DE', 'Bonhoeffer-Str. 12', 'Bonhoeffer-Straße 12'],
  ['AT', 'Rathauspl. 3', 'Rathausplatz 3'],
  ['AT', 'Bahnhofstr.', 'Bahnhofstraße'],
  ['CH', 'Bahnhofstr. 1', 'Bahnhofstrasse 1'],
  ['DE', 'Frankfurt a. M.', 'Frankfurt am Main'],
  ['DE', 'Frankfurt/M.', 'Frankfurt am Main'],
  ['DE', 'Weiden i.d.OPf.', undefined],
  ['DE', 'Neustadt a. d. Donau', 'Neustadt an der Donau'],
  ['DE', 'Neustadt b. Coburg', 'Neustadt bei Coburg'],
  ['DE', 'Dr.-Otto-Str. 5', undefined],
  ['US', '12 Main St.', '12 Main Street'],
  ['US', '5th Ave. 400', '5th Avenue 400'],
  ['US', '12 Sunset Blvd', '12 Sunset Boulevard'],
  ['GB', '7 Abbey Rd, London', '7 Abbey Road, London'],
  ['US', '1 MAIN ST', '1 MAIN STREET'],
  ['FR', '12 Bd. Haussmann', undefined],
  [undefined, 'Hauptstr. 5', undefined],
] as const;

const NAMES = [
  ['Gebr. Müller GmbH', 'Gebrüder Müller GmbH'],
  ['Smith Bros. Ltd.', 'Smith Brothers Ltd.'],
  ['Fa. Meier', undefined],
  ['Gebr. Müller Masch.-Bau GmbH', undefined],
] as const;

const LETTERS = [
  ['Čech', 'Cech'],
  ['Łomża', 'Lomza'],
  ['Győr', 'Györ'],
  ['İstanbul', 'Istanbul'],
  ['Iaşi', 'Iasi'],
  ['Škoda Plzeň', 'Škoda Plzen'],
  ['Москва', undefined],
  ['Contoso 東京', undefined],
] as const;

describe('the better spelling', () => {
  for (const [country, given, better] of ADDRESSES) {
    it(`of the address ${given} in ${country ?? 'no country'} is ${better ?? 'not known'}`, () => {
      assert.equal(betterOf(abbreviatedAddress, given, country), better);
    });
  }

  for (const [given, better] of NAMES) {
    it(`of the name ${given} is ${better ?? 'not known'}`, () => {
      assert.equal(betterOf(abbreviatedName, given), better);
    });
  }

  for (const [given, better] of LETTERS) {
    it(`of ${given} is ${better ?? 'not known'}`, () => {
      assert.equal(betterOf(notWestern, given), better);
    });
  }
});

function betterOf(doubt: Doubt, given: string, companyCountry?: string): unknown {
  const found = doubt(given, known({ companyCountry }));
  assert.ok(found, `${given} is not doubted`);
  return typeof found === 'string' ? undefined : found.better;
}
