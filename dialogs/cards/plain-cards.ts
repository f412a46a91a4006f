// The small cards: welcome, help, language, a person, notifications, my data, one question.

import type { Contact } from '../../services/contacts/contacts.ts';
import { ALL_KINDS } from '../../services/contacts/contacts.ts';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Language } from '../../services/texts/languages.ts';
import { day, type Say, type TextKey } from '../../services/texts/texts.ts';
import type { Expert, Scene } from '../turn-info.ts';
import { kindName } from './notification-card.ts';
import {
  button,
  datum,
  heading,
  listLine,
  note,
  openUrl,
  paragraph,
  type Button,
  type Card,
  type Element,
} from './card.ts';

export const QUESTIONS = ['cancel', 'startOver', 'deleteData'] as const;
export type Question = (typeof QUESTIONS)[number];

/** The first words in a personal chat. */
export function welcomeCard({ say, language }: Pick<Scene, 'say' | 'language'>): Card {
  return {
    summary: `${say('welcome.title')}. ${say('welcome.text')}`,
    body: [
      heading(say('welcome.title')),
      paragraph(say('welcome.text')),
      paragraph(say('welcome.how')),
      note(say('welcome.safe')),
    ],
    actions: [
      { ...button(say('button.enroll'), 'enroll'), style: 'positive' },
      button(say('button.help'), 'help'),
      button(say('button.human'), 'human'),
      languageButton(say, language),
    ],
  };
}

/** Switches to the other language at once. */
function languageButton(say: Say, language: Language): Button {
  return button(say('button.language'), 'language', { language: language === 'de' ? 'en' : 'de' });
}

export interface Helping {
  /** Whether somebody said hello. */
  readonly greeting: boolean;
  readonly canSignIn: boolean;
  /** Questions that fit where the person stands. */
  readonly examples: readonly string[];
}

/** What the bot can do. */
export function helpCard(
  { say, language }: Pick<Scene, 'say' | 'language'>,
  { greeting, canSignIn, examples }: Helping,
): Card {
  const signIn: readonly TextKey[] = canSignIn ? ['help.signIn'] : [];
  const lines: readonly TextKey[] = [
    'help.form',
    'help.why',
    'help.status',
    'help.more',
    ...signIn,
  ];
  return {
    summary: say(greeting ? 'help.hello' : 'help.title'),
    body: [
      ...(greeting ? [paragraph(say('help.hello'))] : []),
      heading(say('help.title')),
      ...lines.map((key) => paragraph(say(key))),
      paragraph(say('help.examples')),
      ...examples.map((question) => listLine(`• ${question}`)),
    ],
    actions: [
      button(say('button.continue'), 'enroll'),
      button(say('button.status'), 'status'),
      button(say('button.human'), 'human'),
      languageButton(say, language),
    ],
  };
}

/** Words with the ways out beside them, so that nothing ends in silence. */
export function wayOutCard(say: Say, key: TextKey): Card {
  return {
    summary: say(key),
    body: [paragraph(say(key))],
    actions: [
      button(say('button.help'), 'help'),
      button(say('button.continue'), 'enroll'),
      button(say('button.human'), 'human'),
    ],
  };
}

export function languageCard(say: Say): Card {
  return {
    summary: say('language.ask'),
    body: [heading(say('language.title')), paragraph(say('language.ask'))],
    actions: [
      button(say('language.german'), 'language', { language: 'de' }),
      button(say('language.english'), 'language', { language: 'en' }),
    ],
  };
}

/** A person to turn to. In: what the operator configured. */
export function humanCard(say: Say, { name, email, url }: Expert): Card {
  const known = [name, email, url].some((value) => value !== undefined);
  const lines = known
    ? [
        ...(name === undefined ? [] : [paragraph(say('human.expert', { name }))]),
        ...(email === undefined ? [] : [paragraph(say('human.email', { email }))]),
      ]
    : [paragraph(say('human.none'))];
  const links: Button[] = url === undefined ? [] : [openUrl(say('human.link'), url)];
  return {
    summary: say('human.title'),
    body: [heading(say('human.title')), ...lines, note(say('human.safe'))],
    actions: [...links, button(say('button.help'), 'help')],
  };
}

/** Whether announcements are on, and the buttons that turn it round; a kind turned off has its own. */
export function notificationsCard(say: Say, muted: readonly string[]): Card {
  const off = muted.includes(ALL_KINDS);
  const kinds = muted.filter((kind) => kind !== ALL_KINDS);
  const names = kinds.map((kind) => kindName(say, kind));
  const words = say(off ? 'notifications.areOff' : 'notifications.areOn');
  return {
    summary: words,
    body: [
      heading(say('notifications.title')),
      paragraph(words),
      ...(kinds.length === 0 ? [] : [datum(say('notifications.mutedKinds'), names.join(', '))]),
    ],
    actions: [
      off
        ? button(say('button.unmute'), 'unmute', { kind: ALL_KINDS })
        : button(say('button.mute'), 'mute', { kind: ALL_KINDS }),
      ...(off ? [] : kinds).map((kind) =>
        button(say('notify.unmute', { kind: kindName(say, kind) }), 'unmute', { kind }),
      ),
    ],
  };
}

/** What is stored about a person and her company. */
export function myDataCard(
  scene: Scene,
  enrollment: Enrollment | undefined,
  contact: Contact | undefined,
): Card {
  const { say, language, person } = scene;
  const off = contact?.muted.includes(ALL_KINDS) ?? false;
  const company =
    enrollment === undefined
      ? say('data.noEnrollment')
      : say('data.enrollment', {
          date: day(enrollment.startedAt, language),
          count: enrollment.participants.length,
        });
  return {
    summary: say('data.title'),
    body: [
      heading(say('data.title')),
      paragraph(say('data.person')),
      datum(say('data.name'), person.name),
      datum(
        say('data.languageLabel'),
        say(language === 'de' ? 'language.german' : 'language.english'),
      ),
      datum(say('data.notifications'), say(off ? 'data.off' : 'data.on')),
      paragraph(company),
      ...directoryRead(scene, enrollment),
      paragraph(say('data.never')),
      note(say('data.deleteHow')),
    ],
    actions: [button(say('button.status'), 'status'), button(say('button.help'), 'help')],
  };
}

/** What was read when she signed in. */
function directoryRead({ say, language, person }: Scene, enrollment?: Enrollment): Element[] {
  const read = enrollment?.directory;
  if (read?.by !== person.id) return [];
  return [paragraph(say('data.directory', { date: day(read.at, language) }))];
}

/** One question, yes or no. */
export function questionCard(say: Say, question: Question): Card {
  return {
    summary: say(`confirm.${question}`),
    body: [paragraph(say(`confirm.${question}`))],
    actions: [
      {
        ...button(say('button.yes'), 'answer', { step: question, reply: 'yes' }),
        style: 'destructive',
      },
      button(say('button.no'), 'answer', { step: question, reply: 'no' }),
    ],
  };
}
