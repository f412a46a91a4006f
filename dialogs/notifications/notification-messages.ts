// Speaking first, outside of a turn: the messages for one person, in the language they have at that moment.

import type { Activity } from 'botbuilder';
import type { Contact } from '../../services/contacts/contacts.ts';
import type { Enrollment } from '../../services/enrollment/enrollment.ts';
import type { Notification } from '../../services/notifications/notification.ts';
import type { Hints } from '../../services/partner-center/polling/hints.ts';
import { languageOf, type Language } from '../../services/texts/languages.ts';
import { textsIn } from '../../services/texts/texts.ts';
import { doubtfulCard, notificationCard } from '../cards/notification-card.ts';
import { cardMessage } from '../cards/card.ts';
import { statusCard } from '../cards/status-card.ts';

type LanguageSource = Pick<Contact, 'language' | 'locale'>;

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
  enrollment: Enrollment,
  hints?: Hints,
): Partial<Activity> {
  const language = languageFor(contact);
  return cardMessage(statusCard({ enrollment, language, t: textsIn(language), hints }));
}

/** The person's own choice, else the language of their Teams client [interface-language]. */
function languageFor({ language, locale }: LanguageSource): Language {
  return language ?? languageOf(locale);
}
