// The outbox under SIGKILL: 1,000 notes, 20 kills while messages are under way. None lost unseen, none more than twice.

import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Delivery, DeliveryOutcome } from '../../services/notifications/notification.ts';
import { announcement, SENT, stage, type Stage } from '../support/announcing.ts';
import { freshDatabase, onEachEngine } from '../support/database.ts';
import { patience } from '../support/patience.ts';

const KILLS = 20;
/** At the same time; on SQLite there is one process a file. */
const WORKERS = { SQLite: 1, PostgreSQL: 3 } as const;
const WAVES = 5;
const TENANTS = 20;
const PEOPLE = 10;
const NOTES = WAVES * TENANTS * PEOPLE;
const CHILD = join(import.meta.dirname, '../support/announcing-child.ts');

interface Message {
  /** Absent in a warning, which a worker may send when the database goes. */
  readonly call?: string;
  readonly to: string;
  readonly notes: readonly string[];
  /** Whether it asks about a note instead of showing it. */
  readonly isQuestion: boolean;
}

/** Always the same sequence of numbers from 0 to 1. */
function numbers(): () => number {
  let seed = 42;
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
}

/** Everybody of every tenant is told the same. Out: delivery ids. */
async function wave(on: Stage): Promise<readonly string[]> {
  const tenants = Array.from({ length: TENANTS }, (_, at) => `tenant-${at}`);
  const acceptance = await on.intake.accept(
    tenants.map((tenantId) => announcement({ subject: { kind: 'tenant', tenantId } })),
  );
  assert.equal(acceptance.kind, 'accepted');
  return acceptance.events.flatMap(({ deliveries }) => deliveries);
}

async function leftIn(on: Stage): Promise<number> {
  const { deliveries } = await on.insight();
  return deliveries.queued + deliveries.sending;
}

interface Arrival {
  readonly to: string;
  readonly note: string;
  readonly isQuestion: boolean;
}

/** One note in twenty is asked to come again; the others have arrived, whether or not the child lives to hear it. */
function answerTo(chance: number): DeliveryOutcome {
  const busy = { reason: 'HTTP 429', retryAfterMs: 20, maybeArrived: false } as const;
  return chance < 0.05 ? { kind: 'later', ...busy } : SENT;
}

/** Nothing is given up: of a note interrupted twice the person is asked. */
function assertTrue({ state, lastError }: Delivery): void {
  if (lastError !== null) assert.match(lastError, /asked whether it came/u);
  assert.equal(state, 'sent');
}

function assertOnceOrTwice(arrivals: readonly Arrival[], deliveries: readonly Delivery[]): void {
  const copies = Map.groupBy(arrivals, ({ note }) => note);
  const shown = ({ id }: Delivery): number =>
    (copies.get(id) ?? []).filter(({ isQuestion }) => !isQuestion).length;
  const silent = deliveries.filter(({ id }) => !copies.has(id));
  const asked = deliveries.filter(({ lastError }) => lastError !== null);
  assert.deepEqual(silent, []);
  assert.ok(deliveries.every((delivery) => shown(delivery) <= 2));
  assert.ok(deliveries.every((one) => one.lastError !== null || shown(one) > 0));
  assert.ok(asked.length <= NOTES / 50, `${asked.length} interrupted twice`);
}

/** What a person got for the first time, they got in the order in which it was queued. */
function assertInOrder(arrivals: readonly Arrival[], queued: readonly string[]): void {
  const place = new Map(queued.map((id, at) => [id, at]));
  for (const own of Map.groupBy(arrivals, ({ to }) => to).values()) {
    const firsts = [...new Set(own.map(({ note }) => place.get(note) ?? -1))];
    assert.deepEqual(
      firsts,
      firsts.toSorted((one, other) => one - other),
    );
  }
}

onEachEngine('the outbox under SIGKILL', (engine) => {
  const random = numbers();
  const arrivals: Arrival[] = [];
  const queued: string[] = [];
  const children: ChildProcess[] = [];

  function worker(url: string, messages: number): ChildProcess {
    const living = fork(CHILD, [url], { stdio: 'inherit' });
    children.push(living);
    let count = 0;
    living.on('message', ({ call, to, notes, isQuestion }: Message) => {
      if (call === undefined) return;
      count += 1;
      const outcome = answerTo(random());
      if (outcome.kind === 'sent')
        arrivals.push(...notes.map((note) => ({ to, note, isQuestion })));
      if (count >= messages) living.kill('SIGKILL');
      else if (living.connected) living.send({ call, outcome });
    });
    return living;
  }

  /** Lives until so many messages have come, then dies with others under way; or until nothing is left. */
  async function life(on: Stage, url: string, messages: number): Promise<void> {
    const living = worker(url, messages);
    const exit = once(living, 'exit');
    const watch = setInterval(() => {
      void leftIn(on).then((left) => left === 0 && living.kill('SIGKILL'));
    }, 50);
    await exit;
    clearInterval(watch);
  }

  after(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  it('loses nothing, repeats at most once, keeps the order', async function () {
    this.timeout(patience(120_000));
    const { url } = await freshDatabase();
    const on = await stage({ url });
    for (let at = 0; at < TENANTS; at += 1) {
      const people = Array.from({ length: PEOPLE }, (_, who) => `person-${at}-${who}`);
      await on.meet(`tenant-${at}`, ...people);
    }

    for (let lives = 0; queued.length < NOTES || (await leftIn(on)) > 0; lives += WORKERS[engine]) {
      if (queued.length < NOTES && (await leftIn(on)) < 100) queued.push(...(await wave(on)));
      const workers = Array.from({ length: WORKERS[engine] }, () =>
        life(on, url, lives < KILLS ? 20 + Math.floor(random() * 40) : Infinity),
      );
      await Promise.all(workers);
    }

    const { deliveries } = await on.intake.deliveries({ limit: NOTES });
    assert.deepEqual([queued.length, deliveries.length], [NOTES, NOTES]);
    deliveries.forEach(assertTrue);
    assertOnceOrTwice(arrivals, deliveries);
    assertInOrder(arrivals, queued);
  });
});
