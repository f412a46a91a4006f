// A week of simulated time: tokens and subscriptions end, Graph throttles, fails and forgets, and for a while nobody reaches anybody.

import assert from 'node:assert/strict';
import { mail } from '../fixtures/mails.ts';
import type { GraphSubscription } from '../support/graph-mail-answers.ts';
import { mailboxWorld, type MailboxWorld } from '../support/mailbox-world.ts';

const HOUR = 60 * 60_000;
const ANY = /\/v1\.0\//u;
const BUSY = { on: ANY, status: 429, headers: { 'retry-after': '900' } };

/** What begins at an hour of the week. */
const CALENDAR: Readonly<Record<number, (world: MailboxWorld) => void>> = {
  40: ({ graph }) => {
    graph.forgetLinks();
  },
  50: (world) => {
    world.isReachable = false;
  },
  63: (world) => {
    world.isReachable = true;
  },
  70: ({ graph }) => {
    graph.trouble({ on: /./u, status: 500, times: 10_000 });
  },
  94: ({ graph }) => {
    graph.calm();
  },
  120: ({ graph }) => {
    graph.subscriptions.clear();
  },
};

function endOf(made: GraphSubscription | undefined): number {
  return Date.parse(made?.expirationDateTime ?? '');
}

describe('a week of a watched mailbox', () => {
  let world: MailboxWorld;

  beforeEach(async () => {
    // Subscriptions of a day and a half, so that several end within the week.
    world = await mailboxWorld(36 * 60);
    await world.enroll();
    await world.name();
  });

  afterEach(() => world.stop());

  /** The states of all notes; several that wait go as one message. */
  async function deliveries(): Promise<readonly string[]> {
    const response = await fetch(`${world.bot.url()}/api/deliveries?limit=500`);
    const body = (await response.json()) as { deliveries: readonly { state: string }[] };
    return body.deliveries.map(({ state }) => state);
  }

  async function mailboxPart(): Promise<unknown> {
    const response = await fetch(`${world.bot.url()}/readyz`);
    const { parts } = (await response.json()) as { parts: Record<string, { state: string }> };
    return parts['mailbox']?.state;
  }

  /** Lets hours pass; twice in the week the process starts anew. */
  async function live(hours: number, at?: (hour: number) => Promise<void>): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      await at?.(hour);
      await world.hear();
      if (hour % 60 === 59) await world.bot.restart();
      world.bot.now = new Date(world.bot.now.getTime() + HOUR);
    }
  }

  function disturb(hour: number): void {
    CALENDAR[hour]?.(world);
    if (hour % 11 === 3) world.graph.trouble({ on: ANY, status: 503, times: 2 });
    if (hour % 13 === 5) world.graph.trouble(BUSY);
    if (hour % 31 === 7) world.graph.trouble({ on: ANY, status: 401 });
  }

  it('ends with everything in step, and each mail told once', async () => {
    const hoursWithMail = Array.from({ length: 18 }, (_, at) => 4 + 9 * at);
    await live(7 * 24, async (hour) => {
      disturb(hour);
      if (hoursWithMail.includes(hour)) await world.graph.receive(mail({ at: world.bot.now }));
    });
    world.graph.calm();
    await live(8);

    const [watch] = await world.watches();
    const made = world.graph.subscriptions.get(watch?.subscriptionId ?? '');
    assert.deepEqual(
      await deliveries(),
      hoursWithMail.map(() => 'sent'),
    );
    assert.equal(endOf(made), watch?.expiresAt);
    assert.ok(endOf(made) > world.bot.now.getTime());
    assert.equal(await mailboxPart(), 'ok');
  });
});
