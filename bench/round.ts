// One round of enrollment turns against a bot under measurement: people who have begun already answer the six steps.

import { Agent, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { BotProcess } from './bot-process.ts';
import enrollment from './enrollment.json' with { type: 'json' };
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
  /** The same of each part of a talk, everybody having ended one before the next begins. In: the parts, each a row of messages. */
  talk(bot: BotProcess, people: number, parts: readonly TalkPart[]): Promise<readonly Figure[]>;
  close(): void;
}

/** What a person sends, one after the other: texts, or what a card sends. In: which of all the people. */
export type TalkPart = (person: number) => readonly object[];

/** How many turns are under way together under load. */
export const AT_ONCE = 16;
/** Each step of the form, and what its card sends. */
export const STEPS = Object.entries(enrollment.answers).map(
  ([step, { values }]) => [step, values] as const,
);

/** The command that begins. */
export const BEGIN: TalkPart = () => [{ text: 'registrieren' }];
export const CARDS = STEPS.map(([step, inputs]) => ({
  value: { action: 'answer', step, ...inputs },
}));

/** Makes a driver with a connector of its own. In: how many people write at once. */
export async function createDriver(atOnce = AT_ONCE): Promise<Driver> {
  const connector = await createSink();
  return {
    round: async (bot, count) => {
      const [, cards] = await talk(bot, count, [BEGIN, () => CARDS]);
      if (cards === undefined) throw new Error('no round');
      return cards;
    },
    talk,
    close: () => {
      connector.close();
    },
  };

  async function talk(bot: BotProcess, count: number, parts: readonly TalkPart[]) {
    // Of its own: a bot closes connections that were idle while others had their rounds.
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    const people = Array.from({ length: count }, () => personAt(connector.url));
    const figures: Figure[] = [];
    for (const part of parts) figures.push(await measure(bot, part, { agent, people, atOnce }));
    agent.destroy();
    return figures;
  }
}

/** The middle of each figure. */
export function medianOf<Row extends Readonly<Record<keyof Row, number>>>(
  all: readonly Row[],
): Row {
  const names = Object.keys(all[0] ?? {}) as (keyof Row)[];
  const middle = (name: keyof Row): number =>
    all.map((one) => one[name]).toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ??
    0;
  return Object.fromEntries(names.map((name) => [name, middle(name)])) as Row;
}

/** The ways of a round, each once behind each other: what one leaves to the garbage collector, the next one pays. */
export function turned<Way>(ways: readonly Way[], round: number): readonly Way[] {
  const first = Math.max(0, round) % ways.length;
  return [...ways.slice(first), ...ways.slice(0, first)];
}

/** Does something with each of many, so many at once, who share the iterator. */
export async function together<T>(
  atOnce: number,
  items: IterableIterator<T>,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const lane = async (): Promise<void> => {
    for (const item of items) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

interface Crowd {
  readonly agent: Agent;
  readonly people: readonly object[];
  readonly atOnce: number;
}

async function measure(
  bot: BotProcess,
  part: TalkPart,
  { agent, people, atOnce }: Crowd,
): Promise<Figure> {
  const before = await bot.cpu();
  const started = performance.now();
  const times: number[] = [];
  await together(atOnce, people.entries(), async ([at, person]) => {
    for (const fields of part(at)) {
      const sent = performance.now();
      await post(agent, bot.url, { ...person, ...fields });
      times.push(performance.now() - sent);
    }
  });
  const seconds = (performance.now() - started) / 1_000;
  return figureOf(times, (await bot.cpu()) - before, seconds);
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
