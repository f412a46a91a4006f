// „Ist diese Einladung echt?“: which messages ask that, and what is found about their links.

import assert from 'node:assert/strict';
import { linksAskedAbout } from '../../../services/mailbox/pasted.ts';
import { CUSTOMER_INVITATIONS } from '../../fixtures/customer-invitations.ts';
import { INVITATION_LINK } from '../../fixtures/mails.ts';

const SAFE = `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(INVITATION_LINK)}&data=1`;
const ASKED: readonly [text: string, place: string, host: string][] = [
  [`Ist diese Einladung echt? ${INVITATION_LINK}`, 'partnerCenter', 'partner.microsoft.com'],
  [`is this invitation genuine ${INVITATION_LINK}`, 'partnerCenter', 'partner.microsoft.com'],
  [INVITATION_LINK, 'partnerCenter', 'partner.microsoft.com'],
  [SAFE, 'partnerCenter', 'partner.microsoft.com'],
  ['Kann ich das anklicken? https://aka.ms/abc', 'microsoft', 'aka.ms'],
  ['https://partner-microsoft.com/x', 'lookAlike', 'partner-microsoft.com'],
  ['Ist partner-microsoft.com seriös?', 'lookAlike', 'partner-microsoft.com'],
  [
    'can I trust https://partner.microsoft.com.evil.example/?',
    'lookAlike',
    'partner.microsoft.com.evil.example',
  ],
  ['https://partner.microsoft.com@evil.example/', 'lookAlike', 'evil.example'],
  ['Ist das Phishing? https://nordwind.example/einladung', 'elsewhere', 'nordwind.example'],
  ['Ist der Link sicher? http://partner.microsoft.com/x', 'unsafe', 'partner.microsoft.com'],
  ['Echt? https://forms.microsoft.com/r/1', 'otherMicrosoft', 'forms.microsoft.com'],
];
const NOT_ASKED = [
  'https://seewind.example',
  'www.seewind.example',
  'Unsere Website ist https://seewind.example',
  'Woran erkenne ich, ob eine Einladung echt ist?',
  'ada@seewind.example',
  'Seewind GmbH & Co. KG',
  'Wie lange dauert die Überprüfung? Ich habe https://partner.microsoft.com gelesen.',
];

describe('a message with a link', () => {
  for (const [text, place, host] of ASKED) {
    it(`is judged: ${text}`, () => {
      const [link] = linksAskedAbout({ text, html: undefined }) ?? [];

      assert.equal(link?.place, place);
      assert.equal(link.host, host);
    });
  }

  for (const text of NOT_ASKED) {
    it(`asks nothing of the kind: ${text}`, () => {
      assert.equal(linksAskedAbout({ text, html: undefined }), undefined);
    });
  }

  for (const link of CUSTOMER_INVITATIONS) {
    it(`is a customer’s invitation, with or without words beside it: ${link}`, () => {
      const texts = [link, `Die Einladung vom Anbieter ist da: ${link}`, `invitation came ${link}`];

      const judged = texts.map((text) => linksAskedAbout({ text, html: undefined })?.[0]?.customer);

      assert.deepEqual(judged, [true, true, true]);
    });
  }

  it('is judged by where it leads, not by what it reads, when the client sends both', () => {
    const html =
      '<p>Ist das echt? <a href="https://evil.example/">https://partner.microsoft.com/x</a></p>';

    const links = linksAskedAbout({ text: 'Ist das echt? https://partner.microsoft.com/x', html });

    assert.equal(links?.[0]?.host, 'evil.example');
    assert.equal(links[0].deceptive, true);
  });

  it('is judged when a whole mail is pasted', () => {
    const text = `Guten Tag, wir möchten Ihr indirekter Anbieter werden. Bitte nehmen Sie unsere Einladung an und autorisieren Sie uns hier: ${INVITATION_LINK} Viele Grüße, Anna Berg`;

    assert.equal(linksAskedAbout({ text, html: undefined })?.[0]?.place, 'partnerCenter');
  });
});
