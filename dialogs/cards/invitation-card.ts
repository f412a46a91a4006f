// A confirmed invitation: what the provider may do, where the link leads, and only then the link.

import type { Note } from '../../services/notifications/notification.ts';
import type { Language } from '../../services/texts/languages.ts';
import type { Say } from '../../services/texts/texts.ts';
import { announcementDetails } from './notification-details.ts';
import { stepButtons } from './notification-steps.ts';
import { heading, note as small, paragraph, paragraphs, type Card } from './card.ts';

/** The card after the person's yes. In: the note she was sent. */
export function invitationCard(
  noticed: Note,
  { language, say }: { readonly language: Language; readonly say: Say },
): Card {
  const invited: Note = { ...noticed, subject: 'provider.invited' };
  return {
    summary: say('invitation.noted'),
    body: [
      heading(say('invitation.title')),
      paragraph(say('invitation.noted')),
      ...announcementDetails(invited, { language, say, folded: false }),
      ...paragraphs(say('notify.provider.invited.next')),
      small(say('why.source', { source: say('source.tasks2022') })),
    ],
    actions: stepButtons(say, invited),
  };
}
