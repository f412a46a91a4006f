// The way of a turn: who calls, whose turn it is, the transaction, the replies, the answer. See docs/architecture.md.

import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder';
import type { LaterWork } from '../../../dialogs/after-turn.ts';
import type { Language } from '../../../services/texts/languages.ts';
import { textsIn } from '../../../services/texts/texts.ts';
import type { Receive } from '../../features/turns/messages-route.ts';
import { errorCode, errorPlace, type Log } from '../../monitoring/log.ts';
import { personOf } from './address.ts';
import type { Caller, Callers } from '../sdk/caller.ts';
import type { ConnectorClient } from '../connector/connector-client.ts';
import {
  deliverReplies,
  placeOf,
  type ChannelAnswer,
  type DeliverRepliesDeps,
} from './deliver-replies.ts';
import { isUserInput, turnKeyOf } from './activity-fingerprint.ts';
import {
  runTurn,
  TurnRepeated,
  type RunTurnDeps,
  type TurnOutcome,
  type IncomingTurn,
} from './run-turn.ts';
import { QueueFull, type ConversationQueue } from './conversation-queue.ts';
import { sendTyping } from './typing-indicator.ts';

type Logic = (context: TurnContext) => Promise<void>;

export interface TurnRunnerDeps extends RunTurnDeps, DeliverRepliesDeps {
  readonly callers: Callers;
  readonly guard: ConversationQueue;
  /** Runs work in the transaction of a conversation. */
  readonly transact: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Whether a turn that failed so may be run again on fresh state. */
  readonly mayTryAgain: (error: unknown) => boolean;
  readonly client: ConnectorClient;
  /** Calls to others that a turn needs: made in its place in the queue, outside of its transaction. Never rejects. */
  readonly before: (caller: Caller, activity: Activity) => Promise<void>;
  /** The bot: what to do in a turn. */
  readonly hear: Logic;
  /** Ends a turn in which the bot spoke by itself. */
  readonly keep: Logic;
  readonly turns: RunTurnDeps['turns'];
  readonly late: DeliverRepliesDeps['late'];
  readonly owner: string;
  /** In which language somebody is told that her turn failed. Never rejects. */
  readonly languageFor: (activity: Activity) => Promise<Language>;
  readonly random: () => number;
  readonly newId: () => string;
  /** A short number that the person can quote and the log carries. */
  readonly newNumber: () => string;
  readonly log: Log;
}

export interface TurnRunner {
  readonly take: Receive;
  /** Resolves when nothing is under way any more, and all that was to be written down is. */
  idle(): Promise<void>;
}

const TRIES = 5;
const PAUSE_MS = 50;

/** Takes turns. In: everything a turn passes through. */
export function createTurnRunner(deps: TurnRunnerDeps): TurnRunner {
  const house: House = { ...deps, behind: new Set() };
  return {
    take: ({ authorization, activity }) =>
      take(house, authorization, activity as unknown as Activity),
    async idle() {
      await deps.guard.idle();
      while (house.behind.size > 0) await Promise.all(house.behind);
      await deps.guard.idle();
      await deps.late.flush();
    },
  };
}

interface House extends TurnRunnerDeps {
  /** What runs behind turns. */
  readonly behind: Set<Promise<void>>;
}

async function take(
  house: House,
  authorization: string,
  activity: Activity,
): Promise<ChannelAnswer> {
  const receivedAt = house.now().getTime();
  const caller = await house.callers.check(authorization, activity);
  if (caller.callerId !== undefined) activity.callerId = caller.callerId;
  const key = turnKeyOf(activity, house.newId);
  const stop = isWaitedFor(activity)
    ? sendTyping(house.client, placeOf(activity), activity)
    : undefined;
  try {
    const visit = { caller, activity, key, receivedAt, personId: personOf(activity).id };
    return await queue(house, visit, house.hear);
  } catch (error) {
    if (error instanceof QueueFull) return { status: 429 };
    throw error;
  } finally {
    stop?.();
  }
}

function queue(
  house: House,
  visit: Omit<IncomingTurn, 'underWay'>,
  logic: Logic,
): Promise<ChannelAnswer> {
  const { conversation, activityId } = visit.key;
  return house.guard.run(conversation, activityId, async (underWay) => {
    const full = { ...visit, underWay };
    await house.before(visit.caller, visit.activity);
    const taken = await tryToTake(house, full, logic);
    if (taken.kind === 'failed') return tellFailure(house, full, taken);
    if (taken.kind === 'fresh') house.turns.stored(visit.key, taken.turn);
    const answer = await deliverReplies(house, full, taken);
    if (taken.kind === 'fresh') {
      for (const work of taken.performed.later) follow(house, full, work);
    }
    return answer;
  });
}

/** Runs what was put behind a turn. It queues for turns of its own, so it must not be waited for in this one. */
function follow(house: House, visit: IncomingTurn, work: LaterWork): void {
  const running = work((t) => speak(house, visit, t))
    .catch((error: unknown) => {
      house.log.error('later-failed', { code: errorCode(error), at: errorPlace(error) });
    })
    .finally(() => house.behind.delete(running));
  house.behind.add(running);
}

async function speak(house: House, before: IncomingTurn, t: Logic): Promise<void> {
  const activity = continuationOf(before.activity);
  const key = { ...before.key, activityId: house.newId() };
  const visit = { ...before, activity, key, receivedAt: house.now().getTime() };
  await queue(house, visit, async (context) => {
    await t(context);
    await house.keep(context);
  });
}

interface Failed {
  readonly kind: 'failed';
  readonly error: unknown;
}

/** The whole turn once more when it met another: nothing of it was stored, and nothing said. */
async function tryToTake(
  deps: TurnRunnerDeps,
  visit: IncomingTurn,
  logic: Logic,
): Promise<TurnOutcome | Failed> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await deps.transact(visit.key.conversation, () => runTurn(deps, visit, logic));
    } catch (error) {
      if (error instanceof TurnRepeated) return knownTurn(deps, visit);
      if (tries === TRIES || !deps.mayTryAgain(error)) return { kind: 'failed', error };
    }
    await pause(deps.random() * PAUSE_MS * tries);
  }
}

async function knownTurn(
  { turns, late }: TurnRunnerDeps,
  { key }: IncomingTurn,
): Promise<TurnOutcome> {
  const turn = await turns.find(key);
  if (turn === undefined) throw new TurnRepeated('The turn is there and is not.');
  return { kind: 'again', turn: late.asOfNow(key, turn) };
}

/** One sentence to the person, the same number in the log. Nothing of the turn was stored; it may come again. */
async function tellFailure(
  deps: TurnRunnerDeps,
  { caller, activity }: IncomingTurn,
  { error }: Failed,
): Promise<ChannelAnswer> {
  const number = deps.newNumber();
  deps.log.error('turn-failed', {
    number,
    code: errorCode(error),
    at: errorPlace(error),
    activityType: activity.type,
  });
  const { replies, answer } = await deps.adapter.runLogic(caller, activity, async (context) => {
    if (!isUserInput(activity)) return;
    const t = textsIn(await deps.languageFor(activity));
    await context.sendActivity(t('turn.failed', { number }));
  });
  const { isSeen } = await deps.sender.send(placeOf(activity), replies);
  if (!isSeen) deps.log.error('failure-not-told', { number });
  return { status: answer?.status ?? 200, body: answer?.body };
}

/** Somebody looks at the chat and waits; whoever asked for the replies in the answer does not. */
function isWaitedFor(activity: Activity): boolean {
  return isUserInput(activity) && activity.deliveryMode !== 'expectReplies';
}

/** The same conversation, in which nobody has said anything. */
function continuationOf(activity: Activity): Activity {
  const given = activity as unknown as Readonly<Record<string, unknown>>;
  const { id: _id, text: _text, value: _value, attachments: _files, ...place } = given;
  return { ...place, type: 'event', name: 'ContinueConversation' } as unknown as Activity;
}
