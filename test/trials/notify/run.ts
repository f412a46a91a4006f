// The trial itself: waves of events into a database, senders over it that are killed one after the other, and the connector.

import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Envelope } from '../../../services/events/event-intake.ts';
import type { Delivery } from '../../../services/notifications/notification.ts';
import {
  createNotifications,
  type Notifications,
} from '../../../bot/features/notifications/notifications.ts';
import { openDatabase } from '../../../services/storage/database/database.ts';
import {
  conversationOf,
  startTrialConnector,
  type Heard,
  type TrialConnector,
} from './connector.ts';
import { eventFor, wordsIn } from './events.ts';
import { numbersFrom } from './numbers.ts';
import { everybody, meet, type Person, type Sizes } from './people.ts';

export interface TrialPlan {
  readonly seed: number;
  readonly sizes: Sizes;
  /** How often everybody is told something. */
  readonly waves: number;
  /** Notes of their own, all at once, for the first person of each tenant, or for everybody. */
  readonly flood: number;
  readonly floods?: 'everybody';
  readonly kills: number;
  /** More is put in when fewer notes than this wait, so that they meet retries of the ones before. */
  readonly few: number;
  /** How long a slow answer takes. */
  readonly stallMs: number;
  /** A sender lives for up to this long before it is killed. */
  readonly lifeMs: number;
  /** Requests of the big tenant after which it is throttled as a whole. */
  readonly throttleEvery: number;
}

/** What is to be judged. */
export interface TrialRecord {
  readonly heard: readonly Heard[];
  /** In the order in which they were queued. */
  readonly deliveries: readonly Delivery[];
  /** Notes that the event door promised. */
  readonly promised: number;
  /** What must be read of a delivery, by its id: words that no other event has, its link's host among them. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Conversations whose person blocked the bot. */
  readonly blocked: readonly string[];
  /** Epoch ms. */
  readonly kills: readonly number[];
  readonly warnings: readonly string[];
  readonly tookMs: number;
}

const SENDER = join(import.meta.dirname, 'sender.ts');
const BLOCKED_SHARE = 0.01;
const LOOK_MS = 50;

/** Runs it. Leaves no process and no file behind. */
export async function runTrial(plan: TrialPlan): Promise<TrialRecord> {
  const started = Date.now();
  const random = numbersFrom(plan.seed);
  const people = everybody(plan.sizes);
  const blocked = people
    .filter((_, at) => at % Math.round(1 / BLOCKED_SHARE) === 7)
    .map(({ tenantId, personId }) => conversationOf(tenantId, personId));
  const throttled = { tenant: 'tenant-0', every: plan.throttleEvery };
  const connector = await startTrialConnector({
    seed: plan.seed + 1,
    isFaulty: true,
    blocked,
    throttled,
    stallMs: plan.stallMs,
  });
  const folder = mkdtempSync(join(tmpdir(), 'lotse-trial-'));
  const database = await openDatabase(join(folder, 'trial.db'));
  try {
    await meet(database, people, connector.url);
    const intake = { ...idle, database };
    const stage = { plan, random, people, connector, file: join(folder, 'trial.db') };
    const { promised, words, kills, warnings } = await drive(stage, createNotifications(intake));
    const notifications = createNotifications(intake);
    const { deliveries } = await notifications.intake.deliveries({ limit: promised + 1 });
    return {
      heard: await connector.log(),
      deliveries: deliveries.toReversed(),
      promised,
      words,
      blocked,
      kills,
      warnings,
      tookMs: Date.now() - started,
    };
  } finally {
    connector.close();
    await database.destroy();
    rmSync(folder, { recursive: true });
  }
}

/** The trial's own hand on the database only puts in and looks; sending is the senders' business. */
const idle = {
  now: (): Date => new Date(),
  random: Math.random,
  sender: { send: () => Promise.reject(new Error('The trial does not send by itself.')) },
  newId: randomUUID,
  quietHours: 'off',
  log: { warn: () => undefined },
} as const;

interface Stage {
  readonly plan: TrialPlan;
  readonly random: () => number;
  readonly people: readonly Person[];
  readonly connector: TrialConnector;
  readonly file: string;
}

async function drive(
  { plan, random, people, file }: Stage,
  notifications: Notifications,
): Promise<Pick<TrialRecord, 'promised' | 'words' | 'kills' | 'warnings'>> {
  const batches = batchesFor(plan, people);
  const count = batches.length;
  const kills: number[] = [];
  const warnings: string[] = [];
  const words = new Map<string, readonly string[]>();
  let promised = 0;

  /** Puts in what is due by now: the kills are spread over all of it. Out: notes that have not ended. */
  async function feed(): Promise<number> {
    const { deliveries } = await notifications.insight();
    const left = deliveries.queued + deliveries.sending;
    const share = plan.kills === 0 ? 1 : (kills.length + 1) / plan.kills;
    if (left >= plan.few || count - batches.length >= share * count) return left;
    const batch = batches.shift();
    if (batch === undefined) return left;
    const told = await notifications.intake.accept(batch);
    if (told.kind === 'refused') throw new Error(JSON.stringify(told.faults[0]));
    const more = told.events.flatMap((event) => event.deliveries).length;
    for (const [at, { deliveries: ids }] of told.events.entries()) {
      for (const id of ids) words.set(id, wordsIn(batch[at]));
    }
    promised += more;
    return left + more;
  }

  while ((await feed()) > 0 || batches.length > 0) {
    const isLast = kills.length >= plan.kills;
    const lifeMs = isLast ? Infinity : (0.15 + 0.85 * random()) * plan.lifeMs;
    const killed = await live(startSender(file, plan, warnings), { feed, lifeMs });
    if (killed !== undefined && !isLast) kills.push(killed);
  }
  return { promised, words, kills, warnings };
}

function startSender(file: string, { stallMs }: TrialPlan, warnings: string[]): ChildProcess {
  const child = fork(SENDER, [file, String(stallMs)], { stdio: 'inherit' });
  child.on('message', ({ warning }: { readonly warning?: string }) => {
    if (warning !== undefined) warnings.push(warning);
  });
  return child;
}

/** A sender's life. Out: when it was killed; undefined when there was nothing left to do. */
async function live(
  child: ChildProcess,
  { feed, lifeMs }: { readonly feed: () => Promise<number>; readonly lifeMs: number },
): Promise<number | undefined> {
  await once(child, 'message');
  const exit = once(child, 'exit');
  const end = Date.now() + lifeMs;
  let left = 1;
  while (Date.now() < end && left > 0) {
    left = await feed();
    await pause(Math.min(LOOK_MS, Math.max(0, end - Date.now())));
  }
  const at = Date.now();
  child.kill('SIGKILL');
  await exit;
  return left > 0 ? at : undefined;
}

/** Every batch tells all people of some tenants one thing; the flooding ones tell one person many. */
function batchesFor({ waves, flood, floods }: TrialPlan, people: readonly Person[]): Envelope[][] {
  const tenants = [...Map.groupBy(people, ({ tenantId }) => tenantId)];
  const told = Array.from({ length: waves }, (_, wave) =>
    tenants.map(([tenantId]) => [eventFor(wave, { kind: 'tenant', tenantId } as const)]),
  ).flat();
  const firsts = tenants.flatMap(([, [first]]) => first ?? []);
  const many = floods === 'everybody' ? people : firsts;
  const flooded = many.map(({ personId: userId }) =>
    Array.from({ length: flood }, (_, at) => eventFor(at, { kind: 'user', userId } as const)),
  );
  const middle = Math.floor(told.length / 2);
  return [...told.slice(0, middle), ...flooded, ...told.slice(middle)];
}
