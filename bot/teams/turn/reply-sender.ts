// Sends replies in their order, each until it has arrived, was refused for good, or the time is up.

import { setTimeout as pause } from 'node:timers/promises';
import { backoffMs, halfJitter } from '../../../services/http/retry-after.ts';
import type { DeliveryOutcome } from '../../../services/notifications/notification.ts';
import type { TurnState } from '../../../services/turns/turns.ts';
import type { Log } from '../../monitoring/log.ts';
import type { ConnectorClient, Destination } from '../connector/connector-client.ts';
import { outcomeOf } from '../connector/connector-outcomes.ts';
import type { StoredReply } from './replies.ts';

/** Where a conversation is reached. */
export interface ReplyAddress {
  readonly serviceUrl: string;
  readonly conversationId: string;
}

export interface ReplyBatch {
  /** held: the next one surely has not arrived; unsure: it may have; done: there is no next one. */
  readonly state: Exclude<TurnState, 'unsent'>;
  /** How many were dealt with. */
  readonly sent: number;
  /** Whether the person has them all. */
  readonly isSeen: boolean;
  readonly remembered: readonly { readonly name: string; readonly id: string }[];
}

export interface ReplySenderDeps {
  readonly client: ConnectorClient;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
}

export interface ReplySender {
  /** Sends replies. In: where, and what. Out: what became of them; it never throws. */
  send(place: ReplyAddress, replies: readonly StoredReply[]): Promise<ReplyBatch>;
}

const TRIES = 4;
const BACKOFF = { firstMs: 250, longestMs: 1_000 };
/** The channel waits about 15 s for the turn; what throttles longer is waited for by the stored reply, not by the turn. */
const PATIENCE_MS = 6_000;

/** A sender of replies. */
export function createReplySender(deps: ReplySenderDeps): ReplySender {
  return {
    async send(place, replies) {
      const remembered: { name: string; id: string }[] = [];
      let isSeen = true;
      const giveUpAt = performance.now() + PATIENCE_MS;
      for (const [sent, reply] of replies.entries()) {
        const outcome = await insist(deps, place, reply, giveUpAt);
        if (outcome.kind === 'later') {
          deps.log.warn('reply-not-sent', { reason: outcome.reason });
          const state = outcome.maybeArrived ? 'unsure' : 'held';
          return { state, sent, isSeen: false, remembered };
        }
        if (outcome.kind === 'never') {
          isSeen = false;
          deps.log.warn('reply-refused', { reason: outcome.reason });
          if (outcome.state === 'unreachable') break;
        } else if (reply.remember !== undefined && outcome.activityId !== undefined) {
          remembered.push({ name: reply.remember, id: outcome.activityId });
        }
      }
      return { state: 'done', sent: replies.length, isSeen, remembered };
    },
  };
}

/** A card that cannot be replaced (gone, too old) comes anew; what cannot be deleted is gone. In: when to give up, by performance.now(). */
async function insist(
  deps: ReplySenderDeps,
  place: ReplyAddress,
  reply: StoredReply,
  giveUpAt: number,
): Promise<DeliveryOutcome> {
  const outcome = await repeat(deps, place, reply, giveUpAt);
  const { activityId, isDeletion, ...anew } = reply;
  if (activityId === undefined || !isRefused(outcome)) return outcome;
  if (isDeletion) return { kind: 'never', state: 'dead', reason: outcome.reason };
  return repeat(deps, place, anew, giveUpAt);
}

type Refused = Exclude<DeliveryOutcome, { kind: 'sent' }>;

/** Of a card that is there already: whatever the answer means for the conversation, this card is not to be had. */
function isRefused(outcome: DeliveryOutcome): outcome is Refused {
  return (
    outcome.kind === 'never' || (outcome.kind === 'later' && outcome.isFinalIfRepeated === true)
  );
}

/** What surely did not arrive is tried again; so is replacing a card, which does no harm twice. */
async function repeat(
  { client, now, random }: ReplySenderDeps,
  place: ReplyAddress,
  reply: StoredReply,
  giveUpAt: number,
): Promise<DeliveryOutcome> {
  const destination = destinationOf(place, reply);
  const body = Buffer.from(reply.body);
  for (let tries = 1; ; tries += 1) {
    const outcome = outcomeOf(await client.deliver(destination, body), now());
    if (outcome.kind !== 'later' || tries === TRIES || isEnd(outcome, reply)) return outcome;
    const backoff = halfJitter(backoffMs(tries - 1, BACKOFF), random());
    const wait = outcome.retryAfterMs ?? backoff;
    if (performance.now() + wait > giveUpAt) return outcome;
    await pause(wait);
  }
}

/** A new reply that may have arrived is not sent again; neither is a replacement that was refused. */
function isEnd(outcome: DeliveryOutcome, { activityId }: StoredReply): boolean {
  if (activityId !== undefined) return isRefused(outcome);
  return outcome.kind === 'later' && outcome.maybeArrived;
}

function destinationOf(
  place: ReplyAddress,
  { activityId, replyToId, isDeletion }: StoredReply,
): Destination {
  return { ...place, activityId, replyToId, isDeletion: isDeletion ?? false };
}
