// Speaking first, outside of a turn: the messages for one person, in the language they have at that moment.

import type { Activity } from 'botbuilder';
import type { Contact } from '../../services/contacts/contacts.ts';
import type { Notification } from '../../services/notifications/notification.ts';
import { languageOf, type Language } from '../../services/texts/languages.ts';
import { textsIn } from '../../services/texts/texts.ts';
import { doubtfulCard, notificationCard } from '../cards/notification-card.ts';
import { cardMessage, type CardLanguage } from '../cards/card.ts';
import { statusCard } from '../cards/status-card.ts';
import type { StepCardOptions } from '../cards/step-card.ts';

type LanguageSource = Pick<Contact, 'language' | 'locale'>;

/** What a status card is made of, whoever reads it. */
export interface StatusSource extends Omit<StepCardOptions, keyof CardLanguage> {
  /** The moment it is made, ISO 8601. */
  readonly at: string;
}

/** The one message that carries these notes. In: whom it is for, and at least one note. */
export function notificationMessage(
  contact: LanguageSource,
  notes: readonly Notification[],
): Partial<Activity> {
  const language = languageFor(contact);
  return cardMessage(notificationCard(notes, { language, t: textsIn(language) }));
}

/** Asks whether a note came that was sent twice without an answer. */
export function deliveryQuestionMessage(
  contact: LanguageSource,
  note: Notification,
): Partial<Activity> {
  return cardMessage(doubtfulCard(note, languageFor(contact)));
}

/** The status card as it is now, to replace the living one. */
export function statusMessage(
  contact: LanguageSource,
  { at, ...status }: StatusSource,
): Partial<Activity> {
  const language = languageFor(contact);
  return cardMessage(statusCard({ ...status, language, t: textsIn(language) }, at));
}

/** The person's own choice, else the language of their Teams client [interface-language]. */
function languageFor({ language, locale }: LanguageSource): Language {
  return language ?? languageOf(locale);
}
