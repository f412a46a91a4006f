// What takes longer than a turn may: it begins once the turn is stored and answered, and speaks in turns of its own.

import type { TurnContext } from 'botbuilder';

/** Says something later in the same conversation, in a transaction of its own. Throws what cannot be stored. */
export type SpeakLater = (t: (context: TurnContext) => Promise<void>) => Promise<void>;

/** Work for after the turn. It may wait for others; what it wants to say or store goes through `speak`. */
export type LaterWork = (speak: SpeakLater) => Promise<void>;

const LATER = Symbol('work after the turn');

/** Puts work behind the turn. It runs only when the turn is stored; a process that ends before it is over loses it. */
export function afterTurn(context: TurnContext, work: LaterWork): void {
  context.turnState.set(LATER, [...worksAfter(context), work]);
}

/** What was put behind a turn, in order. */
export function worksAfter(context: TurnContext): readonly LaterWork[] {
  return context.turnState.get<readonly LaterWork[] | undefined>(LATER) ?? [];
}
