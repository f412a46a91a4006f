// A turn inside of its transaction: heard before? Else performed, and kept together with all it changed.

import type { Activity, TurnContext } from 'botbuilder';
import type { ClaimsIdentity } from 'botframework-connector';
import type { SignInOutcome } from '../../../dialogs/sign-in/sign-in-news.ts';
import { isRepetition } from '../../../services/turns/redelivery.ts';
import type { Turn, TurnKey, Turns, WholeTurn } from '../../../services/turns/turns.ts';
import type { TurnResult, TeamsAdapter } from '../sdk/adapter.ts';
import { fingerprintOf, isButtonPress, isUserInput } from './activity-fingerprint.ts';
import type { WriteBehind } from './write-behind.ts';
import { written } from './replies.ts';

/** One activity on its way through. */
export interface IncomingTurn {
  /** Who calls, as admission proved it. */
  readonly identity: ClaimsIdentity;
  readonly activity: Activity;
  readonly key: TurnKey;
  /** Epoch ms. */
  readonly receivedAt: number;
  /** Ids of the conversation's turns that had not ended when it came. */
  readonly underWay: ReadonlySet<string>;
  /** What the token service and the directory said before the turn; undefined when it is not about signing in. */
  readonly signIn: SignInOutcome | undefined;
}

/** What to do in a turn. In: the context, the turn, and the one id of whoever sent the activity. */
export type TurnLogic = (
  context: TurnContext,
  turn: IncomingTurn,
  personId: string,
) => Promise<void>;

export type TurnOutcome =
  /** It came before: what there is of it. */
  | { readonly kind: 'again'; readonly turn: WholeTurn }
  | {
      readonly kind: 'fresh';
      readonly performed: TurnResult;
      /** Turns before it whose replies have not arrived, oldest first. */
      readonly held: readonly WholeTurn[];
    };

export interface RunTurnDeps {
  readonly adapter: TeamsAdapter;
  readonly turns: Turns;
  readonly late: Pick<WriteBehind, 'asOfNow'>;
  /** Who sent an activity; joins ids that were not known to be one person's. */
  readonly identify: (activity: Activity) => Promise<string>;
  /** What is asked of whoever wrote, as one word; "" when nothing is. */
  readonly asked: (activity: Activity) => Promise<string>;
  /** Names this process among those that share the database. */
  readonly owner: string;
}

/** An older turn of this id came to light at the end: it is looked for at the next try. */
export class TurnRepeated extends Error {
  override readonly name = 'TurnRepeated';
}

/**
 * Performs a turn. To be run in its transaction. In: the activity, what to do with it, and whether the id was found to be a known one.
 * Throws what the turn throws, and `TurnRepeated`.
 */
export async function runTurn(
  deps: RunTurnDeps,
  visit: IncomingTurn,
  logic: TurnLogic,
): Promise<TurnOutcome> {
  const { adapter, turns, late, owner } = deps;
  const { identity, activity, key, receivedAt } = visit;
  const latest = (await turns.latest(key)).map((turn) => late.asOfNow(key, turn));
  const asked = isUserInput(activity) ? await deps.asked(activity) : '';
  const heard = fingerprintOf(activity, asked, receivedAt);
  const before = beforeIn(latest, visit, heard);
  if (before !== undefined) return { kind: 'again', turn: await whole(deps, key, before) };
  const held = await Promise.all(latest.filter(isHeld).map((turn) => whole(deps, key, turn)));
  const personId = await deps.identify(activity);
  const performed = await adapter.runLogic(identity, activity, (context) =>
    logic(context, visit, personId),
  );
  const { replies, answer, isForgotten } = performed;
  const { activityId } = key;
  const rest = { answeredAt: null, state: 'unsent', owner, sent: 0 } as const;
  const said = answer === undefined ? '' : JSON.stringify(answer);
  // Of whoever had their data deleted nothing is kept, in this very turn either.
  const who = { personId: isForgotten ? '' : personId };
  const turn = { ...heard, ...rest, ...who, activityId, replies: written(replies), answer: said };
  const isNew = await turns.add(key, turn);
  if (!isNew) throw new TurnRepeated('A turn of this id was kept before.');
  return { kind: 'fresh', performed, held: held.toReversed() };
}

function beforeIn(
  latest: readonly Turn[],
  { activity, key, underWay }: IncomingTurn,
  heard: ReturnType<typeof fingerprintOf>,
): Turn | undefined {
  const same = latest.find(({ activityId }) => activityId === key.activityId);
  if (same !== undefined || !isUserInput(activity)) return same;
  return latest.find((turn) =>
    isRepetition({ ...heard, underWay, isPress: isButtonPress(activity) }, turn),
  );
}

async function whole({ turns, late }: RunTurnDeps, key: TurnKey, turn: Turn): Promise<WholeTurn> {
  const found = await turns.find({ ...key, activityId: turn.activityId });
  return late.asOfNow(key, found ?? { ...turn, replies: '', answer: '' });
}

function isHeld({ state }: Turn): boolean {
  return state === 'held';
}
