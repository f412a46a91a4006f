// A turn behind its transaction: its replies go out, those held back from before first, and the answer to the channel.

import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, InvokeResponse } from 'botbuilder';
import type { Turn, TurnKey, Turns, WholeTurn } from '../../../services/turns/turns.ts';
import type { WriteBehind } from './write-behind.ts';
import type { TurnOutcome, IncomingTurn } from './run-turn.ts';
import { readReplies, shownBy, type StoredReply } from './replies.ts';
import type { ReplyAddress, ReplySender } from './reply-sender.ts';

export interface DeliverRepliesDeps {
  readonly sender: ReplySender;
  readonly turns: Pick<Turns, 'find'>;
  readonly late: WriteBehind;
  readonly owner: string;
  /** Whether no other process can be sending what is stored. */
  readonly alone: boolean;
  readonly now: () => Date;
}

export interface ChannelAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** Longer than a process sends at the most; what is unsent then is nobody's. */
const OTHERS_MS = 15_000;
const LOOK_AGAIN_MS = 200;

/** Sends what a turn has to say. Out: what the channel is answered. Throws what the database throws. */
export async function deliverReplies(
  deps: DeliverRepliesDeps,
  { activity, key }: IncomingTurn,
  taken: TurnOutcome,
): Promise<ChannelAnswer> {
  const place = placeOf(activity);
  if (taken.kind === 'again') return repeat(deps, place, key, taken.turn);
  const { held, performed } = taken;
  for (const turn of held) {
    const missed = withoutShown(readReplies(turn.replies), performed.replies);
    if (!(await send(deps, place, { key: idOf(key, turn), replies: missed, from: turn.sent }))) {
      settle(deps, key, { state: 'held', sent: 0 });
      return answerOf(performed.answer);
    }
  }
  await send(deps, place, { key, replies: performed.replies, from: 0 });
  return answerOf(performed.answer);
}

/** Where an activity came from, and its replies go. */
export function placeOf({ serviceUrl, conversation }: Activity): ReplyAddress {
  const { id } = (conversation as Activity['conversation'] | undefined) ?? { id: '' };
  return { serviceUrl, conversationId: id };
}

/** The same thing came again: what has not arrived of its replies goes out, and the answer is the same. */
async function repeat(
  deps: DeliverRepliesDeps,
  place: ReplyAddress,
  key: TurnKey,
  turn: WholeTurn,
): Promise<ChannelAnswer> {
  const id = idOf(key, turn);
  const known = await onceLeft(deps, id, turn);
  if (known.state !== 'done') {
    await send(deps, place, { key: id, replies: readReplies(known.replies), from: known.sent });
  }
  const stored = known.answer === '' ? undefined : (JSON.parse(known.answer) as InvokeResponse);
  return answerOf(stored);
}

/** Another process may be at it: what it has begun it may end, unless it is gone. */
async function onceLeft(
  deps: DeliverRepliesDeps,
  key: TurnKey,
  turn: WholeTurn,
): Promise<WholeTurn> {
  let known = turn;
  const isElsewhere = (): boolean => known.state === 'unsent' && known.owner !== deps.owner;
  const age = Math.max(0, deps.now().getTime() - known.receivedAt);
  const giveUpAt = performance.now() + OTHERS_MS - age;
  while (!deps.alone && isElsewhere() && performance.now() < giveUpAt) {
    await pause(LOOK_AGAIN_MS);
    known = (await deps.turns.find(key)) ?? known;
  }
  return known;
}

interface Batch {
  readonly key: TurnKey;
  readonly replies: readonly StoredReply[];
  /** How many of them have arrived. */
  readonly from: number;
}

/** Out: whether nothing is left to send. */
async function send(
  deps: DeliverRepliesDeps,
  place: ReplyAddress,
  { key, replies, from }: Batch,
): Promise<boolean> {
  const { state, sent, remembered } = await deps.sender.send(place, replies.slice(from));
  settle(deps, key, { state, sent: from + sent });
  for (const { name, id } of remembered) {
    deps.late.note({ key: key.conversation, name, value: id });
  }
  return state === 'done';
}

function settle(
  { late, now }: DeliverRepliesDeps,
  key: TurnKey,
  { state, sent }: Pick<Turn, 'state' | 'sent'>,
): void {
  late.settle({ key, state, sent, at: now().getTime() });
}

/** What the new replies show anyway is not shown twice. */
function withoutShown(
  missed: readonly StoredReply[],
  coming: readonly StoredReply[],
): readonly StoredReply[] {
  const shown = new Set(coming.map(shownBy));
  return missed.filter((reply) => !shown.has(shownBy(reply)));
}

function idOf(key: TurnKey, { activityId }: Turn): TurnKey {
  return { ...key, activityId };
}

function answerOf(answer: InvokeResponse | undefined): ChannelAnswer {
  return answer === undefined ? { status: 200 } : { status: answer.status, body: answer.body };
}
