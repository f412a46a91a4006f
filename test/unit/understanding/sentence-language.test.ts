import assert from 'node:assert/strict';
import { languageOfSentence } from '../../../services/understanding/sentence-language.ts';

const SENTENCES = [
  ['wie lange dauert das noch bei uns', 'de'],
  ['ich hab das noch nicht', 'de'],
  ['Können wir später weitermachen', 'de'],
  ['how long does this take', 'en'],
  ['we do not have one yet', 'en'],
  ['what is the MPA and who has to sign it', 'en'],
  ['ok', undefined],
  ['Seewind IT GmbH', undefined],
  ['Hafenstraße 4, 78462 Konstanz', undefined],
  ['maren.vogt@seewind-it.de', undefined],
  ['4567890', undefined],
  ['PartnerID MPA GDAP CSP', undefined],
  ['was will die Admin', undefined],
  ['🙂🙂', undefined],
  ['', undefined],
  ['я не понимаю', undefined],
] as const;

describe('The language of a sentence', () => {
  for (const [text, language] of SENTENCES) {
    it(`is ${language ?? 'not told'}: ${text}`, () => {
      const found = languageOfSentence(text);

      assert.equal(found, language);
    });
  }

  it('is read from the beginning of ten thousand characters', () => {
    const found = languageOfSentence('how do we get the '.repeat(556));

    assert.equal(found, 'en');
  });
});
