// Sending, in the turn's language. Replies go out once the turn is stored.

import type { Activity, TurnContext } from 'botbuilder';
import type { Params, TextKey } from '../services/texts/texts.ts';
import { cardMessage, wordsMessage, type Card } from './cards/card.ts';
import { turnInfoOf } from './turn-info.ts';

// An id is known only once a reply was sent, which is after the turn. So the reply itself says under which name to keep it.
const REMEMBER_AS = Symbol('remember as');

type MarkedActivity = Partial<Activity> & { readonly [REMEMBER_AS]?: string };

/** Sends a sentence. In: a text key and what to put into it. */
export async function sendText(
  context: TurnContext,
  key: TextKey,
  params: Params = {},
): Promise<void> {
  await context.sendActivity(wordsMessage(turnInfoOf(context).t(key, params)));
}

/** Sends a card. */
export async function sendCard(context: TurnContext, card: Card): Promise<void> {
  await context.sendActivity(cardMessage(card));
}

/** Sends a card that is to be updated later. In: the card, and the name under which its id is kept. */
export async function sendUpdatableCard(
  context: TurnContext,
  name: string,
  card: Card,
): Promise<void> {
  await context.sendActivity(rememberedAs(name, cardMessage(card)));
}

/** Replaces the card of an id in place; where the channel does not take that, the card is sent anew and its id kept. */
export async function updateCard(
  context: TurnContext,
  id: string,
  name: string,
  card: Card,
): Promise<void> {
  await context.updateActivity({ ...rememberedAs(name, cardMessage(card)), id });
}

/** The name under which a reply's id is to be kept; undefined when it need not be. The mark never leaves the process. */
export function nameToRemember(activity: Partial<Activity>): string | undefined {
  return (activity as MarkedActivity)[REMEMBER_AS];
}

function rememberedAs(name: string, activity: Partial<Activity>): Partial<Activity> {
  return { ...activity, [REMEMBER_AS]: name } as MarkedActivity;
}
