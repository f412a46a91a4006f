// Lines of text: kept as data, whatever they look like, or refused when empty or too long.

import assert from 'node:assert/strict';
import { choice, line, optionalLine } from '../../../../services/enrollment/rules/schemas.ts';
import { read } from '../../../support/enrollment-samples.ts';

const KEPT = [
  ['Contoso GmbH', 'Contoso GmbH'],
  ['  Contoso \t GmbH\r\n', 'Contoso GmbH'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['**fett** [Link](https://evil.example)', '**fett** [Link](https://evil.example)'],
  ["Robert'); DROP TABLE students;--", "Robert'); DROP TABLE students;--"],
  ['{{constructor}} ${process.env}', '{{constructor}} ${process.env}'],
  ['Łódź Αθήνα Москва 東京 القاهرة 👩‍💻', 'Łódź Αθήνα Москва 東京 القاهرة 👩‍💻'],
  ['Mu\u0308ller', 'Müller'],
  ['Con\u202Etoso\u0000 Gm\u200BbH\u0007', 'Contoso GmbH'],
  ['Con\u00ADtoso \uD800', 'Contoso \uFFFD'],
] as const;

const EMPTY = ['', '   ', '\t\n', '\u200B\u202E\u0000'];

describe('a line of text', () => {
  for (const [text, kept] of KEPT) {
    it(`reads ${JSON.stringify(text)} as plain data`, () => {
      assert.equal(read(line(100), text), kept);
    });
  }

  for (const text of EMPTY) {
    it(`is missing when it is ${JSON.stringify(text)}`, () => {
      assert.equal(read(line(100), text), '[required]');
      assert.equal(read(optionalLine(100), text), '');
    });
  }

  it('is refused one character over its length', () => {
    assert.equal(read(line(50), 'ü'.repeat(50)), 'ü'.repeat(50));
    assert.equal(read(line(50), 'ü'.repeat(51)), '[tooLong]');
    assert.equal(read(optionalLine(50), 'x'.repeat(250_000)), '[tooLong]');
  });
});

describe('a choice', () => {
  it('takes the name of an option in any case', () => {
    assert.equal(read(choice(['new', 'csp']), 'csp'), 'csp');
    assert.equal(read(choice(['new', 'csp']), ' CSP '), 'csp');
  });

  it('refuses everything else', () => {
    for (const text of ['', 'cs', 'constructor', '__proto__', 'new csp']) {
      assert.equal(read(choice(['new', 'csp']), text), '[choice.unknown]', text);
    }
  });
});
