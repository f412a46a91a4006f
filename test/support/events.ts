// Sending events to a bot under test, and hearing what it says by itself.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Chat, Reply } from './chat.ts';
import type { BotUnderTest } from './bot.ts';
import { replyOf } from './chat.ts';

export interface EventAnswer {
  readonly status: number;
  readonly events: readonly {
    readonly status: string;
    readonly deliveries: readonly string[];
    readonly id: string;
  }[];
}

interface EventFields {
  readonly type: string;
  /** Whom it is about, or else the tenant. */
  readonly subject?: string;
  readonly tenantId?: string;
  readonly data: object;
  readonly id?: string;
}

/** Sends one structured CloudEvent. */
export async function sendEvent(bot: BotUnderTest, fields: EventFields): Promise<EventAnswer> {
  const { type, tenantId = '', data, id = randomUUID() } = fields;
  const { subject = `tenant/${tenantId}` } = fields;
  const response = await fetch(`${bot.url()}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      specversion: '1.0',
      id,
      source: 'urn:test',
      type,
      subject,
      time: bot.now.toISOString(),
      datacontenttype: 'application/json',
      data,
    }),
  });
  const body = (await response.json()) as Pick<EventAnswer, 'events'>;
  assert.ok(response.ok, JSON.stringify(body));
  return { status: response.status, events: body.events };
}

/** Delivers what is due. Out: what this chat heard of it. */
export async function delivered(bot: BotUnderTest, chat: Chat): Promise<readonly Reply[]> {
  const before = bot.connector.sentTo(chat.conversationId).length;
  await bot.dispatch();
  return bot.connector.sentTo(chat.conversationId).slice(before).map(replyOf);
}

/** The states of an event's deliveries. */
export async function statesOf(bot: BotUnderTest, { events }: EventAnswer): Promise<string[]> {
  const id = encodeURIComponent(events[0]?.id ?? '');
  const response = await fetch(`${bot.url()}/api/events/${encodeURIComponent('urn:test')}/${id}`);
  const body = (await response.json()) as { readonly deliveries: readonly { state: string }[] };
  return body.deliveries.map(({ state }) => state);
}
