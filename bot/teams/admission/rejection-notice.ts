// One sentence to whoever is turned away: in their language, at most once an hour or a minute, and nothing is stored.

import type { Activity } from 'botbuilder';
import { createBoundedMap } from '../../../services/http/bounded-map.ts';
import type { Language } from '../../../services/texts/languages.ts';
import { textsIn } from '../../../services/texts/texts.ts';
import type { ConnectorClient } from '../connector/connector-client.ts';

export type RejectionTextKey = 'tenant.notAllowed' | 'door.tooFast' | 'door.tooMany';

/** Says it. Out: the body to answer the request with; undefined = none. Never rejects. */
export type RejectionNotice = (word: RejectionTextKey, activity: Activity) => Promise<unknown>;

export interface RejectionNoticeDeps {
  readonly client: ConnectorClient;
  /** The language the person chose, or that of their Teams. */
  readonly languageAt: (activity: Activity) => Promise<Language>;
  readonly now: () => Date;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MOST_REMEMBERED = 10_000;
const CARD_ACTION = 'adaptiveCard/action';

/** Words for who is held back: about the tenant once an hour per conversation, about the pace once a minute. */
export function createRejectionNotice({
  client,
  languageAt,
  now,
}: RejectionNoticeDeps): RejectionNotice {
  const first: Readonly<Record<RejectionTextKey, Cooldown>> = {
    'tenant.notAllowed': createCooldown(HOUR_MS, now),
    'door.tooFast': createCooldown(MINUTE_MS, now),
    'door.tooMany': createCooldown(MINUTE_MS, now),
  };
  return async function t(word, activity) {
    if (!isAwaiting(activity) || !first[word](keyOf(activity))) return undefined;
    const text = textsIn(await languageAt(activity))(word);
    if (activity.type === 'invoke') return invokeAnswer(text);
    const message = replyTo(activity, text);
    if (activity.deliveryMode === 'expectReplies') return { activities: [message] };
    const { serviceUrl, conversation } = activity;
    await client.deliver({ serviceUrl, conversationId: conversation.id }, message);
    return undefined;
  };
}

/** Only who says or presses something hears back; joining, reading and typing go unanswered. */
function isAwaiting({ type, name }: { readonly type: string; readonly name?: string }): boolean {
  return type === 'message' || (type === 'invoke' && name === CARD_ACTION);
}

function keyOf({ conversation, from }: Activity): string {
  return JSON.stringify([conversation.id, from.id]);
}

function replyTo(activity: Activity, text: string): Partial<Activity> {
  const { id, conversation, channelId, serviceUrl, from, recipient } = activity;
  const addressed = { conversation, channelId, serviceUrl, from: recipient, recipient: from };
  return { type: 'message', text, ...addressed, ...(id ? { replyToId: id } : {}) };
}

function invokeAnswer(value: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}

/** In: a key. Out: whether it is the first time for it within the period. */
type Cooldown = (key: string) => boolean;

/** In: the period in ms, and the clock. Beyond 10,000 keys the oldest is forgotten, and may come again. */
function createCooldown(periodMs: number, now: () => Date): Cooldown {
  const times = createBoundedMap<string, number>(MOST_REMEMBERED);
  return function first(key) {
    const at = now().getTime();
    const before = times.get(key);
    if (before !== undefined && Math.abs(at - before) < periodMs) return false;
    times.set(key, at);
    return true;
  };
}
