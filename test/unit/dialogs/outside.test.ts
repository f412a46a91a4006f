import assert from 'node:assert/strict';
import {
  doubtAbout,
  outsideLine,
  outsideLink,
  outsideSummary,
  outsideWords,
} from '../../../dialogs/cards/outside.ts';

const NO_LINKS = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt://partner.microsoft.com/%0aalert(1)',
  'data:text/html,hi',
  'file:///etc/passwd',
  'msteams://l/chat',
  'vbscript:x',
  'partner.microsoft.com/x',
  'https://partner.microsoft.com@evil.example/',
  'https://',
  '',
];

const DOUBTS: readonly [url: string, doubt: string | undefined][] = [
  ['https://partner.microsoft.com/dashboard/x?id=1', undefined],
  ['https://PARTNER.microsoft.com/x', undefined],
  ['https://aka.ms/abc', undefined],
  ['http://partner.microsoft.com/x', 'notMicrosoft'],
  ['https://partner.microsoft.com.evil.example/x', 'notMicrosoft'],
  ['https://evil.example/partner.microsoft.com', 'notMicrosoft'],
  ['https://forms.microsoft.com/r/phish', 'notMicrosoft'],
  ['https://pаrtner.microsoft.com/x', 'notMicrosoft'],
  ['https://partner.microsoft.com:8443/x', 'notMicrosoft'],
  [
    'https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=1#/x',
    'customerInvitation',
  ],
  [
    'https://admin.microsoft.com/Home#/x?INVTYPE=IndirectResellerRelationship',
    'customerInvitation',
  ],
  ['https://admin.microsoft.com/Home?%69nvType=ResellerRelationship', 'customerInvitation'],
  [
    'https://portal.office.com/partner/partnersignup.aspx?type=IndirectResellerRelationship&id=1',
    'customerInvitation',
  ],
  ['https://evil.example/?invType=ResellerRelationship', 'customerInvitation'],
];

describe('a link from outside', () => {
  for (const text of NO_LINKS) {
    it(`is none when it says ${JSON.stringify(text)}`, () => {
      const link = outsideLink(text);

      assert.equal(link, undefined);
    });
  }

  for (const [url, doubt] of DOUBTS) {
    it(`is ${doubt ?? 'fine'}: ${url}`, () => {
      const link = outsideLink(url);

      assert.ok(link);
      assert.equal(doubtAbout(link), doubt);
    });
  }

  it('shows the host it truly leads to', () => {
    const link = outsideLink('https://pаrtner.microsoft.com/x');

    assert.match(link?.host ?? '', /^xn--/u);
  });
});

describe('a text from outside', () => {
  it('keeps its signs but no control characters and no turned direction', () => {
    const line = outsideLine('**Fett** <b>x</b>\u0007 \u202Egpj.exe\r\nzwei');

    assert.equal(line, '**Fett** <b>x</b> gpj.exe zwei');
  });

  it('becomes text runs, a paragraph for each line', () => {
    const words = outsideWords('eins\r\n\r\n[zwei](https://evil.example)', 100);

    const runs = words.map((word) => (word.type === 'RichTextBlock' ? word.inlines[0]?.text : ''));
    assert.deepEqual(runs, ['eins', '[zwei](https://evil.example)']);
  });

  it('is cut where it is too long, never inside a sign', () => {
    const line = outsideLine('ab😀😀', 4);

    assert.equal(line, 'ab…');
  });

  it('forms no Markdown and no address in a summary', () => {
    const summary = outsideSummary('[Hier](https://evil.example) **jetzt** um 10:30');

    assert.equal(summary, 'Hierhttps evil.example jetzt um 10:30');
  });
});
