// In group chats and channels: general answers when mentioned, nothing personal, and the way to the personal chat.

import type { Activity, TurnContext } from 'botbuilder';
import { openUrl, paragraph, type Card } from './cards/card.ts';
import type { CardAction } from './cards/card-action.ts';
import { answerAboutLink, answerQuestion, recordFeedback, sendTopic } from './answering/answer.ts';
import { neverKept } from '../services/reading/never-kept.ts';
import { isQuestion } from '../services/reading/question.ts';
import type { TextKey } from '../services/texts/texts.ts';
import { isBotMentioned } from './mentions.ts';
import { turnInfoOf, type DialogServices } from './turn-info.ts';
import { sendCard, sendText } from './send.ts';

/** Answers in front of others. Says nothing when the bot was not meant. */
export async function answerInGroup(context: TurnContext, services: DialogServices): Promise<void> {
  const { input } = turnInfoOf(context);
  if (!isAddressed(context.activity)) return;
  if (input.kind === 'text') return handleGroupText(context, services, input.text);
  if (input.kind === 'action') return handleGroupAction(context, services, input.action);
  const general = input.kind === 'command' && ['help', 'hello'].includes(input.command);
  await sendGroupCard(context, general ? 'help.group' : 'group.personal');
}

/** Topics are for everybody; what changes or shows an enrollment is not. */
async function handleGroupAction(
  context: TurnContext,
  services: DialogServices,
  action: CardAction,
): Promise<void> {
  if (action.action === 'topic') return sendTopic(context, services, action.topic);
  if (action.action === 'feedback') return recordFeedback(context, services, action);
  await sendGroupCard(context, action.action === 'help' ? 'help.group' : 'group.personal');
}

/** What may be a question is answered; anything else belongs in the personal chat. */
async function handleGroupText(
  context: TurnContext,
  services: DialogServices,
  text: string,
): Promise<void> {
  const secret = neverKept(text, { digitsExpected: false });
  if (secret !== undefined) return sendText(context, `secret.${secret}`);
  if (await answerAboutLink(context, text)) return;
  if (isQuestion(text) || services.search.ask(text).kind !== 'unknown') {
    return answerQuestion(context, services, text);
  }
  await sendGroupCard(context, 'group.personal');
}

/** The one post when the bot comes into a team or group chat. */
export function welcomeGroup(context: TurnContext): Promise<void> {
  return sendGroupCard(context, 'welcome.group');
}

async function sendGroupCard(context: TurnContext, key: TextKey): Promise<void> {
  const words = turnInfoOf(context).t(key);
  const card: Card = {
    kind: 'help',
    summary: words,
    body: [paragraph(words)],
    actions: toPersonalChat(context),
  };
  await sendCard(context, card);
}

/** Teams opens the chat with the bot by this address (learn: deep links to chat). */
function toPersonalChat(context: TurnContext): Card['actions'] {
  const { id } = context.activity.recipient;
  if (!id.startsWith('28:')) return [];
  const url = `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(id)}`;
  return [openUrl(turnInfoOf(context).t('button.personalChat'), url)];
}

/** A pressed button is meant for the bot; words are when they mention it. */
function isAddressed(activity: Activity): boolean {
  const { type }: { readonly type: string } = activity;
  const value: unknown = activity.value;
  if (type !== 'message' || (value !== undefined && value !== null)) return true;
  return isBotMentioned(activity);
}
