// The SDK's adapter without what a turn here does not need: replies are collected, and sent by whoever runs the turn.
// CloudAdapter makes two clients for each turn and sends at once (docs/decisions/0025-own-adapter.md).

import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  DeliveryModes,
  INVOKE_RESPONSE_KEY,
  type InvokeResponse,
  type ResourceResponse,
  StatusCodes,
  type TurnContext,
} from 'botbuilder';
import { isForgotten, type LaterWork, worksAfter } from '../../../dialogs/turn-info.ts';
import { localeOf } from '../turn/client-locale.ts';
import { LeanTurnContext } from './lean-turn-context.ts';
import { replacementOf, replyOf, type StoredReply } from '../turn/replies.ts';
import type { ClaimsIdentity, UserTokenClient } from 'botframework-connector';

/** What came of a turn. */
export interface TurnResult {
  readonly replies: readonly StoredReply[];
  /** Of an invoke, or with the replies in it where the channel asked for that; undefined: a plain 200. */
  readonly answer: InvokeResponse | undefined;
  /** What is to follow once the turn is stored and answered. */
  readonly later: readonly LaterWork[];
  /** Whether the person's data were deleted in it. */
  readonly isForgotten: boolean;
}

export interface AdapterDeps {
  /** Made per turn; it must cost nothing until it is used. */
  readonly userTokens: (identity: ClaimsIdentity) => UserTokenClient;
}

interface Outgoing {
  readonly replies: StoredReply[];
  isOver: boolean;
}

const OUTGOING = Symbol('outgoing replies');

/** What the SDK's dialogs see of the channel. It has no middleware. */
export class TeamsAdapter extends BotAdapter {
  /** The SDK's own name: OAuthPrompt looks under it. */
  readonly UserTokenClientKey = Symbol('UserTokenClient');
  readonly #deps: AdapterDeps;

  constructor(deps: AdapterDeps) {
    super();
    this.#deps = deps;
  }

  /** Runs a turn. In: who calls, the activity, and what to do. Out: what is to be sent. Throws what the turn throws. */
  async runLogic(
    identity: ClaimsIdentity,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<TurnResult> {
    const context = new LeanTurnContext(this, activity);
    const outgoing: Outgoing = { replies: [], isOver: false };
    const { turnState } = context;
    turnState.set(OUTGOING, outgoing);
    turnState.set(this.BotIdentityKey, identity);
    turnState.set(this.UserTokenClientKey, this.#deps.userTokens(identity));
    const locale = localeOf(activity);
    if (locale !== undefined) context.locale = locale;
    try {
      await logic(context);
    } finally {
      outgoing.isOver = true;
    }
    return {
      replies: outgoing.replies,
      answer: answerOf(context),
      later: worksAfter(context),
      isForgotten: isForgotten(context),
    };
  }

  /** Collects; the ids come about when they are sent, which is later. */
  override sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const { replies } = outgoingOf(context);
    for (const activity of activities) {
      const isAnswer = activity.type === ActivityTypes.InvokeResponse;
      if (isAnswer) context.turnState.set(INVOKE_RESPONSE_KEY, activity);
      const reply = isAnswer ? undefined : replyOf(activity);
      if (reply !== undefined) replies.push(reply);
    }
    return Promise.resolve(activities.map(() => ({ id: '' })));
  }

  override updateActivity(context: TurnContext, activity: Partial<Activity>): Promise<void> {
    outgoingOf(context).replies.push(replacementOf(activity));
    return Promise.resolve();
  }

  override deleteActivity(
    context: TurnContext,
    { activityId }: Partial<ConversationReference>,
  ): Promise<void> {
    outgoingOf(context).replies.push({ activityId, isDeletion: true, body: '' });
    return Promise.resolve();
  }

  /** The SDK's old way of speaking first; ours are `afterTurn` and the outbox. */
  override continueConversation(): Promise<void> {
    return Promise.reject(new Error('Speak by afterTurn or by the outbox.'));
  }
}

function outgoingOf(context: TurnContext): Outgoing {
  const outgoing = context.turnState.get<Outgoing>(OUTGOING);
  if (outgoing.isOver) throw new Error('The turn is over: what is said later goes by afterTurn.');
  return outgoing;
}

/** As CloudAdapter answers. */
function answerOf(context: TurnContext): InvokeResponse | undefined {
  const { activity, bufferedReplyActivities: activities } = context;
  if (activity.deliveryMode === DeliveryModes.ExpectReplies) {
    return { status: StatusCodes.OK, body: { activities } };
  }
  const { type }: { readonly type: string } = activity;
  if (type !== 'invoke') return undefined;
  const response = context.turnState.get<Partial<Activity> | undefined>(INVOKE_RESPONSE_KEY);
  return (response?.value as InvokeResponse | undefined) ?? { status: StatusCodes.NOT_IMPLEMENTED };
}
