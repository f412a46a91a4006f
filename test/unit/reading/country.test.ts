// Countries by code and by name in both languages, and names of none.

import assert from 'node:assert/strict';
import { countries, countryName, readCountry } from '../../../services/reading/country.ts';

const NAMES = {
  DE: 'DE|de| De |DEU|Deutschland|deutschland|Germany|BRD|Bundesrepublik Deutschland',
  AT: 'AT|Österreich|Oesterreich|Osterreich|Austria',
  CH: 'CH|Schweiz|die Schweiz|Switzerland',
  LI: 'Liechtenstein',
  GB: 'GB|UK|U.K.|United Kingdom|Vereinigtes Königreich|Großbritannien|Grossbritannien|Great Britain|England|Scotland|Nordirland',
  US: 'US|USA|U.S.A.|U.S.|United States|United States of America|Vereinigte Staaten|Vereinigte Staaten von Amerika|Amerika',
  NL: 'Niederlande|die Niederlande|Netherlands|the Netherlands|Holland',
  CZ: 'Tschechien|Tschechische Republik|Czechia|Czech Republic',
  TR: 'Türkei|Tuerkei|Turkei|Turkey|Türkiye|Turkiye',
  KR: 'Südkorea|Sudkorea|South Korea|Republik Korea|Korea',
  HK: 'Hongkong|Hong Kong',
  MM: 'Myanmar|Burma|Birma',
  BA: 'Bosnien und Herzegowina|Bosnia and Herzegovina|Bosnia & Herzegovina',
  CI: 'Elfenbeinküste|Elfenbeinkueste|Ivory Coast|Côte d’Ivoire|Cote d’Ivoire',
  CV: 'Kap Verde|Cape Verde|Cabo Verde',
  CG: 'Kongo|Congo',
  CD: 'DR Kongo|DR Congo',
  LC: 'St. Lucia|Saint Lucia|St Lucia',
  AE: 'VAE|UAE|Vereinigte Arabische Emirate|United Arab Emirates',
  BY: 'Belarus|Weißrussland|Weissrussland',
  MK: 'Nordmazedonien|North Macedonia|Mazedonien',
  MD: 'Moldau|Republik Moldau|Moldova|Moldawien',
  RU: 'Russland|Russia|Russische Föderation|Russian Federation',
  VN: 'Vietnam|Viet Nam',
  VA: 'Vatikanstadt|Vatikan|Vatican City',
  SZ: 'Eswatini|Swasiland|Swaziland',
  EG: 'Ägypten|Aegypten|Agypten|Egypt',
  DK: 'Dänemark|Danemark|Denmark',
  XK: 'XK|Kosovo',
} as const;

const NO_COUNTRY =
  '|  |ZZ|XX|EU|AN|SU|123|Atlantis|Deutchland|Bayern|constructor|__proto__|<b>|D E';

describe('a country', () => {
  for (const [code, names] of Object.entries(NAMES)) {
    it(`is ${code} when people type ${names.replaceAll('|', ', ')}`, () => {
      for (const name of names.split('|')) assert.equal(readCountry(name), code, name);
    });
  }

  for (const text of NO_COUNTRY.split('|')) {
    it(`is none when people type "${text}"`, () => {
      assert.equal(readCountry(text), undefined);
    });
  }

  it('is read back from every name that is shown', () => {
    for (const language of ['de', 'en'] as const) {
      for (const { code, name } of countries(language)) assert.equal(readCountry(name), code, name);
    }
  });

  it('has a name in both languages, and they are sorted', () => {
    const names = countries('de').map(({ name }) => name);

    assert.equal(countryName('AT', 'de'), 'Österreich');
    assert.equal(countryName('AT', 'en'), 'Austria');
    assert.equal(countryName('ZZ', 'en'), 'ZZ');
    assert.ok(names.length > 240);
    assert.ok(names.indexOf('Österreich') < names.indexOf('Polen'));
  });
});
