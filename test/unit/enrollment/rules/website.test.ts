// Websites: http or https on a host the public can reach.

import assert from 'node:assert/strict';
import { website, websiteOfOtherDomain } from '../../../../services/enrollment/rules/website.ts';
import { known, read } from '../../../support/enrollment-samples.ts';

const RIGHT = [
  ['https://contoso.de', 'https://contoso.de'],
  ['http://contoso.de', 'http://contoso.de'],
  ['HTTPS://CONTOSO.DE', 'HTTPS://CONTOSO.DE'],
  ['contoso.de', 'https://contoso.de'],
  ['www.contoso.de/de/', 'https://www.contoso.de/de/'],
  ['contoso.de:8080', 'https://contoso.de:8080'],
  ['https://contoso.de:8443/x?y=1#z', 'https://contoso.de:8443/x?y=1#z'],
  ['https://contoso.co.uk', 'https://contoso.co.uk'],
  ['https://contoso.github.io', 'https://contoso.github.io'],
  ['https://müller.de', 'https://müller.de'],
  ['https://xn--mller-kva.de', 'https://xn--mller-kva.de'],
  ['https://例え.jp', 'https://例え.jp'],
  ['https://contoso.example', 'https://contoso.example'],
  [' contoso.de ', 'https://contoso.de'],
  ['https://con\u202Etoso.de', 'https://contoso.de'],
  ['', ''],
  ['   ', ''],
] as const;

const NO_ADDRESS = [
  'ftp://contoso.de',
  'javascript:alert(1)',
  'JavaScript:alert(1)//contoso.de',
  'data:text/html,x',
  'file:///etc/passwd',
  'mailto:max@contoso.de',
  'ws://contoso.de',
  'https://user:secret@contoso.de',
  'https://user@contoso.de',
  'http://contoso.de@evil.example',
  'max@contoso.de',
  'keine Website',
  'https://',
  'https:contoso.de',
  'https:/contoso.de',
  'https:\\\\contoso.de',
  '//contoso.de',
  '<a href="https://contoso.de">',
  '[Contoso](https://contoso.de)',
];

const NOT_PUBLIC = [
  'http://localhost',
  'localhost:3000',
  'http://server.local',
  'http://srv.internal',
  'http://metadata.google.internal',
  'http://contoso.test',
  'http://contoso.invalid',
  'http://contoso.localhost',
  'http://intranet.corp',
  'http://contoso.lan',
  'http://contoso.onion',
  'http://contoso',
  'contoso',
  'https://co.uk',
  'http://127.0.0.1',
  'http://2130706433',
  'http://0x7f.1',
  'http://192.168.0.1:8080',
  'http://8.8.8.8',
  'http://[::1]',
];

describe('a website', () => {
  for (const [text, kept] of RIGHT) {
    it(`written "${text}" is kept as "${kept}"`, () => {
      assert.equal(read(website(), text), kept);
    });
  }

  for (const text of NO_ADDRESS) {
    it(`written ${text} is refused as no web address`, () => {
      assert.equal(read(website(), text), '[website.format]');
    });
  }

  for (const text of NOT_PUBLIC) {
    it(`written ${text} is refused as not public`, () => {
      assert.equal(read(website(), text), '[website.notPublic]');
    });
  }

  it('may not be a book', () => {
    assert.equal(read(website(), `https://contoso.de/${'a'.repeat(300)}`), '[tooLong]');
  });
});

describe("the doubt about a website's domain", () => {
  const CASES = [
    ['https://contoso.de', 'max@contoso.de', undefined],
    ['https://www.contoso.de', 'max@mail.contoso.de', undefined],
    ['https://contoso.com', 'max@contoso.de', 'website.otherDomain'],
    ['https://contoso.github.io', 'max@fabrikam.github.io', 'website.otherDomain'],
    ['https://müller.de', 'max@xn--mller-kva.de', undefined],
    ['https://contoso.de', 'max@contoso.onmicrosoft.com', undefined],
    ['https://contoso.de', undefined, undefined],
    ['', 'max@contoso.de', undefined],
  ] as const;

  for (const [address, contactEmail, doubt] of CASES) {
    it(`is ${doubt ?? 'none'} for "${address}" and ${contactEmail ?? 'no contact'}`, () => {
      assert.equal(websiteOfOtherDomain(address, known({ contactEmail })), doubt);
    });
  }
});
