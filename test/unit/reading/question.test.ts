// Questions told from values that could answer the open step.

import assert from 'node:assert/strict';
import { isQuestion, isWhy } from '../../../services/reading/question.ts';

const QUESTIONS = [
  'Was ist eine PartnerID?',
  'was ist das',
  'was?',
  'Mein Passwort ist abgelaufen, was nun?',
  'wieviel kostet es',
  'Wo finde ich die',
  'Welche Nummer denn',
  'Kann ich das später machen',
  'Können Sie mir das erklären',
  'muss ich das jetzt zahlen',
  'Brauche ich dafür ein Geschäftskonto',
  'ich verstehe das nicht',
  'Das weiß ich nicht',
  'weiß nicht',
  'keine Ahnung',
  'how long does it take',
  'Does it cost anything',
  'am I an admin',
  "I don't know",
  'not sure',
  'PartnerID？',
];

const VALUES = [
  'Help GmbH',
  'Hilfe GmbH',
  'Contoso GmbH',
  'Wie GmbH',
  'Hatz GmbH und Co. KG',
  'Am Markt 5',
  'Am Alten Hafen 12',
  'Wannseestraße 3',
  'Will Smith',
  'Isabella Musterfrau',
  '10115',
  'HRB 12345',
  'max@contoso.de',
  'https://contoso.de/?x=1',
  'https://contoso.de',
  '+49 30 901820',
  'ja',
  'Deutschland',
  'Was',
  'kann ich',
  '',
];

describe('a line', () => {
  for (const text of QUESTIONS) {
    it(`like "${text}" is a question`, () => {
      assert.equal(isQuestion(text), true);
    });
  }

  for (const text of VALUES) {
    it(`like "${text}" is a value`, () => {
      assert.equal(isQuestion(text), false);
    });
  }

  it('asks what a datum is needed for only as the whole message', () => {
    for (const text of ['Warum?', 'wozu', 'Wozu brauchen Sie das?', 'why', 'What for?']) {
      assert.equal(isWhy(text), true, text);
    }
    for (const text of ['Warum GmbH', 'why not', 'Was?', '']) {
      assert.equal(isWhy(text), false, text);
    }
  });
});
