// Asks whether a note came: it was sent twice, the answer was lost twice, and a third copy would be one too many.

import type { Notification } from '../../services/notifications/notification.ts';
import type { Language } from '../../services/texts/languages.ts';
import { day, textsIn } from '../../services/texts/texts.ts';
import { button, heading, paragraph, type Card } from './card.ts';

/** In: the note, which may have been seen twice or never. Out: its title, and a button that shows it. */
export function doubtfulCard(note: Notification, language: Language): Card {
  const { subject, deliveryId: delivery, at } = note;
  const t = textsIn(language);
  const title = t('notify.doubtful.title');
  const about = { title: t(`notify.${subject}.title`), date: day(at, language) };
  const text = t('notify.doubtful.text', about);
  return {
    summary: `${title} ${text}`,
    body: [heading(title), paragraph(text)],
    actions: [
      button(t('notify.doubtful.show'), 'snooze', { delivery, until: 'now' }),
      button(t('notify.doubtful.known'), 'seen', { delivery }),
    ],
  };
}
