// A question as it is kept: what was asked, and nothing of who asked it.

import assert from 'node:assert/strict';
import { anonymousText } from '../../../services/reading/anonymous-text.ts';

const ASKED = 'Gilt das auch für Grönland?';
const SIGNATURE =
  'Max Muster\nGeschäftsführer\nNordlicht Systemhaus GmbH\nHauptstraße 5\n10115 Berlin\nTel. +49 30 901820\nwww.nordlicht.de\nHRB 12345 B';

describe('a question with a signature', () => {
  const pasted = [
    `${ASKED}\n\nMit freundlichen Grüßen\n${SIGNATURE}`,
    `${ASKED}\r\n\r\nVG\r\nMax`,
    `${ASKED} VG Max`,
    `${ASKED}\nLG\n${SIGNATURE}`,
    `${ASKED}\nBest regards,\n${SIGNATURE}`,
    `${ASKED}\nCheers\nMax`,
    `${ASKED}\nDanke und Gruß\nMax`,
    `${ASKED} Danke, Max Muster`,
    `${ASKED}\n-- \n${SIGNATURE}`,
    `${ASKED}\n${SIGNATURE}`,
    `${ASKED} Mit freundlichen Grüßen ${SIGNATURE.replaceAll('\n', ' ')}`,
    `${ASKED}\nVon meinem iPhone gesendet`,
    `${ASKED} Sent from my iPad`,
    `${ASKED}\nMax Muster`,
    `${ASKED} Max Muster, Leiter Vertrieb`,
    `${ASKED}\nAm 12.11.2026 schrieb Max Muster:\n> egal`,
    `Hallo Frau Müller,\n${ASKED}`,
    `Hallo Frau Müller, ${ASKED}`,
    `Sehr geehrter Herr Dr. Beck,\n${ASKED}\nFreundliche Grüße aus München\nMax`,
    `Von: Max Muster\nAn: Lotse\nBetreff: CSP\n${ASKED}`,
    `LG Max, PS: ${ASKED}`,
  ];
  for (const text of pasted) {
    it(`is kept without it: ${JSON.stringify(text)}`, () => {
      const kept = anonymousText(text);

      assert.equal(kept, ASKED);
    });
  }

  it('is not kept at all when it is nothing else', () => {
    const kept = ['Mit freundlichen Grüßen\nMax', SIGNATURE, 'Am Alten Markt 5, 8010 Graz'].map(
      (text) => anonymousText(text),
    );

    assert.deepEqual(kept.slice(1), ['', '']);
    assert.doesNotMatch(kept.join(''), /Max/u);
  });
});

describe('a question with names', () => {
  const named: readonly (readonly [text: string, kept: string])[] = [
    ['ich bin Max Muster von der Nordlicht GmbH', 'ich bin [Name] von der [Firma]'],
    ['ich bin max muster von der nordlicht gmbh', 'ich bin [Name] von der [Firma]'],
    ['mein Name ist max muster und ich', 'mein Name ist [Name] und ich'],
    ['Muss die Nordlicht AG unterschreiben?', 'Muss die [Firma] unterschreiben?'],
    ['Muss Frau Dr. Beck unterschreiben?', 'Muss Frau [Name] unterschreiben?'],
    ['Wir sitzen in der Hafengasse 12, 20457 Hamburg', 'Wir sitzen in der [Adresse]'],
    ['Steht Max@Nordlicht.de bei nordlicht.de?', 'Steht [E-Mail] bei [Link]?'],
  ];
  for (const [text, expected] of named) {
    it(`is kept as ${expected}`, () => {
      const kept = anonymousText(text);

      assert.equal(kept, expected);
    });
  }

  it('is kept without those that are known, however they are written', () => {
    const known = {
      people: ['Jörg Klein'],
      companies: ['Nordlicht Systemhaus GmbH'],
      addresses: ['Im Winkel'],
    };

    const kept = anonymousText('klein fragt Jörg Kleins nordlicht systemhaus, Im Winkel', known);

    assert.equal(kept, 'klein fragt [Name] [Firma], [Adresse]');
  });

  it('is kept without names that have hyphens and brackets in them', () => {
    const known = {
      people: ['Anna-Lena Klein-Beck'],
      companies: ['Nord-Licht (Systeme) GmbH'],
      addresses: ['Ost-West-Straße 7/9'],
    };

    const kept = anonymousText('Anna-Lena fragt Nord-Licht (Systeme) GmbH', known);

    assert.equal(kept, '[Name] fragt [Firma]');
  });
});

describe('a question without personal data', () => {
  const plain = [
    'Kann eine GmbH CSP werden?',
    'Brauchen wir als GmbH eine PartnerID?',
    'Ich bin Partner und will CSP werden',
    'Ich bin Global Admin, was nun?',
    'Wie ändere ich das in Schritt 4 von 7?',
    'Wo finde ich den Preis?\nPartner Center',
    'Kann LG Partner werden?',
    'Viele Grüße, was ist das MPA?',
    'Gilt das für AT? Danke!',
    'Am 12. Mai 2026 läuft es ab',
  ];
  for (const text of plain) {
    it(`stays as it is: ${text}`, () => {
      const kept = anonymousText(text);

      assert.equal(kept, text.replace('\n', ' '));
    });
  }

  it('is read in time, whatever it is made of', () => {
    const began = performance.now();

    for (const part of ['Aa ', 'a-', 'a.', '1 ', 'Max\n', 'Mit freundlichen ', '&nbsp;']) {
      anonymousText(part.repeat(20_000));
    }

    assert.ok(performance.now() - began < 10_000);
  });
});
