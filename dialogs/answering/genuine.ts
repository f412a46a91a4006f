// A pasted link, or a mail with one: judged by the same code that reads the mailbox. Nothing is kept of it.

import type { TurnContext } from 'botbuilder';
import { linksAskedAbout } from '../../services/mailbox/pasted.ts';
import { linkCard } from '../cards/link-card.ts';
import { turnInfoOf } from '../turn-info.ts';
import { sendCard } from '../send.ts';

/** Answers when a message asks whether a link is genuine. Out: whether it did. */
export async function answerAboutLink(context: TurnContext, text: string): Promise<boolean> {
  const links = linksAskedAbout({ text, html: htmlOf(context) });
  if (links === undefined) return false;
  await sendCard(context, linkCard(links, turnInfoOf(context).t));
  return true;
}

/** Teams sends formatted words a second time, as an attachment. */
function htmlOf({ activity }: TurnContext): string | undefined {
  const attached = activity.attachments?.find(({ contentType }) => contentType === 'text/html');
  const content: unknown = attached?.content;
  return typeof content === 'string' ? content : undefined;
}
