// Countries and states as fields: read, demanded, and looked up in the CSP regions.

import assert from 'node:assert/strict';
import {
  country,
  optionalCountry,
  outsideRegions,
} from '../../../../services/enrollment/rules/country.ts';
import { hasState, state } from '../../../../services/enrollment/rules/state.ts';
import { regionOf } from '../../../../services/enrollment/regions.ts';
import { known, read } from '../../../support/enrollment-samples.ts';

describe('a country', () => {
  it('is kept as its code', () => {
    assert.equal(read(country(), 'de'), 'DE');
    assert.equal(read(country(), ' Österreich '), 'AT');
    assert.equal(read(country(), 'Switzerland'), 'CH');
  });

  it('is demanded', () => {
    assert.equal(read(country(), ' '), '[required]');
    assert.equal(read(optionalCountry(), ' '), '');
  });

  it('must be one', () => {
    for (const text of ['Atlantis', 'ZZ', 'EU', '<b>', '12', 'D'.repeat(100_000)]) {
      assert.equal(read(country(), text), '[country.unknown]');
      assert.equal(read(optionalCountry(), text), '[country.unknown]');
    }
  });
});

describe('the doubt about regions', () => {
  it('names countries of no CSP region', () => {
    for (const code of ['RU', 'BY', 'CU', 'IR', 'KP', 'SY', 'SD']) {
      assert.equal(outsideRegions(code, known()), 'country.noRegion', code);
    }
  });

  it('leaves countries of a region alone', () => {
    for (const code of ['DE', 'AT', 'CH', 'LI', 'US', 'IN', 'CN', 'XK', 'ZA', 'BR', '']) {
      assert.equal(outsideRegions(code, known()), undefined, code);
    }
  });

  it('knows which countries share a region', () => {
    assert.equal(regionOf('DE'), 'Europe');
    assert.equal(regionOf('FR'), regionOf('DE'));
    assert.equal(regionOf('GU'), regionOf('US'));
    assert.notEqual(regionOf('US'), regionOf('GB'));
  });
});

describe('a state', () => {
  it('is demanded where an address is incomplete without', () => {
    for (const code of ['AU', 'BR', 'CA', 'CN', 'IN', 'JP', 'MX', 'US']) {
      assert.equal(read(state(known({ values: { country: code } })), ''), '[required]', code);
    }
  });

  it('may be left out elsewhere', () => {
    for (const code of ['DE', 'AT', 'CH', 'FR', 'PL', 'Atlantis', '']) {
      assert.equal(read(state(known({ values: { country: code } })), ''), '', code);
    }
  });

  it('is asked only where addresses have one', () => {
    assert.deepEqual(['US', 'IN', 'IT', 'DE', 'AT', 'CH', undefined].map(hasState), [
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
