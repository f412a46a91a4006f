// Several notes as one card: each with its words, its link and its delivery.

import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import { notificationMessage } from '../../../dialogs/notifications/notification-messages.ts';
import {
  NOTIFICATION_SUBJECTS,
  type Notification,
} from '../../../services/notifications/notification.ts';
import { textsIn } from '../../../services/texts/texts.ts';
import { actionsOf, cardOf, textsOf } from '../../support/cards.ts';
import { assertGoodCard } from '../../support/card-rules.ts';
import { contactOf, EVERY_NOTE, noteOf } from '../../support/notes.ts';

describe('several notes on one card', () => {
  for (const subject of NOTIFICATION_SUBJECTS) {
    it(`keep the rules of cards, six of the longest ${subject} that go together`, () => {
      const values = Object.fromEntries(
        Object.entries(noteOf(subject).values).map(([name, text]) => [name, longest(name, text)]),
      );
      const six = [1, 2, 3, 4, 5, 6].map((at) =>
        noteOf(subject, { deliveryId: `d-${at}`, values }),
      );

      assertGoodCard({ ...told(six), id: '1', method: 'POST' });
    });
  }

  it('are told in order, every one of them', () => {
    const words = wordsOf(EVERY_NOTE);
    const titles = EVERY_NOTE.map(({ subject }) => textsIn('de')(`notify.${subject}.title`));

    assert.ok(words.startsWith(`${EVERY_NOTE.length} Neuigkeiten zu Ihrer Registrierung`));
    assert.ok(words.indexOf('Die Überprüfung läuft') < words.indexOf('ist bestanden'));
    assert.deepEqual(
      titles.filter((title) => !words.includes(title)),
      [],
    );
  });

  it('lose no word of what an event may bring', () => {
    const text = 'wort '.repeat(800).trim();
    const reason = 'grund '.repeat(330).trim();

    const one = wordsOf([noteOf('announcement', { values: { 'text.de': text } })]);
    const other = wordsOf([noteOf('verification.rejected', { values: { reason } })]);

    assert.ok(one.includes(text));
    assert.ok(other.includes(reason));
  });

  it('leave room for the question whether a mail is an invitation', () => {
    const notes = [
      noteOf('mpa.signed'),
      noteOf('mpa.unsigned'),
      noteOf('provider.invitationNoticed'),
    ];

    const [first] = actionData(notes);

    assert.deepEqual(first, {
      action: 'milestone',
      milestone: 'providerInvited',
      value: 'mail.show:delivery-provider.invitationNoticed',
    });
  });

  it('show every link with its true host, and whose it is', () => {
    const linked = [1, 2].map((at) =>
      noteOf('announcement', {
        deliveryId: `d-${at}`,
        values: {
          ...{
            'title.de': `Termin **${at}**`,
            'title.en': `Date ${at}`,
            'text.de': 'x',
            'text.en': 'x',
          },
          url: `https://n${at}.example/`,
        },
      }),
    );
    const notes = [noteOf('mpa.signed'), noteOf('verification.rejected'), ...linked];

    const links = actionsOf(cardOf(told(notes))).filter(({ type }) => type === 'Action.OpenUrl');

    assert.deepEqual(
      links.map(({ title, url }) => [title, url]),
      [1, 2].map((at) => [`Mehr zu „Termin ${at}“ (n${at}.example)`, `https://n${at}.example/`]),
    );
    assert.ok(actionsOf(cardOf(told(notes))).length <= 6);
  });

  it('are acknowledged together', () => {
    const notes = [noteOf('mpa.signed'), noteOf('provider.authorized'), noteOf('mpa.unsigned')];

    const seen = actionData(notes).find(({ action }) => action === 'seen');

    assert.deepEqual(seen, {
      action: 'seen',
      delivery: 'delivery-mpa.signed',
      more: 'delivery-provider.authorized delivery-mpa.unsigned',
    });
  });

  it('are turned off kind by kind', () => {
    const notes = [noteOf('mpa.signed'), noteOf('provider.authorized'), noteOf('mpa.unsigned')];

    const kinds = actionData(notes).filter(({ action }) => action === 'mute');

    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['mpa', 'provider'],
    );
  });
});

function told(notes: readonly Notification[]): Partial<Activity> {
  return notificationMessage(contactOf({ language: 'de' }), notes);
}

function wordsOf(notes: readonly Notification[]): string {
  return textsOf(cardOf(told(notes))).join('\n');
}

function actionData(notes: readonly Notification[]): readonly Record<string, unknown>[] {
  return actionsOf(cardOf(told(notes))).map(({ data }) => (data ?? {}) as Record<string, unknown>);
}

/** As long as a value may be in a message with others. */
function longest(name: string, text: string): string {
  if (name === 'expiresAt' || name === 'source' || name === 'warnings' || name === 'check')
    return text;
  if (name.toLowerCase().endsWith('url')) return `${text}&x=${'y'.repeat(500)}`;
  const most = name === 'reason' || name.startsWith('text') ? 600 : 200;
  return 'ä'.repeat(most);
}
