// Sending, with the words of the turn's language.

import type { ResourceResponse, TurnContext } from 'botbuilder';
import type { Params, TextKey } from '../services/texts/texts.ts';
import { cardMessage, wordsMessage, type Card } from './cards/card.ts';
import { sceneOf } from './scene.ts';

/** Says a sentence. In: a text key and what to put into it. */
export async function tell(context: TurnContext, key: TextKey, params: Params = {}): Promise<void> {
  await context.sendActivity(wordsMessage(sceneOf(context).say(key, params)));
}

/** Shows a card. Out: the activity's id, where the channel gives one. */
export async function show(context: TurnContext, card: Card): Promise<string | undefined> {
  const sent: ResourceResponse | undefined = await context.sendActivity(cardMessage(card));
  return sent?.id;
}

/** Replaces a card in place. Out: whether the channel took it; a card may be gone or too old. */
export async function replace(
  context: TurnContext,
  { id, card }: { readonly id: string; readonly card: Card },
): Promise<boolean> {
  try {
    await context.updateActivity({ ...cardMessage(card), id });
    return true;
  } catch {
    return false;
  }
}
