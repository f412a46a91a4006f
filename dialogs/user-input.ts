// What came in with an activity: a command, a button, words, or nothing to read.

import type { Activity } from 'botbuilder';
import { plainText } from '../services/reading/plain-text.ts';
import { readCardAction, type CardAction } from './cards/card-action.ts';
import { commandIn, type Command } from './commands.ts';
import type { SignInResult } from './sign-in/sign-in-news.ts';
import { writtenText } from './written-text.ts';

/** Values that were read out of a typed message. */
export interface TypedValues {
  /** By input id, of the open step or of others. */
  readonly values: Readonly<Record<string, string>>;
  /** Inputs of the open step that are said to have no value. */
  readonly emptied: readonly string[];
  /** Whether the card is shown before it counts as answered: nobody has seen yet what went where. */
  readonly isShownFirst: boolean;
}

export type UserInput =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'action'; readonly action: CardAction }
  | { readonly kind: 'unknownButton' }
  | { readonly kind: 'signIn'; readonly news: SignInResult }
  /** `lines`: the same with its line breaks, as in a pasted signature. */
  | { readonly kind: 'text'; readonly text: string; readonly lines: string }
  | ({ readonly kind: 'values' } & TypedValues)
  | { readonly kind: 'nothing' };

/** Who only calls the bot by its name is greeted. */
const GREETING: UserInput = { kind: 'command', command: 'hello' };

/** Reads an activity. In: a message or an adaptiveCard/action invoke. */
export function recognizeInput(activity: Activity): UserInput {
  const data = buttonData(activity);
  if (data !== undefined) {
    const action = readCardAction(data);
    if (action !== undefined) return { kind: 'action', action };
    if (typeof activity.text !== 'string' || activity.text === '') return { kind: 'unknownButton' };
  }
  const written = writtenText(activity);
  const text = plainText(written.text);
  if (text === '') return written.isBareMention ? GREETING : { kind: 'nothing' };
  const command = commandIn(text);
  return command === undefined
    ? { kind: 'text', text, lines: written.text.trim() }
    : { kind: 'command', command };
}

/** What a pressed button sent. Out: undefined when none was pressed. */
function buttonData(activity: Activity): unknown {
  const value: unknown = activity.value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (!isInvoke(activity)) return value;
  const action = (value as { action?: { data?: unknown } | null }).action;
  return typeof action === 'object' ? (action?.data ?? {}) : value;
}

function isInvoke({ type }: { readonly type: string }): boolean {
  return type === 'invoke';
}
