// The fake connector with faults, in a process of its own. It writes down all it hears; that log is the truth.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { actionsOf, type CardPart, textsOf } from '../../support/cards.ts';
import { startFakeConnector, type Fate, type Program } from '../../support/fake-connector.ts';
import { numbersFrom } from './numbers.ts';

/** `cut`: accepted, and the connection reset before the answer. `dropped`: reset without being accepted. */
export type Outcome = 'accepted' | 'cut' | 'dropped' | 'refused';

/** One request, as the connector saw it. Times are epoch milliseconds of this machine. */
export interface Heard {
  readonly at: number;
  readonly conversation: string;
  readonly tenant: string;
  readonly method: string;
  /** Delivery ids in the message. */
  readonly notes: readonly string[];
  /** Everything that the card shows: its texts, and the titles and addresses of its links. */
  readonly words: string;
  /** How many actions the card has. */
  readonly actions: number;
  /** Whether it asks about a note instead of showing it. */
  readonly isQuestion: boolean;
  fate: Outcome;
  status: number;
  retryAfterMs: number | null;
  /** Whether the tenant as a whole was throttled. */
  isTenantWide: boolean;
  answeredAt: number | null;
}

export interface ConnectorPlan {
  readonly seed: number;
  /** Whether requests fail by chance. */
  readonly isFaulty: boolean;
  /** Conversations whose person blocked the bot. */
  readonly blocked: readonly string[];
  /** How long a slow answer takes. */
  readonly stallMs: number;
  /** A tenant that is throttled as a whole for 2 s, each time so many of its requests have come. */
  readonly throttled: { readonly tenant: string; readonly every: number } | null;
}

export interface TrialConnector {
  readonly url: string;
  log(): Promise<readonly Heard[]>;
  close(): void;
}

/** Conversation ids say their tenant, so that the connector knows whose limit it is. */
export function conversationOf(tenantId: string, personId: string): string {
  return `a:${tenantId}/${personId}`;
}

/** Starts it. In: its faults. The trial closes it. */
export async function startTrialConnector(plan: ConnectorPlan): Promise<TrialConnector> {
  const child = fork(import.meta.filename, [JSON.stringify(plan)]);
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    async log() {
      child.send('log');
      const [heard] = (await once(child, 'message')) as [readonly Heard[]];
      return heard;
    },
    close: () => void child.kill(),
  };
}

type Fault = Partial<Pick<Heard, 'fate' | 'status' | 'retryAfterMs'>> & {
  readonly isSlow?: boolean;
};

const EPISODE_MS = 2_000;
/** A conversation is not failed more often on end: the wait doubles each time, and the trial would take an hour. */
const MOST_ON_END = 3;

/** Shares of all requests (issue 4); the rest is accepted. */
const FAULTS: readonly (readonly [share: number, fault: Fault])[] = [
  [0.05, { fate: 'refused', status: 502 }],
  [0.025, { fate: 'refused', status: 429, retryAfterMs: 1_000 }],
  [0.025, { fate: 'refused', status: 429, retryAfterMs: 3_000 }],
  [0.05, { fate: 'refused', status: 429 }],
  [0.02, { fate: 'refused', status: 412 }],
  [0.01, { fate: 'dropped', status: 0 }],
  [0.01, { fate: 'cut', status: 0 }],
  [0.01, { isSlow: true }],
];

function programFor(plan: ConnectorPlan, log: Heard[]): Program {
  const { seed, isFaulty, blocked, throttled, stallMs } = plan;
  const random = numbersFrom(seed);
  const isBlocked = new Set(blocked);
  const onEnd = new Map<string, number>();
  const episode = { left: throttled?.every ?? Infinity, until: 0 };

  function drawn(): Fault {
    let chance = isFaulty ? random() : 1;
    for (const [share, fault] of FAULTS) {
      if (chance < share) return fault;
      chance -= share;
    }
    return {};
  }

  function tenantFault(heard: Heard): Fault | undefined {
    if (heard.tenant !== throttled?.tenant) return undefined;
    if ((episode.left -= 1) === 0) {
      episode.until = heard.at + EPISODE_MS;
      episode.left = throttled.every;
    }
    if (heard.at >= episode.until) return undefined;
    heard.isTenantWide = true;
    const seconds = Math.ceil((episode.until - heard.at) / 1_000);
    return { fate: 'refused', status: 429, retryAfterMs: seconds * 1_000 };
  }

  function faultFor(heard: Heard): Fault {
    const { conversation } = heard;
    if (isBlocked.has(conversation)) return { fate: 'refused', status: 403 };
    const fault = tenantFault(heard) ?? drawn();
    const refusals = fault.fate === undefined ? 0 : (onEnd.get(conversation) ?? 0) + 1;
    onEnd.set(conversation, refusals % (MOST_ON_END + 1));
    return refusals > MOST_ON_END ? {} : fault;
  }

  return (request) => {
    const heard = heardIn(request);
    const { isSlow, ...fault } = faultFor(heard);
    Object.assign(heard, fault);
    log.push(heard);
    return {
      ...fateOf(heard),
      delayMs: isSlow === true ? stallMs : 5 + Math.floor(random() * 35),
      answered: () => (heard.answeredAt = Date.now()),
    };
  };
}

function heardIn({ method, conversationId, activity }: Parameters<Program>[0]): Heard {
  const buttons = buttonsOf(activity);
  return {
    at: Date.now(),
    conversation: conversationId,
    tenant: conversationId.slice(2).replace(/\/.*/u, ''),
    method,
    notes: buttons.filter(({ action }) => action === 'seen').flatMap(deliveriesOf),
    words: wordsOf(activity),
    actions: buttons.length,
    isQuestion: buttons.some(({ until }) => until === 'now'),
    fate: 'accepted',
    status: 201,
    retryAfterMs: null,
    isTenantWide: false,
    answeredAt: null,
  };
}

type Data = Readonly<Record<string, string | undefined>>;

function buttonsOf(body: unknown): readonly Data[] {
  const { attachments = [] } = body as {
    attachments?: { content?: { actions?: { data?: Data }[] } }[];
  };
  const actions = attachments.flatMap(({ content }) => content?.actions ?? []);
  return actions.map(({ data }) => data ?? {});
}

function wordsOf(body: unknown): string {
  const { attachments = [] } = body as { attachments?: { content?: CardPart }[] };
  const cards = attachments.flatMap(({ content }) => (content === undefined ? [] : [content]));
  const links = cards
    .flatMap((card) => actionsOf(card))
    .flatMap(({ title, url }) => [title, url].map(String));
  return [...cards.flatMap((card) => textsOf(card)), ...links].join('\n');
}

function deliveriesOf({ delivery = '', more = '' }: Data): readonly string[] {
  return [delivery, ...more.split(' ')].filter((id) => id !== '');
}

function fateOf({ fate, status, retryAfterMs }: Heard): Fate {
  if (fate === 'dropped' || fate === 'cut') return { silence: 'reset' };
  const headers = retryAfterMs === null ? {} : { 'retry-after': String(retryAfterMs / 1_000) };
  if (status < 300) return { status, headers };
  const code = status === 403 ? 'MessageWritesBlocked' : 'Refused';
  return { status, headers, body: { error: { code } } };
}

if (process.send !== undefined && process.argv[1] === import.meta.filename) {
  const log: Heard[] = [];
  const plan = JSON.parse(process.argv[2] ?? '') as ConnectorPlan;
  const { url } = await startFakeConnector(programFor(plan, log));
  process.on('message', () => process.send?.(log));
  process.on('disconnect', () => process.exit());
  process.send(url);
}
