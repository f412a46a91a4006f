// What the bot says first: what happened, what it means, who acts, the next step; where it is from, and how to be spared.

import {
  NOTIFICATION_CATEGORIES,
  type NotificationCategory,
  type Notification,
  hasOwnButton,
} from '../../services/notifications/notification.ts';
import { FACT_SOURCES } from '../../services/enrollment/milestones.ts';
import type { Language } from '../../services/texts/languages.ts';
import { day, textsIn, type Translate } from '../../services/texts/texts.ts';
import { notificationDetails } from './notification-details.ts';
import { courseOf, needsReply, stepButtons } from './notification-steps.ts';
import {
  button,
  heading,
  note as small,
  paragraph,
  paragraphs,
  subheading,
  type Button,
  type Card,
  type CardLanguage,
  type Element,
} from './card.ts';
import { outsideSummary } from './outside.ts';

const MOST_STEPS = 2;
const MOST_MUTES = 2;

/** The card for notes that arrive together. In: at least one note. Out: one card with a section for every note. */
export function notificationCard(notes: readonly Notification[], options: CardLanguage): Card {
  const [first] = notes;
  if (first === undefined) throw new Error('A notification card needs at least one notification.');
  return notes.length === 1 ? singleCard(first, options) : foldedCard(notes, options);
}

/** Asks whether a notification came: sent twice, its answer lost twice, a third copy would be one too many. In: the one that may have been seen twice or never. Out: its title, and a button that shows it. */
export function doubtfulCard(note: Notification, language: Language): Card {
  const { subject, deliveryId: delivery, at } = note;
  const t = textsIn(language);
  const title = t('notify.doubtful.title');
  const about = { title: t(`notify.${subject}.title`), date: day(at, language) };
  const text = t('notify.doubtful.text', about);
  return {
    kind: 'note',
    summary: `${title} ${text}`,
    body: [heading(title), paragraph(text)],
    actions: [
      button(t('notify.doubtful.show'), 'snooze', { delivery, until: 'now' }),
      button(t('notify.doubtful.known'), 'seen', { delivery }),
    ],
  };
}

/** A kind's name, as buttons and lists say it. */
export function categoryName(t: Translate, kind: string): string {
  const known = NOTIFICATION_CATEGORIES.find((one) => one === kind);
  return known === undefined ? kind : t(`notify.kind.${known}`);
}

function singleCard(note: Notification, options: CardLanguage): Card {
  const { t } = options;
  return {
    kind: 'note',
    summary: [summaryOf(note, options), ...meaningOf(note, t)].join('. '),
    body: [
      heading(t(`notify.${note.subject}.title`)),
      ...section(note, options),
      small(t('notify.turnOff', { kinds: categoryName(t, note.kind) })),
    ],
    actions: [...actionButtons([note], options), ...preferenceButtons([note], t)],
  };
}

function foldedCard(notes: readonly Notification[], options: CardLanguage): Card {
  const { t } = options;
  const title = t('notify.folded.title', { count: notes.length });
  const kinds = kindsOf(notes).map((kind) => categoryName(t, kind));
  return {
    kind: 'note',
    summary: [title, ...notes.map((note) => summaryOf(note, options))].join(' · '),
    body: [
      heading(title),
      ...notes.flatMap((note) => [
        subheading(t(`notify.${note.subject}.title`)),
        ...section(note, options),
      ]),
      small(t('notify.turnOff', { kinds: kinds.slice(0, MOST_MUTES).join(', ') })),
    ],
    actions: [...actionButtons(notes, options), ...preferenceButtons(notes, t)],
  };
}

/** Phones show it on the locked screen: what it is about, and of the event's words only a partner team's title. */
function summaryOf({ subject, values }: Notification, { language, t }: CardLanguage): string {
  const title = t(`notify.${subject}.title`);
  if (subject !== 'announcement') return title;
  return `${title}: ${outsideSummary(values[`title.${language}`])}`;
}

function section(note: Notification, options: CardLanguage): readonly Element[] {
  const { t } = options;
  const course = courseOf(note.subject);
  return [
    ...meaningOf(note, t).flatMap(paragraphs),
    ...notificationDetails(note, options),
    ...(course === undefined
      ? []
      : [paragraph(t('status.who', { actor: t(`actor.${course.actor}`) }))]),
    ...nextWords(note, t),
    ...(note.values['last'] === undefined ? [] : [paragraph(t('notify.last'))]),
    ...(course?.source === undefined ? [] : [small(t('why.source', { source: t(course.source) }))]),
    small(origin(note, options)),
  ];
}

function meaningOf({ subject }: Notification, t: Translate): readonly string[] {
  return subject === 'announcement' ? [] : [t(`notify.${subject}.text`)];
}

function nextWords({ subject }: Notification, t: Translate): readonly Element[] {
  return subject === 'announcement' ? [] : paragraphs(t(`notify.${subject}.next`));
}

function origin({ kind, at, values }: Notification, { language, t }: CardLanguage): string {
  const date = day(at, language);
  if (kind === 'reminder') return t('notify.fromLotse', { date });
  const source = FACT_SOURCES.find((one) => one === values['source']) ?? 'operator';
  if (kind === 'announcement' && source === 'operator') {
    return t('notify.fromPartnerTeam', { date });
  }
  return t('notify.from', { date, source: t(`source.${source}`) });
}

/** The next steps, none twice, first those that are a note's own; the very first one stands out. */
function actionButtons(notes: readonly Notification[], options: CardLanguage): readonly Button[] {
  const each = [...notes]
    .sort((one, other) => urgencyOf(other) - urgencyOf(one))
    .flatMap((note) => stepButtons(options, note, notes.length > 1));
  const [first, ...others] = unique(each).slice(0, MOST_STEPS);
  if (first === undefined) return [];
  return [first.type === 'Action.Submit' ? { ...first, style: 'positive' } : first, ...others];
}

/** An answer that is waited for comes before a link, and a link before what other cards have too. */
function urgencyOf(note: Notification): number {
  return Number(needsReply(note)) * 2 + Number(hasOwnButton(note));
}

function unique(buttons: readonly Button[]): readonly Button[] {
  return [...new Map(buttons.map((one) => [JSON.stringify(one), one])).values()];
}

/** Read, later, not any more: every card the bot sends by itself has them. */
function preferenceButtons(notes: readonly Notification[], t: Translate): readonly Button[] {
  const about = deliveriesOf(notes);
  const kinds = kindsOf(notes).slice(0, MOST_MUTES);
  const isLast = notes.some(({ values }) => values['last'] !== undefined);
  return [
    button(t('notify.seen'), 'seen', about),
    isLast
      ? button(t('button.human'), 'human')
      : button(t('notify.tomorrow'), 'snooze', { ...about, until: 'tomorrow' }),
    ...(isLast || kinds.length > 1
      ? []
      : [button(t('notify.nextWeek'), 'snooze', { ...about, until: 'nextWeek' })]),
    ...kinds.map((kind) =>
      button(t('notify.mute', { kind: categoryName(t, kind) }), 'mute', { kind }),
    ),
  ];
}

/** The first delivery as `delivery` [interface-cards]; the others of a folded card beside it. */
function deliveriesOf([first, ...others]: readonly Notification[]): Readonly<
  Record<string, string>
> {
  const delivery = first?.deliveryId ?? '';
  if (others.length === 0) return { delivery };
  return { delivery, more: others.map(({ deliveryId }) => deliveryId).join(' ') };
}

function kindsOf(notes: readonly Notification[]): readonly NotificationCategory[] {
  return [...new Set(notes.map(({ kind }) => kind))];
}
