// What must never be kept, and harmless lines that only mention it.

import assert from 'node:assert/strict';
import { neverKept } from '../../../services/reading/never-kept.ts';

const SECRETS = {
  password: [
    'Mein Passwort ist Geheim123!',
    'Mein Passwort lautet Sommer2024',
    'Passwort: hund',
    'Passwort ist: Geheim',
    'Passwort Sommer2024',
    'password: hunter2',
    'My password is hunter2',
    'Kennwort = x',
    'Mein Kennwort heißt Schatz1',
    'pw: abc',
    'pwd=secret',
    'Das Passwort für den Partner Center Zugang ist Abc!2345',
    'geheim123 ist mein Passwort',
    'Pass\u200Bwort: hund',
  ],
  oneTimeCode: [
    'Mein Code ist 123456',
    '123456',
    ' 123 456 ',
    '123-456',
    'TAN 123456',
    'Der Code lautet 4711',
    'Ihr Bestätigungscode: 482913',
    'SMS-Code 482 913',
    'OTP 123456',
    'PIN: 1234',
    'Einmalpasswort 123456',
    'one-time password 123456',
    'Ihr Code für die Anmeldung bei Microsoft lautet 123456',
    'G-123456 is your Google verification code',
    '123456 ist mein Code',
    'security code 123456',
  ],
  bankData: [
    'DE89 3704 0044 0532 0130 00',
    'DE89370400440532013000',
    'de89 3704 0044 0532 0130 00',
    'IBAN: DE89-3704-0044-0532-0130-00',
    'Unsere IBAN DE89 3704 0044 0532 0130 00 bitte eintragen',
    'GB29NWBK60161331926819',
    'AT611904300234573201',
    'CH9300762011623852957',
    'BIC COBADEFFXXX',
    'BIC: cobadeff',
    'Meine BIC ist COBADEFFXXX',
    'SWIFT-Code DEUTDEFF',
    '4111 1111 1111 1111',
    '5500-0000-0000-0004',
    '378282246310005',
    'Kreditkarte 4111111111111111, gültig bis 12/28',
    'Kontonummer 12345678',
    'BLZ 37040044',
    'sort code 12-34-56',
    'CVV 123',
  ],
} as const;

const HARMLESS = [
  'Mein Passwort ist abgelaufen, was nun?',
  'Mein Passwort ist abgelaufen!',
  'Mein Passwort ist falsch!!',
  'Ich habe mein Passwort vergessen!',
  'Wie lautet mein Passwort?',
  'Passwort: wie ändere ich es?',
  'Passwort zurücksetzen in Microsoft 365?',
  'Passwort Office365 ändern',
  'Passwort muss 12 Zeichen haben',
  'my password is not working!',
  'Password reset for O365 fails',
  'Ich bekomme keinen Code',
  'Noch einmal: 10115 Berlin',
  'einmalig 1000 Euro',
  'error code 715-123420',
  'country code 0049',
  'zip code 98052',
  'Code of Conduct 2023',
  'Bar Code Systems 2000 GmbH',
  'Tan Phu Street 1234',
  'PLZ 10115',
  '10115',
  'HRB 12345',
  'HRB 123456 B',
  'PartnerID 1234567',
  '4567890',
  'Ust-IdNr. DE123456789',
  '+49 30 901820',
  'DE89 3704 0044 0532 0130 01',
  'Brauche ich eine IBAN?',
  'Was ist eine BIC?',
  'BIC Deutschland GmbH',
  'Swift Logistik GmbH',
  'Swift Solutions GmbH',
  'Brauche ich eine Kontonummer?',
  '4111 1111 1111 1112',
  'Unter den Linden 77, 10117 Berlin',
  '',
];

describe('what is never kept', () => {
  for (const [kind, lines] of Object.entries(SECRETS)) {
    for (const line of lines) {
      it(`is found in "${line}": ${kind}`, () => {
        assert.equal(neverKept(line, { digitsExpected: false }), kind);
      });
    }
  }

  for (const line of HARMLESS) {
    it(`is not in "${line}"`, () => {
      assert.equal(neverKept(line, { digitsExpected: false }), undefined);
    });
  }

  it('is a number that may be a card’s, unless digits are asked for', () => {
    assert.equal(neverKept('36123456789013', { digitsExpected: false }), 'bankData');
    assert.equal(neverKept('36123456789013', { digitsExpected: true }), undefined);
  });

  it('leaves digits alone where digits are asked for', () => {
    for (const line of ['123456', '123 456', '110001']) {
      assert.equal(neverKept(line, { digitsExpected: true }), undefined, line);
    }
  });

  it('is found where digits are asked for, when it can be nothing else', () => {
    assert.equal(neverKept('TAN 123456', { digitsExpected: true }), 'oneTimeCode');
    assert.equal(neverKept('4111 1111 1111 1111', { digitsExpected: true }), 'bankData');
    assert.equal(neverKept('DE89370400440532013000', { digitsExpected: true }), 'bankData');
  });

  it('is found far down in a long message', () => {
    const long = `${'Guten Tag. '.repeat(1000)} IBAN DE89370400440532013000`;

    assert.equal(neverKept(long, { digitsExpected: false }), 'bankData');
  });
});
