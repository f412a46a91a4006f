// What a person wrote, told from what Teams adds to it.

import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { isBotMentioned } from '../../../dialogs/mentions.ts';
import { recognizeInput } from '../../../dialogs/user-input.ts';
import { writtenHtml, writtenText } from '../../../dialogs/written-text.ts';

const BOT = { id: '28:bot', name: 'Lotse' };
const OF_BOT = mention('28:bot', 'Lotse');
const OF_EVA = mention('29:eva', 'Eva Beck');
/** With every character that means something in a pattern. */
const OF_ODD = mention('29:odd', 'Beck, Eva (C++/IT) [ext.]');
const REPLY =
  '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong itemprop="mri">Lotse</strong><p itemprop="preview">Schritt 4 von 7</p></blockquote>';
const QUESTION = 'Was ist das MPA?';

describe('a written text', () => {
  const written: readonly (readonly [text: string | null, fields: object, words: string])[] = [
    ['<quoted messageId="178"/> status', {}, 'status'],
    ['<quoted messageId="178"/><quoted messageId="179"/>status', {}, 'status'],
    ['status <quoted messageId="178"/>', {}, 'status'],
    ['<QUOTED messageId="178" />status', {}, 'status'],
    ['<quoted messageId="178">Schritt 4</quoted> status', {}, 'status'],
    ['<quoted messageId="178"> status', {}, 'status'],
    [`${REPLY}<p>status</p>`, {}, 'status'],
    [`${REPLY}status`, { textFormat: 'xml' }, 'status'],
    ['Lotse\r\nSchritt 4 von 7\r\n\r\nstatus', html(`${REPLY}<p>status</p>`), 'status'],
    [null, html(`${REPLY}<p>status</p>`), 'status'],
    [`<at>Lotse</at> ${QUESTION} <at>Eva Beck</at>`, heard(OF_BOT, OF_EVA), QUESTION],
    [`<at>Eva Beck</at> <at>Lotse</at> ${QUESTION}`, heard(OF_EVA, OF_BOT), QUESTION],
    [`<at>Lotse</at> <at>Bot</at> ${QUESTION}`, heard(OF_BOT, mention('28:bot', 'Bot')), QUESTION],
    [`${QUESTION} cc <at>Eva Beck</at> und <at>alle</at>`, heard(OF_EVA), QUESTION],
    [`${QUESTION} (cc: <at>Eva Beck</at>, <at>alle</at>)`, heard(OF_EVA), QUESTION],
    [`<at>Eva Beck</at>, ${QUESTION}`, heard(OF_EVA), QUESTION],
    [`<at>Eva-Lena Beck</at> ${QUESTION}`, heard(mention('29:eva', 'Eva-Lena Beck')), QUESTION],
    [`${QUESTION} @Beck, Eva (C++/IT) [ext.]`, heard(OF_ODD), QUESTION],
    ['Stimmt das, <at>Eva Beck</at>?', heard(OF_EVA), 'Stimmt das?'],
    ['Muss <at>Eva Beck</at> unterschreiben?', heard(OF_EVA), 'Muss unterschreiben?'],
    [`<at>everyone</at> <at>Allgemein</at> ${QUESTION}`, {}, QUESTION],
    [`<AT id="0">LOTSE</AT>&nbsp;${QUESTION}\n`, heard(OF_BOT), QUESTION],
    [`<at>Müller &amp; Co</at> ${QUESTION}`, {}, QUESTION],
    [`<at><at>Lotse</at></at> ${QUESTION}`, heard(OF_BOT), QUESTION],
    [`<at>Lotse ${QUESTION}`, heard(OF_BOT), QUESTION],
    [`@Lotse ${QUESTION}`, {}, QUESTION],
    [`@Lotse: ${QUESTION}`, heard(mention('28:bot', 'Lotse', '@Lotse')), QUESTION],
    [`Lotse ${QUESTION}`, heard({ type: 'mention', mentioned: BOT }), QUESTION],
    [QUESTION, heard({ type: 'mention', mentioned: null, text: null }, null), QUESTION],
    [`<p>${QUESTION}</p>`, { textFormat: 'xml' }, QUESTION],
    [`<p>${QUESTION}</p>`, html(`<p>${QUESTION}</p>`), QUESTION],
    ['<div>Nordlicht&nbsp;GmbH<br/></div>', { textFormat: 'html' }, 'Nordlicht GmbH'],
    ['Müller &amp; Söhne GmbH', html('<p>Müller &amp; Söhne GmbH</p>'), 'Müller & Söhne GmbH'],
    ['\uFEFFsta\u200Btus\u200D', {}, 'status'],
    ['\u00A0status\u202F', {}, 'status'],
    [null, { entities: null, attachments: [null], channelData: null }, ''],
  ];
  for (const [text, fields, words] of written) {
    it(`has only the words of ${JSON.stringify(text)}`, () => {
      const input = recognizeInput(activityOf(text, fields));

      const expected = recognizeInput(activityOf(words, {}));
      assert.deepEqual(input, expected);
    });
  }

  const typed = [
    'Nordlicht <Systemhaus> GmbH',
    'a < b',
    '<Firma>',
    'Eva <eva@x.de>',
    'Haus <b GmbH>',
    '<at-risk> GmbH',
    'info@lotse.de',
    'می‌خواهم',
    '👩‍💻',
  ];
  for (const text of typed) {
    it(`leaves ${text} as it was typed`, () => {
      const { text: words } = writtenText(activityOf(text, heard(OF_BOT)));

      assert.equal(words, text);
    });
  }

  it('leaves a tag whose "<" the client has escaped', () => {
    const { text } = writtenText(activityOf('a <b>x</b>', html('<p>a &lt;b&gt;x&lt;/b&gt;</p>')));

    assert.equal(text, 'a <b>x</b>');
  });

  it('keeps its lines', () => {
    const { text } = writtenText(activityOf('<p>eins</p><p>zwei</p>', { textFormat: 'xml' }));

    assert.deepEqual(text.split('\n').filter(Boolean), ['eins', 'zwei']);
  });

  it('is read in time, however it is nested', () => {
    const tricks = [
      '<at>',
      '<quoted>',
      '<!--',
      '<p ',
      '\uFFFC ',
      '<blockquote schema.skype.com/Reply>',
    ];
    const began = performance.now();

    for (const trick of tricks) {
      writtenText(activityOf(trick.repeat(50_000), { textFormat: 'xml', ...heard(OF_BOT) }));
    }

    assert.ok(performance.now() - began < 5_000);
  });
});

describe('the HTML of a message', () => {
  it('goes without what it quotes', () => {
    const shown = writtenHtml(activityOf('ja', html(`${REPLY}<p>ja</p>`)));

    assert.equal(shown?.trim(), '<p>ja</p>');
  });
});

describe('a message that only mentions', () => {
  it('the bot is a greeting', () => {
    const inputs = ['<at>Lotse</at>', '<at>Lotse</at> <at>Bot</at>'].map((text) =>
      recognizeInput(activityOf(text, heard(OF_BOT, mention('28:bot', 'Bot')))),
    );

    assert.deepEqual(inputs, Array(2).fill({ kind: 'command', command: 'hello' }));
  });

  it('somebody else is nothing to the bot', () => {
    const input = recognizeInput(activityOf('<at>Eva Beck</at>', heard(OF_EVA)));

    assert.deepEqual(input, { kind: 'nothing' });
  });
});

describe('a mention of the bot', () => {
  const called = '<at>Lotse</at> hallo';
  const mentions: readonly (readonly [by: string, text: string, fields: object, found: boolean])[] =
    [
      ['its id', 'hallo', heard(OF_BOT), true],
      [
        'its name, where the entity has no id',
        called,
        heard({ type: 'mention', text: called }),
        true,
      ],
      ['its name, where there is no entity', '<at>lotse</at> hallo', {}, true],
      ['not its name, where that is somebody else', called, heard(mention('29:x', 'Lotse')), false],
      ['not a colleague', '<at>Eva Beck</at> hallo', heard(OF_EVA), false],
      ['not what is null', 'hallo', heard(null, { type: 'mention', mentioned: null }), false],
    ];
  for (const [by, text, fields, expected] of mentions) {
    it(`is told by ${by}`, () => {
      const found = isBotMentioned(activityOf(text, fields));

      assert.equal(found, expected);
    });
  }
});

function mention(id: string, name: string, text = `<at>${name}</at>`): object {
  return { type: 'mention', mentioned: { id, name }, text };
}

function heard(...entities: readonly (object | null)[]): object {
  return { entities };
}

function html(content: string): object {
  return { attachments: [null, { contentType: 'text/html', content }] };
}

function activityOf(text: string | null, fields: object): Activity {
  return { type: 'message', recipient: BOT, ...fields, text } as unknown as Activity;
}
