import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { notificationMessage } from '../../../dialogs/notifications/notification-messages.ts';
import { readCardAction } from '../../../dialogs/cards/card-action.ts';
import type { Notification } from '../../../services/notifications/notification.ts';
import type { Language } from '../../../services/texts/languages.ts';
import { actionsOf, cardOf, textsOf, type CardPart } from '../../support/cards.ts';
import { assertGoodCard } from '../../support/card-rules.ts';
import { contactOf, EVERY_NOTE, noteOf } from '../../support/notes.ts';

const CHECKS = ['email_ownership', 'employment', 'business', 'identity', 'due_diligence'];

function told(notes: readonly Notification[], language: Language = 'de'): Partial<Activity> {
  return notificationMessage(contactOf({ language }), notes);
}

function wordsOf(notes: readonly Notification[], language: Language = 'de'): string {
  return textsOf(cardOf(told(notes, language))).join('\n');
}

function actionData(notes: readonly Notification[]): readonly Record<string, unknown>[] {
  return actionsOf(cardOf(told(notes))).map(({ data }) => (data ?? {}) as Record<string, unknown>);
}

describe('the announcement card', () => {
  for (const language of ['de', 'en'] as const) {
    for (const note of EVERY_NOTE) {
      it(`keeps the rules of cards for ${note.subject} in ${language}`, () => {
        const message = told([note], language);

        assertGoodCard({ ...message, id: '1', method: 'POST' });
        assert.doesNotMatch(JSON.stringify(message), /\{\w+\}|undefined/u);
      });

      it(`says how to be done with ${note.subject}: read, later, not this kind, in ${language}`, () => {
        const data = actionsOf(cardOf(told([note], language))).map((action) => action['data']);

        const actions = data.map((one) => readCardAction(one)?.action);
        assert.ok(actions.includes('seen'));
        assert.ok(actions.includes('snooze'));
        assert.ok(actions.includes('mute'));
      });
    }
  }

  it('offers a next step as its first button, whatever it tells of the enrollment', () => {
    for (const note of EVERY_NOTE) {
      const [first] = actionsOf(cardOf(told([note])));

      assert.notEqual((first?.['data'] as { action?: string } | undefined)?.action, 'seen');
    }
  });

  it('names the delivery on the button that acknowledges it', () => {
    const data = actionData([noteOf('mpa.signed', { deliveryId: 'd-1' })]);

    assert.deepEqual(
      data.find(({ action }) => action === 'seen'),
      { action: 'seen', delivery: 'd-1' },
    );
    assert.deepEqual(
      data.find(({ action }) => action === 'mute'),
      { action: 'mute', kind: 'mpa' },
    );
  });

  for (const check of CHECKS) {
    it(`tells a refusal at ${check}: the cause, what helps, and the appeal`, () => {
      const words = wordsOf([noteOf('verification.rejected', { values: { check } })]);

      assert.doesNotMatch(words, /Den Grund nennt das Partner Center/u);
      assert.match(words, /Was hilft/u);
      assert.match(words, /„Fix now“.*\n?.*„Upload“/u);
      assert.match(words, /Überprüfung ansehen \(partner\.microsoft\.com\)/u);
    });
  }

  it('tells a refusal without a named check where the cause stands', () => {
    const words = wordsOf([noteOf('verification.rejected', { values: {} })]);

    assert.match(words, /Den Grund nennt das Partner Center/u);
    assert.match(words, /Wer jetzt dran ist: Ihr globaler Administrator/u);
  });

  it('tells what a provider may do before its link, and the link with its host', () => {
    const words = wordsOf([noteOf('provider.invited')]);

    const rights = words.indexOf('Administratorzugriff auf das Geschäftskonto');
    assert.ok(rights > 0 && rights < words.indexOf('partner.microsoft.com'));
    assert.match(words, /Einladung öffnen \(partner\.microsoft\.com\)/u);
    assert.match(words, /24\. Dezember 2026/u);
    assert.doesNotMatch(words, /Vorsicht/u);
  });

  it('warns of a link that does not lead to Microsoft', () => {
    const invitationUrl = 'https://partner.microsoft.com.evil.example/';
    const words = wordsOf([noteOf('provider.invited', { values: { invitationUrl } })]);

    assert.match(words, /Vorsicht: Dieser Link führt nicht zu Microsoft/u);
    assert.match(words, /Einladung öffnen \(partner\.microsoft\.com\.evil\.example\)/u);
  });

  it('warns of an invitation that is a customer’s', () => {
    const invitationUrl = 'https://admin.microsoft.com/x?invType=ResellerRelationship';
    const words = wordsOf([noteOf('provider.invited', { values: { invitationUrl } })]);

    assert.match(words, /Vorsicht: Das ist eine Einladung für Kunden/u);
    assert.doesNotMatch(words, /Einladung öffnen/u);
  });

  it('never makes a link of another scheme', () => {
    const values = { invitationUrl: 'javascript:alert(1)', url: 'javascript:alert(1)' };
    const notes = [noteOf('provider.invited', { values }), noteOf('announcement', { values })];

    for (const note of notes) {
      assert.doesNotMatch(JSON.stringify(told([note])), /javascript|OpenUrl.*alert/iu);
    }
  });

  it('shows what a sender wrote in text runs only', () => {
    const evil = '**x** [y](https://evil.example) <b>z</b>';
    const values = {
      reason: evil,
      providerName: evil,
      customerName: evil,
      'title.de': evil,
      'text.de': evil,
    };

    for (const note of EVERY_NOTE) {
      const message = told([{ ...note, values }]);
      const card = cardOf(message);
      const blocks = JSON.stringify((card['body'] as CardPart[]).filter(isTextBlock));
      assert.doesNotMatch(`${blocks}${message.summary ?? ''}`, /\*\*|evil\.example\)|<b>/u);
    }
  });

  it('says where it is from, and when', () => {
    const event = wordsOf([noteOf('mpa.unsigned')]);
    const reminder = wordsOf([noteOf('reminder.mpaUnsigned')]);
    const news = wordsOf([noteOf('announcement')], 'en');

    assert.match(event, /Stand vom 23\. November 2026, laut Partnerbetreuung/u);
    assert.match(reminder, /Eine Erinnerung von Lotse, 23\. November 2026/u);
    assert.match(news, /From your partner team, 23 November 2026/u);
  });

  it('offers a person with the last reminder, and no later', () => {
    const last = noteOf('reminder.mpaUnsigned', { values: { last: 'true' } });

    const actions = actionData([last]).map(({ action }) => action);
    assert.ok(actions.includes('human'));
    assert.ok(!actions.includes('snooze'));
    assert.match(wordsOf([last]), /meine letzte Erinnerung/u);
  });
});

function isTextBlock({ type }: CardPart): boolean {
  return type === 'TextBlock';
}
