// One person in one conversation with the bot: what is said goes over HTTP as Teams sends it, and all replies come back.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { FakeConnector, SendMethod, Sent } from './fake-connector.ts';

export interface ChatOptions {
  /** Address of the bot, without path. */
  readonly botUrl: string;
  readonly connector: FakeConnector;
  /** Locale of the person's Teams. */
  readonly language?: string;
  readonly tenantId?: string;
  /** The person's aadObjectId. */
  readonly personId?: string;
  readonly name?: string;
  readonly conversationType?: 'personal' | 'groupChat' | 'channel';
  readonly conversationId?: string;
  readonly timezone?: string;
  readonly now?: () => Date;
  /** Header of every request; none in anonymous mode. */
  readonly authorization?: string;
}

/** An activity that the bot posted, updated or deleted. */
export type Reply = Partial<Activity> & { readonly id: string; readonly method: SendMethod };

export interface Chat {
  readonly conversationId: string;
  readonly personId: string;
  readonly tenantId: string;
  /** conversationUpdate and installationUpdate, as Teams sends both. */
  install(): Promise<readonly Reply[]>;
  uninstall(): Promise<readonly Reply[]>;
  /** Types text; outside of a personal chat the bot is mentioned, or it would not hear it. */
  say(text: string): Promise<readonly Reply[]>;
  /** Presses a card's Action.Submit. */
  press(data: object): Promise<readonly Reply[]>;
  /** The same as adaptiveCard/action; what it was answered stands in `answer`. */
  invoke(data: object): Promise<readonly Reply[]>;
  /** Sends an activity with these fields over the usual ones; any status is taken. */
  send(fields: object): Promise<readonly Reply[]>;
  /** How the last request was answered. */
  answer: { readonly status: number; readonly body: unknown };
}

interface Place {
  readonly options: ChatOptions;
  readonly from: { readonly id: string; readonly name: string; readonly aadObjectId: string };
  readonly conversation: { readonly id: string; readonly [property: string]: unknown };
  readonly channelData: object;
}

const BOT = { id: '28:00000000-0000-4000-8000-000000000b07', name: 'Lotse' };
const TENANT = '00000000-0000-4000-8000-0000000c0115';
const MENTION = `<at>${BOT.name}</at>`;

/** A chat that nobody has said anything in. Each has a person and a conversation of its own unless told. */
export function createChat(options: ChatOptions): Chat {
  const place = placeOf(options);
  const { id: conversationId } = place.conversation;
  const { from } = place;
  options.connector.meet(conversationId, from);

  async function send(fields: object): Promise<readonly Reply[]> {
    const before = options.connector.sentTo(conversationId).length;
    chat.answer = await post(options, { ...usual(place), ...fields });
    return options.connector.sentTo(conversationId).slice(before).map(replyOf);
  }

  async function sendWell(fields: object): Promise<readonly Reply[]> {
    const replies = await send(fields);
    assert.ok(chat.answer.status < 300, `the bot answered ${JSON.stringify(chat.answer)}`);
    return replies;
  }

  const chat: Chat = {
    conversationId,
    personId: from.aadObjectId,
    tenantId: options.tenantId ?? TENANT,
    answer: { status: 0, body: undefined },
    send,
    async install() {
      const met = await sendWell({ type: 'conversationUpdate', membersAdded: [BOT, { ...from }] });
      return [...met, ...(await sendWell({ type: 'installationUpdate', action: 'add' }))];
    },
    uninstall: () => sendWell({ type: 'installationUpdate', action: 'remove' }),
    say: (text) => sendWell(spoken(text, options.conversationType)),
    press: (data) =>
      sendWell({
        type: 'message',
        value: data,
        replyToId: lastCardId(options.connector, conversationId),
      }),
    invoke: (data) =>
      sendWell({ type: 'invoke', name: 'adaptiveCard/action', value: invokeValue(data) }),
  };
  return chat;
}

function placeOf(options: ChatOptions): Place {
  const { conversationType = 'personal', tenantId = TENANT, personId = randomUUID() } = options;
  const { conversationId = newConversationId(conversationType), name = 'Ada Lovelace' } = options;
  const team = {
    team: { id: '19:team@thread.tacv2' },
    channel: { id: conversationId },
    teamsChannelId: conversationId,
  };
  return {
    options,
    from: { id: `29:${personId}`, name, aadObjectId: personId },
    conversation: {
      conversationType,
      tenantId,
      id: conversationId,
      isGroup: conversationType === 'personal' ? undefined : true,
    },
    channelData: { tenant: { id: tenantId }, ...(conversationType === 'channel' ? team : {}) },
  };
}

function newConversationId(type: string): string {
  return type === 'personal' ? `a:${randomUUID()}` : `19:${randomUUID()}@thread.v2`;
}

/** What stands in every activity of Teams. */
function usual({ options, from, conversation, channelData }: Place): object {
  const now = (options.now ?? (() => new Date()))();
  const locale = options.language ?? 'de-DE';
  const timezone = options.timezone ?? 'Europe/Berlin';
  return {
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: options.connector.url,
    timestamp: now.toISOString(),
    localTimestamp: now.toISOString(),
    localTimezone: timezone,
    locale,
    from,
    recipient: BOT,
    conversation,
    channelData,
    entities: [
      { type: 'clientInfo', locale, country: locale.slice(-2), platform: 'Web', timezone },
    ],
  };
}

function spoken(text: string, conversationType = 'personal'): object {
  const message = { type: 'message', textFormat: 'plain' };
  if (conversationType === 'personal') return { ...message, text };
  const mention = { type: 'mention', text: MENTION, mentioned: BOT };
  return { ...message, text: `${MENTION} ${text}`, entities: [mention] };
}

function invokeValue(data: object): object {
  const verb = (data as { action?: unknown }).action;
  return { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
}

async function post(
  { botUrl, authorization }: ChatOptions,
  activity: object,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(new URL('/api/messages', botUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: JSON.stringify(activity),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

function lastCardId(connector: FakeConnector, conversationId: string): string | undefined {
  return connector.sentTo(conversationId).findLast(({ activity }) => activity.attachments?.length)
    ?.activityId;
}

/** What a person sees of what was sent. */
export function replyOf({ method, activityId, activity }: Sent): Reply {
  return { ...activity, id: activityId, method };
}
