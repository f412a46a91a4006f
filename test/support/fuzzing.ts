// Activities and events as nobody sends them: real ones, bent at random from a seed, sent over HTTP to the whole bot.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BotUnderTest } from './bot.ts';
import { sampleEvent } from './event-samples.ts';

export interface Fuzzing {
  readonly count: number;
  readonly seed: number;
  /** At once. */
  readonly lanes?: number;
}

export interface Fuzzed {
  /** How often each status came. */
  readonly statuses: Readonly<Record<number, number>>;
  /** The bodies that were answered with 500 or above, or not at all. */
  readonly faults: readonly { readonly status: number; readonly body: string }[];
  /** Of the slowest answer. */
  readonly slowestMs: number;
}

type Random = () => number;

const STEPS = ['situation', 'account', 'partnerId', 'company', 'contact', 'support', 'review'];
const ACTIONS = ['answer', 'edit', 'confirm', 'milestone', 'topic', 'feedback', 'seen', 'mute'];
const INPUTS = { situation: 'new', workAccount: 'admin', tenantCountry: 'DE', legalName: 'A GmbH' };
const DOUBT_BUTTONS = [{}, { agreed: 'legalName' }, { replace: 'legalName', with: 'B GmbH' }];
const WEIRD: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1e308, -0.1, 2 ** 53, '', ' ', '\u0000', '0'],
  ...[
    '\u202Eabc',
    '\uD800',
    '🏴‍☠️'.repeat(50),
    'ß'.repeat(2_000),
    'a'.repeat(30_000),
    '%00',
    '../..',
  ],
  ...['<script>', '${7*7}', "' or 1=1 --", '{{x}}', 'constructor', '__proto__', 'toString'],
  ...['2026-13-45T99:99:99Z', 'NaN', '[object Object]', '\r\nx: y', 'de-DE-x-y', 'ja', 'weiter'],
  ...[[], {}, [[]], [null], [{}], [[[[[[[[[]]]]]]]]], { id: null }, { id: {} }, { toString: 1 }],
  ...[{ length: -1 }, { then: 1 }, { constructor: 1 }, Array.from({ length: 500 }, () => 0)],
];

/** Sends so many bodies. The same seed sends the same ones. */
export async function fuzz(
  bot: BotUnderTest,
  { count, seed, lanes = 8 }: Fuzzing,
): Promise<Fuzzed> {
  const random = randomFrom(seed);
  const statuses: Record<number, number> = {};
  const faults: { status: number; body: string }[] = [];
  let [left, slowestMs] = [count, 0];

  async function lane(): Promise<void> {
    while (left > 0) {
      left -= 1;
      // Time goes by, or the event API would soon take no more of them.
      bot.now = new Date(bot.now.getTime() + 100);
      const { path, type, body } = bent(bot, random);
      const before = performance.now();
      const status = await post(bot.url() + path, type, body);
      slowestMs = Math.max(slowestMs, performance.now() - before);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status >= 500 || status === 0) faults.push({ status, body: body.slice(0, 2_000) });
    }
  }

  await Promise.all(Array.from({ length: lanes }, lane));
  return { statuses, faults, slowestMs };
}

/** What the test's own connector and log keep goes, too. */
export function forgetHeard({ connector, logged }: BotUnderTest): void {
  for (const kept of [connector.received, logged]) (kept as unknown[]).length = 0;
}

/** What is in use after everything that can go has gone, in bytes. */
export function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

async function post(url: string, type: string, body: string): Promise<number> {
  const headers = { 'content-type': type };
  try {
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

function bent(
  bot: BotUnderTest,
  random: Random,
): { readonly path: string; readonly type: string; readonly body: string } {
  const isEvent = random() < 0.2;
  const original = isEvent ? event(random) : activity(bot, random);
  const value = structuredClone(original) as Record<string, unknown>;
  const times = Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) bend(value, random);
  const whole = JSON.stringify(isEvent && random() < 0.2 ? [value, original] : value);
  const body = random() < 0.05 ? torn(whole, random) : whole;
  const kind = whole.startsWith('[') ? '-batch+json' : '+json';
  return isEvent
    ? { path: '/api/events', type: `application/cloudevents${kind}`, body }
    : { path: '/api/messages', type: 'application/json', body };
}

/** Somewhere in it something is replaced, removed, doubled or put deeper. */
function bend(root: Record<string, unknown>, random: Random): void {
  let place = root;
  let name = nameIn(root, random, root);
  let inner = place[name];
  while (isObject(inner) && random() < 0.7) {
    place = inner;
    name = nameIn(place, random, root);
    inner = place[name];
  }
  const ways: readonly (() => unknown)[] = [
    () => Reflect.deleteProperty(place, name),
    () => (place[nameFrom(random)] = inner),
    () => (place[name] = [inner, inner]),
    () => (place[name] = deep(Math.floor(random() * 60))),
  ];
  const replace = (): unknown => (place[name] = structuredClone(pick(WEIRD, random)));
  (random() < 0.5 ? pick(ways, random) : replace)?.();
}

/** The way back stays, or every turn would wait for a connector that is not there. */
function nameIn(place: object, random: Random, root: object): string {
  const names = Object.keys(place).filter((name) => place !== root || name !== 'serviceUrl');
  return pick(names, random) ?? 'x';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function nameFrom(random: Random): string {
  const weird = pick(WEIRD, random);
  return typeof weird === 'string' ? weird : JSON.stringify(weird);
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { value };
  return value;
}

function torn(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  return random() < 0.5 ? text.slice(0, at) : `${text.slice(0, at)}\u0001${text.slice(at + 1)}`;
}

function activity({ connector }: BotUnderTest, random: Random): object {
  const person = Math.floor(random() * 20);
  const tenantId = `00000000-0000-4000-8000-${String(person % 7).padStart(12, '0')}`;
  return {
    id: String(random()),
    channelId: 'msteams',
    serviceUrl: connector.url,
    timestamp: '2026-11-23T09:00:00.000Z',
    localTimestamp: '2026-11-23T10:00:00.000+01:00',
    localTimezone: 'Europe/Berlin',
    locale: random() < 0.5 ? 'de-DE' : 'en-US',
    from: { id: `29:${person}`, name: 'Ada Lovelace', aadObjectId: `person-${person}` },
    recipient: { id: '28:bot', name: 'Lotse' },
    conversation: { id: `a:${person}`, conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId }, settings: { selectedChannel: { id: 'x' } } },
    entities: [{ type: 'clientInfo', locale: 'de-DE', country: 'DE', platform: 'Web' }],
    ...pick(KINDS, random)?.(random),
  };
}

const KINDS: readonly ((random: Random) => object)[] = [
  () => ({ type: 'message', text: 'registrieren', textFormat: 'plain', attachments: [] }),
  (random) => ({
    type: 'message',
    text: pick(['zurück', 'Was kostet CSP?', '12345', 'ja'], random),
  }),
  () => ({
    type: 'message',
    text: '<at>Lotse</at> hilfe',
    conversation: { id: '19:g@thread.v2', conversationType: 'groupChat', isGroup: true },
    entities: [{ type: 'mention', text: '<at>Lotse</at>', mentioned: { id: '28:bot' } }],
  }),
  (random) => ({ type: 'message', value: data(random), replyToId: '1' }),
  (random) => ({ type: 'message', value: data(random), text: 'x' }),
  (random) => ({
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb: 'answer', data: data(random) } },
  }),
  () => ({ type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }, { id: '29:1' }] }),
  () => ({ type: 'installationUpdate', action: 'add' }),
  () => ({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1' }),
  () => ({
    type: 'event',
    name: 'application/vnd.microsoft.readReceipt',
    value: { lastReadMessageId: '1700000000000' },
  }),
  () => ({ type: 'typing' }),
  () => ({
    type: 'message',
    attachments: [{ contentType: 'text/html', content: '<div>hallo</div>' }],
    text: 'hallo',
  }),
];

function data(random: Random): object {
  const common = { step: pick(STEPS, random), topic: 'csp', milestone: 'submitted', delivery: 'x' };
  const doubt = pick(DOUBT_BUTTONS, random);
  const inputs = { ...INPUTS, ...doubt };
  return { action: pick(ACTIONS, random), ...common, helpful: true, kind: 'reminder', ...inputs };
}

function event(random: Random): object {
  const types = ['csp.verification.changed', 'csp.announcement', 'csp.provider.invited', 'made.up'];
  return {
    ...sampleEvent({ type: pick(types, random), id: String(random()) }),
    data: {
      ...{ status: 'rejected', check: 'identity', reason: 'x', providerName: 'Contoso' },
      ...{ invitationUrl: 'https://contoso.com/x', expiresAt: '2026-12-01T00:00:00Z' },
      ...{ title: { de: 'a', en: 'b' }, text: { de: 'c', en: 'd' }, url: 'https://contoso.com' },
    },
  };
}

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
