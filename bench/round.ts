// One round of enrollment turns against a bot under measurement: people who have begun already answer the six steps.

import { Agent, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { BotProcess } from './bot-process.ts';
import { ANSWERS } from './company.ts';
import { createSink } from './connector.ts';

export interface Figure {
  readonly cpuMs: number;
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

export interface Driver {
  /** In: the bot, and how many people. Out: CPU of the bot and times, per turn. */
  round(bot: BotProcess, people: number): Promise<Figure>;
  close(): void;
}

/** How many turns are under way together under load. */
export const AT_ONCE = 16;
export const STEPS = Object.entries(ANSWERS);

/** Makes a driver with a connector of its own. In: how many people write at once. */
export async function createDriver(atOnce = AT_ONCE): Promise<Driver> {
  const connector = await createSink();
  const together = lanes(atOnce);
  return {
    async round(bot, count) {
      // Of its own: a bot closes connections that were idle while others had their rounds.
      const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
      const people = Array.from({ length: count }, () => personAt(connector.url));
      const send = (fields: object): Promise<void> => post(agent, bot.url, fields);
      await together(people, (person) => send({ ...person, text: 'registrieren' }));
      const before = await bot.cpu();
      const started = performance.now();
      const times: number[] = [];
      await together(people, async (person) => {
        for (const [step, inputs] of STEPS) {
          const value = { action: 'answer', step, ...inputs };
          const sent = performance.now();
          await send({ ...person, value });
          times.push(performance.now() - sent);
        }
      });
      const seconds = (performance.now() - started) / 1_000;
      agent.destroy();
      return figureOf(times, (await bot.cpu()) - before, seconds);
    },
    close: () => {
      connector.close();
    },
  };
}

/** The middle of each figure. */
export function medianOf(all: readonly Figure[]): Figure {
  const middle = (name: keyof Figure): number =>
    all.map((one) => one[name]).toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ??
    0;
  return {
    cpuMs: middle('cpuMs'),
    p50: middle('p50'),
    p99: middle('p99'),
    perSecond: middle('perSecond'),
  };
}

function figureOf(times: readonly number[], cpuMs: number, seconds: number): Figure {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  const perSecond = times.length / seconds;
  return { cpuMs: cpuMs / times.length, p50: at(0.5), p99: at(0.99), perSecond };
}

function personAt(serviceUrl: string): object {
  const [id, tenantId] = [randomUUID(), randomUUID()];
  return {
    type: 'message',
    channelId: 'msteams',
    serviceUrl,
    locale: 'de-DE',
    localTimezone: 'Europe/Berlin',
    from: { id: `29:${id}`, name: 'Ada Lovelace', aadObjectId: id },
    recipient: { id: '28:bot', name: 'Lotse' },
    conversation: { id: `a:${id}`, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    entities: [{ type: 'clientInfo', locale: 'de-DE', country: 'DE', platform: 'Web' }],
  };
}

type Together = <T>(items: readonly T[], act: (item: T) => Promise<void>) => Promise<void>;

function lanes(count: number): Together {
  return async (items, act) => {
    const queue = items.values();
    const lane = async (): Promise<void> => {
      for (const item of queue) await act(item);
    };
    await Promise.all(Array.from({ length: count }, lane));
  };
}

async function post(agent: Agent, url: string, fields: object): Promise<void> {
  const now = new Date().toISOString();
  const stamped = { id: randomUUID(), timestamp: now, localTimestamp: now, ...fields };
  const body = Buffer.from(JSON.stringify(stamped));
  const headers = { 'content-type': 'application/json', 'content-length': body.byteLength };
  const outgoing = request(url, { method: 'POST', agent, headers });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== 200) throw new Error(`answered ${String(response.statusCode)}`);
}
