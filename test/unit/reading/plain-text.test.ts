// Typed text made safe to keep, and folded for comparing.

import assert from 'node:assert/strict';
import { folded, plainText } from '../../../services/reading/plain-text.ts';

const PLAIN = [
  ['  Contoso \n GmbH ', 'Contoso GmbH'],
  ['a\r\nb\u2028c\td', 'a b c d'],
  ['a\u00A0b', 'a b'],
  ['a\u0000b\u0007c\u007F', 'abc'],
  ['\u202Eabc\u202C\u2066d\u2069', 'abcd'],
  ['\uFEFFa\u200Bb\u2060c\u00ADd\u061C', 'abcd'],
  ['Mu\u0308ller', 'Müller'],
  ['👩‍💻', '👩‍💻'],
  ['\uD800', '\uFFFD'],
  ['<b>&amp;</b>', '<b>&amp;</b>'],
  ['', ''],
  ['Größe 12', 'Größe 12'],
  ['Größe  12', 'Größe 12'],
  [' Größe', 'Größe'],
  ['Größe ', 'Größe'],
  ['a\u0300', 'à'],
  ['à\u0301', 'à\u0301'],
] as const;

const FOLDED = [
  ['Müller & Größe', 'mueller groesse'],
  ['ÄÖÜß', 'aeoeuess'],
  ['Café-Crème!', 'cafe creme'],
  ['U.S.A.', 'u s a'],
  ['  Nein, danke. ', 'nein danke'],
  ['Łódź', 'łodz'],
  ['Москва 24', 'москва 24'],
  ['?!', ''],
] as const;

describe('plain text', () => {
  for (const [text, plain] of PLAIN) {
    it(`of ${JSON.stringify(text)} is ${JSON.stringify(plain)}`, () => {
      assert.equal(plainText(text), plain);
    });
  }
});

describe('folded text', () => {
  for (const [text, expected] of FOLDED) {
    it(`of ${JSON.stringify(text)} is ${JSON.stringify(expected)}`, () => {
      assert.equal(folded(text), expected);
    });
  }
});
