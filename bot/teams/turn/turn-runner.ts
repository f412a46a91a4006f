// The way of a turn on one page: queue, calls before it, one transaction, replies, what follows. See docs/architecture.md.

import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder';
import type { ClaimsIdentity } from 'botframework-connector';
import type { LaterWork } from '../../../dialogs/turn-info.ts';
import type { SignInOutcome } from '../../../dialogs/sign-in/sign-in-news.ts';
import type { Language } from '../../../services/texts/languages.ts';
import { textsIn } from '../../../services/texts/texts.ts';
import { errorFields, type Log } from '../../monitoring/log.ts';
import type { ConnectorClient } from '../connector/connector-client.ts';
import type { IncomingActivity } from '../admission/activity.ts';
import { isUserInput, turnKeyOf } from './activity-fingerprint.ts';
import { QueueFull, type ConversationQueue } from './conversation-queue.ts';
import {
  deliverReplies,
  placeOf,
  type ChannelAnswer,
  type DeliverRepliesDeps,
} from './deliver-replies.ts';
import {
  runTurn,
  TurnRepeated,
  type IncomingTurn,
  type RunTurnDeps,
  type TurnLogic,
  type TurnOutcome,
} from './run-turn.ts';
import { sendTyping } from './typing-indicator.ts';

export interface TurnRunnerDeps extends RunTurnDeps, DeliverRepliesDeps {
  readonly queue: ConversationQueue;
  /** Runs work in the transaction of a conversation. */
  readonly transact: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Whether a turn that failed so may be run again on fresh state. */
  readonly mayTryAgain: (error: unknown) => boolean;
  readonly client: ConnectorClient;
  /** Calls to others that a turn needs: made in its place in the queue, outside of its transaction. Never rejects. */
  readonly prepare: (
    identity: ClaimsIdentity,
    activity: Activity,
  ) => Promise<SignInOutcome | undefined>;
  /** The bot: what to do in a turn. */
  readonly bot: TurnLogic;
  /** Ends a turn in which the bot spoke by itself. */
  readonly saveState: (context: TurnContext) => Promise<void>;
  readonly turns: RunTurnDeps['turns'];
  readonly late: DeliverRepliesDeps['late'];
  readonly owner: string;
  /** The language in which a person is told that their turn failed. Never rejects. */
  readonly languageFor: (activity: Activity) => Promise<Language>;
  readonly random: () => number;
  readonly newId: () => string;
  /** A short number that the person can quote and the log carries. */
  readonly newNumber: () => string;
  readonly log: Log;
}

/** An activity whose sender is proved. */
export interface AdmittedActivity {
  readonly identity: ClaimsIdentity;
  readonly activity: IncomingActivity;
}

/** Runs one turn. Out: what to answer. */
export type Receive = (admitted: AdmittedActivity) => Promise<ChannelAnswer>;

export interface TurnRunner {
  readonly receive: Receive;
  /** Resolves when no turn is under way any more and everything is written. */
  idle(): Promise<void>;
}

const TRIES = 5;
const PAUSE_MS = 50;

/** Runs turns. In: everything a turn passes through. */
export function createTurnRunner(deps: TurnRunnerDeps): TurnRunner {
  const runner: Runner = { ...deps, following: new Set() };
  return {
    receive: ({ identity, activity }) => receive(runner, identity, activity as unknown as Activity),
    async idle() {
      await deps.queue.idle();
      while (runner.following.size > 0) await Promise.all(runner.following);
      await deps.queue.idle();
      await deps.late.flush();
    },
  };
}

interface Runner extends TurnRunnerDeps {
  /** Work that follows turns and still runs. */
  readonly following: Set<Promise<void>>;
}

async function receive(
  runner: Runner,
  identity: ClaimsIdentity,
  activity: Activity,
): Promise<ChannelAnswer> {
  const receivedAt = runner.now().getTime();
  const key = turnKeyOf(activity, runner.newId);
  const stopTyping = isWaitedFor(activity)
    ? sendTyping(runner.client, placeOf(activity), activity)
    : undefined;
  try {
    const turn = { identity, activity, key, receivedAt };
    return await runInQueue(runner, turn, runner.bot);
  } catch (error) {
    if (error instanceof QueueFull) return { status: 429 };
    throw error;
  } finally {
    stopTyping?.();
  }
}

function runInQueue(
  runner: Runner,
  received: Omit<IncomingTurn, 'underWay' | 'signIn'>,
  logic: TurnLogic,
): Promise<ChannelAnswer> {
  const { key, identity, activity } = received;
  return runner.queue.run(key.conversation, key.activityId, async (underWay) => {
    const signIn = await runner.prepare(identity, activity);
    const turn: IncomingTurn = { ...received, underWay, signIn };
    const outcome = await runInTransaction(runner, turn, logic);
    if (outcome.kind === 'failed') return sendFailure(runner, turn, outcome);
    const answer = await deliverReplies(runner, turn, outcome);
    if (outcome.kind === 'fresh') {
      for (const work of outcome.performed.later) follow(runner, turn, work);
    }
    return answer;
  });
}

/** Runs what was put behind a turn. It queues for turns of its own, so this turn must not wait for it. */
function follow(runner: Runner, turn: IncomingTurn, work: LaterWork): void {
  const running = work((say) => continueConversation(runner, turn, say))
    .catch((error: unknown) => {
      runner.log.error('later-failed', errorFields(error));
    })
    .finally(() => runner.following.delete(running));
  runner.following.add(running);
}

async function continueConversation(
  runner: Runner,
  before: IncomingTurn,
  say: (context: TurnContext) => Promise<void>,
): Promise<void> {
  const activity = continuationOf(before.activity);
  const key = { ...before.key, activityId: runner.newId() };
  const turn = { ...before, activity, key, receivedAt: runner.now().getTime() };
  await runInQueue(runner, turn, async (context) => {
    await say(context);
    await runner.saveState(context);
  });
}

interface Failed {
  readonly kind: 'failed';
  readonly error: unknown;
}

/** Runs the whole turn again when it met another one: nothing of it was stored, and nothing was sent. */
async function runInTransaction(
  deps: TurnRunnerDeps,
  turn: IncomingTurn,
  logic: TurnLogic,
): Promise<TurnOutcome | Failed> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await deps.transact(turn.key.conversation, () => runTurn(deps, turn, logic));
    } catch (error) {
      if (error instanceof TurnRepeated) return knownTurn(deps, turn);
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
async function sendFailure(
  deps: TurnRunnerDeps,
  { identity, activity }: IncomingTurn,
  { error }: Failed,
): Promise<ChannelAnswer> {
  const number = deps.newNumber();
  deps.log.error('turn-failed', {
    number,
    ...errorFields(error),
    activityType: activity.type,
  });
  const { replies, answer } = await deps.adapter.runLogic(identity, activity, async (context) => {
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
