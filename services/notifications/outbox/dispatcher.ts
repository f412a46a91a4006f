// Takes what is due out of the outbox and hands it to the sender, at most 32 at once. No timers: who has it, drives it.

import { createMicroBatch } from './micro-batch.ts';
import type {
  Claim,
  StateCount,
  DueLane,
  LanePlan,
  Outbox,
  Batch,
  BatchNotification,
  Settlement,
} from './outbox.ts';
import { isRepeat, planLane } from './lane-plan.ts';
import {
  type NotificationSender,
  type Notification,
  type DeliveryOutcome,
  categoryOf,
} from '../notification.ts';
import type { QuietHours } from '../quiet-hours.ts';
import { createRepeatGate, REPEAT_REST_MS } from './repeat-gate.ts';
import { FINAL_AFTER, isDoubtful, settle } from './retry.ts';
import { createSemaphore, type Semaphore } from './semaphore.ts';
import { createTenantThrottle } from './tenant-throttle.ts';

const AT_ONCE = 32;
/** So many places must be free before more is claimed: a claim of one costs as much as one of eight. */
const REFILL = 8;
/** Longer than the sender waits for an answer, so that a lease only ever runs out on a dead process. */
export const LEASE_MS = 60_000;

export interface DispatcherLog {
  warn(event: string, fields?: Readonly<Record<string, string | number>>): void;
}

export interface DispatcherDeps {
  readonly outbox: Outbox;
  readonly sender: NotificationSender;
  readonly now: () => Date;
  readonly random: () => number;
  readonly newId: () => string;
  readonly quietHours: QuietHours | 'off';
  readonly log: DispatcherLog;
  readonly leaseMs?: number | undefined;
}

export interface Dispatcher {
  /** Sends what may go now and has a free place. Out: messages tried. May run beside itself; never rejects. */
  runOnce(): Promise<number>;
  /** For a timer: begins all that may go now without waiting for what is under way. Out: messages begun. Never rejects. */
  pump(): Promise<number>;
  /** Until nothing may go now and nothing is under way. Out: messages tried. Never rejects. */
  drain(): Promise<number>;
  /** Begins nothing new from now on; resolves when what is under way has been written down. */
  stop(): Promise<void>;
  /** Since it was made. */
  tally(): StateCount;
}

/** Makes a dispatcher. In: the parts; `leaseMs` is for tests that kill it. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const slots = createSemaphore(AT_ONCE);
  const tally = { retries: 0, throttles: 0 };
  const begin = createBegin(deps, slots, tally);
  let isStopped = false;

  async function start(): Promise<readonly Promise<void>[]> {
    return isStopped ? [] : begin();
  }

  async function pump(): Promise<number> {
    for (let begun = 0; ;) {
      const started = await start();
      if (started.length === 0) return begun;
      begun += started.length;
      await slots.room(REFILL);
    }
  }

  return {
    async runOnce() {
      const started = await start();
      await Promise.all(started);
      return started.length;
    },
    pump,
    async drain() {
      for (let tried = 0; ;) {
        const begun = await pump();
        tried += begun;
        if (begun === 0 && slots.idle) return tried;
        if (begun === 0) await slots.change();
      }
    },
    async stop() {
      isStopped = true;
      while (!slots.idle) await slots.room(AT_ONCE);
    },
    tally: () => ({ ...tally }),
  };
}

/** Claims for all free places and begins. Out: what was begun; each gives its place back. */
function createBegin(
  deps: DispatcherDeps,
  slots: Semaphore,
  tally: { retries: number; throttles: number },
): () => Promise<readonly Promise<void>[]> {
  const repeats = createRepeatGate(deps.now);
  const underWay = new Set<string>();
  const deliver = createDelivery(deps, tally);
  return async () => {
    const most = slots.takeAll();
    if (most === 0) return [];
    const leaseEnd = deps.now().getTime() + (deps.leaseMs ?? LEASE_MS);
    const isOpen = repeats.enter();
    const parcels = await claimed(deps, { most, leaseEnd, underWay }, isOpen);
    for (const { lane } of parcels) underWay.add(lane);
    slots.give(most - parcels.length);
    const repeated = parcels.find(({ notes }) => isRepeat(notes));
    if (isOpen && repeated === undefined) repeats.leave(false);
    return parcels.map((parcel) =>
      deliver(parcel, leaseEnd).finally(() => {
        underWay.delete(parcel.lane);
        if (parcel === repeated) repeats.leave(true);
        slots.give(1);
      }),
    );
  };
}

/** Carries parcels and writes down what became of them. */
function createDelivery(
  deps: DispatcherDeps,
  tally: { retries: number; throttles: number },
): (parcel: Batch, leaseEnd: number) => Promise<void> {
  const { outbox, now, random, log } = deps;
  const gathered = createMicroBatch<Settlement>((all) => outbox.settle(all, now().getTime()));
  const watch = createTenantThrottle(now);
  return async (parcel, leaseEnd) => {
    // A process that slept past its lease must not send: somebody else may be at it.
    if (now().getTime() >= leaseEnd) return;
    // Half of the lease is for getting ready: the other half must do for the answer.
    const latest = leaseEnd - (deps.leaseMs ?? LEASE_MS) / 2;
    const mayStill = (): boolean => {
      const at = now().getTime();
      return at < latest && !watch.isHeld(parcel.to.tenantId);
    };
    try {
      const outcome = await carried(deps, parcel, mayStill);
      count(tally, outcome);
      const settlement = settle(parcel, outcome, { now: now().getTime(), random: random() });
      await gathered(watch.heard(settlement, outcome));
    } catch (error) {
      log.warn('delivery-not-marked', { code: nameOf(error) });
    }
  };
}

/** In: whether one repetition may go along. */
async function claimed(
  { outbox, now, newId, quietHours, log }: DispatcherDeps,
  asked: Pick<Claim, 'most' | 'leaseEnd' | 'underWay'>,
  isOpen: boolean,
): Promise<readonly Batch[]> {
  const at = now().getTime();
  let repeats = isOpen ? 0 : 1;
  const plan = (due: DueLane): LanePlan => {
    const planned = planLane(due, { now: at, quietHours });
    if (!isRepeat(planned.send)) return planned;
    repeats += 1;
    if (repeats === 1) return planned;
    return { ...planned, send: [], restUntil: at + (repeats - 1) * REPEAT_REST_MS };
  };
  try {
    return await outbox.claim({ id: newId(), at, ...asked }, plan);
  } catch (error) {
    log.warn('outbox-not-claimed', { code: nameOf(error) });
    return [];
  }
}

/** The sender's port says that it never throws; a note it stumbles over must not stop the rest all the same. */
async function carried(
  { sender, log }: DispatcherDeps,
  parcel: Batch,
  mayStill: () => boolean,
): Promise<DeliveryOutcome> {
  try {
    const notes = parcel.notes.map((note) => noteOf(note, parcel));
    return await sender.send(parcel.to, notes, mayStill);
  } catch (error) {
    log.warn('messenger-threw', { code: nameOf(error) });
    return { kind: 'never', state: 'dead', reason: 'it could not be made into a message' };
  }
}

function noteOf(note: BatchNotification, { failures }: Batch): Notification {
  const { id, subject, values, at, copies } = note;
  const doubt = isDoubtful([note]) ? { isDoubtful: true } : {};
  const tries = { mayHaveCome: copies > 0, isLastTry: failures + 1 >= FINAL_AFTER };
  return { deliveryId: id, subject, kind: categoryOf(subject), values, at, ...tries, ...doubt };
}

function count(tally: { retries: number; throttles: number }, outcome: DeliveryOutcome): void {
  if (outcome.kind !== 'later') return;
  tally.retries += 1;
  if (outcome.isThrottled === true) tally.throttles += 1;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'not-an-error';
}
