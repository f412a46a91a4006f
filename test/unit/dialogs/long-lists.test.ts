import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { cardMessage, paragraph, type Element } from '../../../dialogs/cards/card.ts';
import { countryChoices, inFull, shortened } from '../../../dialogs/cards/long-lists.ts';
import { LANGUAGES } from '../../../services/texts/languages.ts';

describe('a list of all countries', () => {
  for (const language of LANGUAGES) {
    it(`is stored by its name and sent in full, in "${language}"`, () => {
      const activity = showing(countryInput(language), paragraph('„Straße“'));

      const stored = shortened(activity);

      assert.ok(stored.json.length < 1_000);
      assert.equal(inFull(stored).toString(), JSON.stringify(activity));
    });
  }

  it('stands wherever a card has it', () => {
    const activity = showing(countryInput('de'), paragraph('und'), countryInput('en'));

    const sent = inFull(shortened(activity)).toString();

    assert.equal(sent, JSON.stringify(activity));
  });

  it('comes into nobody’s words', () => {
    const activity = showing(paragraph('"choices":"countries.de"'), countryInput('de'));
    const words = { type: 'message', text: '{"choices":"countries.de"}' };

    const sent = [activity, words].map((one) => inFull(shortened(one)).toString());

    assert.deepEqual(sent, [JSON.stringify(activity), JSON.stringify(words)]);
  });

  it('comes into no field that a client made up', () => {
    const recipient = { id: 'u', name: 'U', choices: 'countries.de' };
    const activity = { ...showing(countryInput('de')), recipient };

    const sent = inFull(shortened(activity)).toString();

    assert.equal(sent, JSON.stringify(activity));
  });

  it('of another release is left out, and the card still comes', () => {
    const json = '{"id":"x","choices":"planets.de","label":"y"}';

    const sent = inFull({ json, hasLists: true }).toString();

    assert.deepEqual(JSON.parse(sent), { id: 'x', choices: [], label: 'y' });
  });
});

function showing(...body: readonly Element[]): Partial<Activity> {
  return cardMessage({ body, actions: [], summary: 'Länder' });
}

function countryInput(language: 'de' | 'en'): Element {
  const choices = countryChoices(language);
  return { type: 'Input.ChoiceSet', id: 'country', label: 'Land', style: 'filtered', choices };
}
