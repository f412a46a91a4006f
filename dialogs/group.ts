// In group chats and channels: general answers when mentioned, nothing personal, and the way to the personal chat.

import type { Activity, TurnContext } from 'botbuilder';
import { openUrl, paragraph, type Card } from './cards/card.ts';
import { wayOutCard } from './cards/plain-cards.ts';
import { isQuestion } from '../services/reading/question.ts';
import type { TextKey } from '../services/texts/texts.ts';
import { sceneOf } from './scene.ts';
import { show } from './send.ts';

/** Answers in front of others. Says nothing when the bot was not meant. */
export async function answerInGroup(context: TurnContext): Promise<void> {
  const { said, say } = sceneOf(context);
  if (!isMeant(context.activity)) return;
  if (said.kind === 'command' && ['help', 'hello'].includes(said.command)) {
    return showGroupCard(context, 'help.group');
  }
  if (said.kind === 'text' && isQuestion(said.text)) {
    const { actions, ...card } = wayOutCard(say, 'question.unknown');
    const help = actions.filter(
      ({ type, title }) => type === 'Action.Submit' && title === say('button.help'),
    );
    await show(context, { ...card, actions: [...help, ...toPersonalChat(context)] });
    return;
  }
  await showGroupCard(context, 'group.personal');
}

/** The one post when the bot comes into a team or group chat. */
export function welcomeGroup(context: TurnContext): Promise<void> {
  return showGroupCard(context, 'welcome.group');
}

async function showGroupCard(context: TurnContext, key: TextKey): Promise<void> {
  const words = sceneOf(context).say(key);
  const card: Card = {
    summary: words,
    body: [paragraph(words)],
    actions: toPersonalChat(context),
  };
  await show(context, card);
}

/** Teams opens the chat with the bot by this address (learn: deep links to chat). */
function toPersonalChat(context: TurnContext): Card['actions'] {
  const { id } = context.activity.recipient;
  if (!id.startsWith('28:')) return [];
  const url = `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(id)}`;
  return [openUrl(sceneOf(context).say('button.personalChat'), url)];
}

/** A pressed button is meant for the bot; words are when they mention it. */
function isMeant(activity: Activity): boolean {
  const { type }: { readonly type: string } = activity;
  if (type !== 'message' || activity.value !== undefined) return true;
  return (
    activity.entities?.some(
      (entity) =>
        entity.type === 'mention' &&
        (entity as { mentioned?: { id?: string } }).mentioned?.id === activity.recipient.id,
    ) ?? false
  );
}
