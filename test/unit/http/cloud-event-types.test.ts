import assert from 'node:assert/strict';
import { bytesOf, isCloudEventString, momentOf } from '../../../bot/http/cloud-event-types.ts';

const ALLOWED: Readonly<Record<string, string>> = {
  'a joined emoji': '👩‍💻-1',
  'a soft hyphen': 'a\u00ADb',
  'a byte-order mark': '\uFEFFa',
  'a blank': ' ',
  'a direction mark': '\u200Fא\u202E',
  'a private character': '\uE000\u{10FFFD}',
  'a character that is not assigned yet': '\u{E0FFF}\u0378',
  'a line separator of Unicode': 'a\u2028b',
  'a surrogate with its pair': '\uD800\uDEAD',
  nothing: '',
};
const FORBIDDEN: Readonly<Record<string, string>> = {
  'a null': 'a\u0000',
  'a line break': 'a\nb',
  'the last of the first controls': '\u001F',
  'a delete': '\u007F',
  'a control of the second range': 'a\u0085b',
  'the last of the second controls': '\u009F',
  'a noncharacter': '\uFDD0',
  'the last of its plane': '\uFFFF',
  'the last of all': '\u{10FFFF}',
  'a high surrogate alone': 'a\uD800b',
  'a low surrogate alone': '\uDEAD',
};

describe('a String of CloudEvents', () => {
  for (const [name, text] of Object.entries(ALLOWED)) {
    it(`can have ${name}`, () => {
      assert.equal(isCloudEventString(text), true);
    });
  }

  for (const [name, text] of Object.entries(FORBIDDEN)) {
    it(`cannot have ${name}`, () => {
      assert.equal(isCloudEventString(text), false);
    });
  }
});

describe('a Timestamp of CloudEvents', () => {
  for (const [text, moment] of [
    ['2018-04-05T17:31:00Z', '2018-04-05T17:31:00.000Z'],
    ['2018-04-05t17:31:00z', '2018-04-05T17:31:00.000Z'],
    ['2018-04-05T17:31:00.123456789Z', '2018-04-05T17:31:00.123Z'],
    ['2018-04-05T19:31:00+02:00', '2018-04-05T17:31:00.000Z'],
    ['2018-04-05T17:31:00-00:00', '2018-04-05T17:31:00.000Z'],
    ['2018-04-05T07:01:00-10:30', '2018-04-05T17:31:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2017-01-01T00:59:60+01:00', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ] as const) {
    it(`is ${text}`, () => {
      assert.equal(momentOf(text)?.toISOString(), moment);
    });
  }

  for (const text of [
    '',
    'yesterday',
    '2018-04-05',
    '2018-04-05T17:31Z',
    '2018-04-05T17:31:00',
    '2018-04-05 17:31:00Z',
    '2018-02-30T17:31:00Z',
    '2023-02-29T00:00:00Z',
    '2018-13-01T00:00:00Z',
    '2018-04-05T24:01:00Z',
    '2018-04-05T17:31:60Z',
    '2018-04-05T17:31:00+25:00',
    '2018-04-05T17:31:00+0200',
    ' 2018-04-05T17:31:00Z',
  ]) {
    it(`is not "${text}"`, () => {
      assert.equal(momentOf(text), undefined);
    });
  }
});

describe('a Binary of CloudEvents', () => {
  it('is base64 with its padding', () => {
    assert.equal(bytesOf('eyJhIjoxfQ==')?.toString(), '{"a":1}');
  });

  for (const text of ['eyJhIjoxfQ', 'eyJh!joxfQ==', 'eyJhIjox-Q==', 'eyJh\nIjoxfQ==']) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(bytesOf(text), undefined);
    });
  }
});
