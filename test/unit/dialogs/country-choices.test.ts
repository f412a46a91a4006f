import assert from 'node:assert/strict';
import {
  countryChoices,
  markCountries,
  restoreCountries,
} from '../../../dialogs/cards/country-choices.ts';

describe('the lists of countries in a stored reply', () => {
  for (const language of ['de', 'en'] as const) {
    it(`become a mark, and are the same again when they are read, in ${language}`, () => {
      const choices = countryChoices(language);
      const sent = JSON.stringify({
        inputs: [
          { id: 'a', choices },
          { id: 'b', choices },
        ],
      });

      const stored = markCountries(sent);

      assert.ok(stored.length < 200);
      assert.equal(restoreCountries(stored), sent);
    });
  }

  it('are not put where somebody wrote a mark', () => {
    const sent = JSON.stringify({ text: '"choices":"@countries.de"', choices: '@countries' });

    assert.equal(restoreCountries(markCountries(sent)), sent);
  });
});
