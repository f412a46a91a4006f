// One request to /api/messages with any header a client may send, twice if need be; fetch would join or refuse them.

import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { BotUnderTest } from './bot.ts';

export interface Sending {
  /** Sent as Bearer. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Over the fields of a usual message; undefined takes one away. */
  readonly activity?: Readonly<Record<string, unknown>>;
  readonly query?: string;
}

export interface Heard {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends a message of a person nobody knows yet, unless the fields say otherwise. */
export async function send(
  { connector, url }: Pick<BotUnderTest, 'connector' | 'url'>,
  { token, headers, activity, query = '' }: Sending,
): Promise<Heard> {
  const asked = request(`${url()}/api/messages${query}`, { method: 'POST' });
  asked.setHeader('content-type', 'application/json');
  if (token !== undefined) asked.setHeader('authorization', `Bearer ${token}`);
  for (const [name, value] of Object.entries(headers ?? {})) asked.setHeader(name, value);
  asked.end(JSON.stringify({ ...messageTo(connector.url), ...activity }));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const { statusCode: status = 0, headers: heard } = response;
  return { status, headers: heard, body: await text(response) };
}

/** So many of something. */
export function listOf<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function messageTo(serviceUrl: string): object {
  const person = randomUUID();
  const tenantId = '00000000-0000-4000-8000-0000000c0115';
  return {
    type: 'message',
    text: 'hallo',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    locale: 'de-DE',
    conversation: { id: `a:${person}`, conversationType: 'personal', tenantId },
    from: { id: `29:${person}`, aadObjectId: person, name: 'Ada Lovelace' },
    recipient: { id: '28:bot', name: 'Lotse' },
    channelData: { tenant: { id: tenantId } },
  };
}
