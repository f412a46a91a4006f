// The small cards: welcome, help, language, notifications, my data, a pause.

import { ALL_KINDS, type Contact } from '../../services/contacts/contacts.ts';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Language } from '../../services/texts/languages.ts';
import { day, type Translate, type TextKey } from '../../services/texts/texts.ts';
import type { ExpertContact, TurnInfo } from '../turn-info.ts';
import { humanButtons } from './human-card.ts';
import { categoryName } from './notification-card.ts';
import {
  button,
  datum,
  heading,
  listLine,
  note,
  paragraph,
  type Button,
  type Card,
  type CardLanguage,
  type Element,
} from './card.ts';

/** The first words in a personal chat. In: the person to turn to, if there is one. */
export function welcomeCard({ t, language }: CardLanguage, expert: ExpertContact): Card {
  return {
    kind: 'welcome',
    summary: `${t('welcome.title')}. ${t('welcome.text')}`,
    body: [
      heading(t('welcome.title')),
      paragraph(t('welcome.text')),
      paragraph(t('welcome.how')),
      note(t('welcome.safe')),
    ],
    actions: [
      { ...button(t('button.enroll'), 'enroll'), style: 'positive' },
      button(t('button.help'), 'help'),
      ...humanButtons(t, expert),
      languageButton(t, language),
    ],
  };
}

/** Switches to the other language at once. */
function languageButton(t: Translate, language: Language): Button {
  return button(t('button.language'), 'language', { language: language === 'de' ? 'en' : 'de' });
}

export interface HelpCardOptions {
  /** Whether somebody said hello. */
  readonly greeting: boolean;
  readonly canSignIn: boolean;
  readonly expert: ExpertContact;
  /** Questions that fit where the person stands. */
  readonly examples: readonly string[];
}

/** What the bot can do. */
export function helpCard(
  { t, language }: CardLanguage,
  { greeting, canSignIn, examples, expert }: HelpCardOptions,
): Card {
  const lines: TextKey[] = ['help.form', 'help.why', 'help.status', 'help.more'];
  if (canSignIn) lines.push('help.signIn');
  return {
    kind: 'help',
    summary: t(greeting ? 'help.hello' : 'help.title'),
    body: [
      ...(greeting ? [paragraph(t('help.hello'))] : []),
      heading(t('help.title')),
      ...lines.map((key) => paragraph(t(key))),
      paragraph(t('help.examples')),
      ...examples.map((question) => listLine(`• ${question}`)),
    ],
    actions: [
      button(t('button.continue'), 'enroll'),
      button(t('button.status'), 'status'),
      ...humanButtons(t, expert),
      languageButton(t, language),
    ],
  };
}

/** Words with the ways out beside them, so that nothing ends in silence. */
export function wayOutCard(t: Translate, key: TextKey): Card {
  return {
    kind: 'unknown',
    summary: t(key),
    body: [paragraph(t(key))],
    actions: [
      button(t('button.help'), 'help'),
      button(t('button.continue'), 'enroll'),
      button(t('button.human'), 'human'),
    ],
  };
}

export function languageCard(t: Translate): Card {
  return {
    kind: 'language',
    summary: t('language.ask'),
    body: [heading(t('language.title')), paragraph(t('language.ask'))],
    actions: [
      button(t('language.german'), 'language', { language: 'de' }),
      button(t('language.english'), 'language', { language: 'en' }),
    ],
  };
}

/** Whether notifications are on, and the buttons that turn it round; a kind turned off has its own. */
export function notificationsCard(t: Translate, muted: readonly string[]): Card {
  const off = muted.includes(ALL_KINDS);
  const kinds = muted.filter((kind) => kind !== ALL_KINDS);
  const names = kinds.map((kind) => categoryName(t, kind));
  const words = t(off ? 'notifications.areOff' : 'notifications.areOn');
  return {
    kind: 'notifications',
    summary: words,
    body: [
      heading(t('notifications.title')),
      paragraph(words),
      ...(kinds.length === 0 ? [] : [datum(t('notifications.mutedKinds'), names.join(', '))]),
    ],
    actions: [
      off
        ? button(t('button.unmute'), 'unmute', { kind: ALL_KINDS })
        : button(t('button.mute'), 'mute', { kind: ALL_KINDS }),
      ...(off ? [] : kinds).map((kind) =>
        button(t('notify.unmute', { kind: categoryName(t, kind) }), 'unmute', { kind }),
      ),
    ],
  };
}

/** What is stored about a person and their company. */
export function myDataCard(
  turnInfo: TurnInfo,
  enrollment: Enrollment | undefined,
  contact: Contact | undefined,
): Card {
  const { t, language, person } = turnInfo;
  const off = contact?.muted.includes(ALL_KINDS) ?? false;
  const company =
    enrollment === undefined
      ? t('data.noEnrollment')
      : t('data.enrollment', {
          date: day(enrollment.startedAt, language),
          count: enrollment.participants.length,
        });
  return {
    kind: 'myData',
    summary: t('data.title'),
    body: [
      heading(t('data.title')),
      paragraph(t('data.person')),
      datum(t('data.name'), person.name),
      datum(t('data.languageLabel'), t(language === 'de' ? 'language.german' : 'language.english')),
      datum(t('data.notifications'), t(off ? 'data.off' : 'data.on')),
      paragraph(company),
      ...directoryRead(turnInfo, enrollment),
      paragraph(t('data.never')),
      note(t('data.deleteHow')),
    ],
    actions: [button(t('button.status'), 'status'), button(t('button.help'), 'help')],
  };
}

/** What was read when they signed in. */
function directoryRead({ t, language, person }: TurnInfo, enrollment?: Enrollment): Element[] {
  const read = enrollment?.directory;
  if (read?.by !== person.id) return [];
  return [paragraph(t('data.directory', { date: day(read.at, language) }))];
}

/** Says how to go on later. In: the words for whether a form was open. */
export function pauseCard(
  t: Translate,
  key: 'pause.done' | 'pause.nothing' | 'none.running',
): Card {
  const words = t(key);
  return {
    kind: 'pause',
    summary: words,
    body: [paragraph(words)],
    actions: [
      key === 'pause.done'
        ? button(t('button.continue'), 'enroll')
        : button(t('button.status'), 'status'),
    ],
  };
}
