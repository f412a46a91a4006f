// A mailbox through everything that Graph does to it: short lives, throttling, faults and lies.

import assert from 'node:assert/strict';
import { mail } from '../fixtures/mails.ts';
import { mailboxWorld, type MailboxWorld } from '../support/mailbox-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SUBSCRIBE = /^POST \/v1\.0\/subscriptions$/u;
const READ = /^GET .*\/messages\/AAMk/u;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('a mailbox in trouble', () => {
  let world: MailboxWorld;

  beforeEach(async () => {
    world = await mailboxWorld();
    await world.enroll();
    await world.name();
  });

  afterEach(() => world.stop());

  function pass(ms: number): void {
    world.bot.now = new Date(world.bot.now.getTime() + ms);
  }

  async function notes(): Promise<number> {
    return (await world.hear()).filter(({ method }) => method === 'POST').length;
  }

  async function part(): Promise<{ state: string; reason?: string; daysLeft?: number }> {
    const response = await fetch(`${world.bot.url()}/readyz`);
    const { parts } = (await response.json()) as { parts: Record<string, { state: string }> };
    assert.equal(response.status, 200);
    return parts['mailbox'] ?? { state: 'missing' };
  }

  /** The states of all notes; several that wait go as one message. */
  async function deliveries(): Promise<readonly string[]> {
    const response = await fetch(`${world.bot.url()}/api/deliveries?limit=500`);
    const body = (await response.json()) as { deliveries: readonly { state: string }[] };
    return body.deliveries.map(({ state }) => state);
  }

  function asked(pattern: RegExp): number {
    return world.graph.asked.filter(({ path }) => pattern.test(path)).length;
  }

  it('says that nothing is watched, then how many days are left', async () => {
    await world.unname();
    await world.bot.watch();
    const before = await part();
    await world.name();
    await world.bot.watch();

    assert.match(before.reason ?? '', /npm run mailbox/u);
    assert.deepEqual(await part(), { state: 'ok', daysLeft: 2.9 });
  });

  it('is renewed when about half of the time is over, well before the end', async () => {
    await world.bot.watch();
    pass(24 * HOUR);
    await world.bot.watch();
    const early = asked(/^PATCH/u);

    pass(20 * HOUR);
    await world.bot.watch();

    assert.equal(early, 0);
    assert.equal(asked(/^PATCH/u), 1);
    assert.deepEqual(await part(), { state: 'ok', daysLeft: 2.9 });
  });

  it('is reauthorized on demand, subscribed anew when removed, compared after both and when missed', async () => {
    await world.bot.watch();
    const [first = ''] = world.graph.subscriptions.keys();
    await world.graph.lifecycle(first, 'reauthorizationRequired');
    await world.bot.watch();
    const reauthorized = asked(/\/reauthorize$/u);
    await world.graph.lifecycle(first, 'subscriptionRemoved');
    await world.graph.receive(mail({ at: world.bot.now }), true);
    await world.bot.watch();
    const afterRemoval = await notes();
    const [second = ''] = world.graph.subscriptions.keys();
    await world.graph.receive(mail({ at: world.bot.now }), true);
    await world.graph.lifecycle(second, 'missed');
    await world.bot.watch();

    assert.equal(reauthorized, 1);
    assert.notEqual(second, first);
    assert.equal(afterRemoval, 1);
    assert.equal(await notes(), 1);
  });

  it('is made anew when Graph does not know it at a renewal', async () => {
    await world.bot.watch();
    world.graph.subscriptions.clear();
    pass(45 * HOUR);
    await world.bot.watch();

    assert.equal(world.graph.subscriptions.size, 1);
    assert.equal((await part()).state, 'ok');
  });

  it('finds what came while we were down, page by page, each mail once', async () => {
    await world.bot.watch();
    for (let mails = 0; mails < 7; mails += 1) {
      await world.graph.receive(mail({ at: world.bot.now }), true);
    }
    pass(80 * HOUR);
    await world.bot.restart();

    for (let times = 0; times < 3; times += 1) await world.hear();

    assert.ok(asked(/\/messages\/delta$/u) >= 4);
    assert.equal(asked(READ), 7);
    assert.equal((await deliveries()).length, 7);
    assert.equal(world.graph.subscriptions.size, 2);
  });

  it('begins comparing anew when its link is too old', async () => {
    await world.bot.watch();
    world.graph.forgetLinks();
    await world.graph.receive(mail({ at: world.bot.now }), true);
    pass(7 * HOUR);
    await world.bot.watch();
    await world.bot.watch();

    assert.equal(await notes(), 1);
  });

  it('waits as long as it is told to when throttled', async () => {
    await world.bot.watch();
    await world.graph.receive(mail());
    world.graph.trouble({ on: READ, status: 429, headers: { 'retry-after': '120' } });
    await world.bot.watch();
    pass(110 * 1000);
    const early = await notes();
    pass(20 * 1000);

    assert.equal(early, 0);
    assert.equal(await notes(), 1);
    assert.equal(asked(READ), 2);
  });

  for (const [name, trouble] of [
    ['a fault of Graph', { status: 503 }],
    ['HTML instead of JSON', { status: 200, body: '<html>Sign in</html>' }],
    ['half an answer', { status: 200, body: '{"id":"x","subj', headers: JSON_TYPE }],
    ['an answer of another shape', { status: 200, body: '{"id":7}', headers: JSON_TYPE }],
    ['a redirect', { status: 302, body: '', headers: { location: 'https://evil.example/' } }],
  ] as const) {
    it(`reads a mail again after ${name}`, async () => {
      await world.bot.watch();
      await world.graph.receive(mail());
      world.graph.trouble({ on: READ, ...trouble });
      const before = await notes();
      pass(MINUTE);

      assert.equal(before, 0);
      assert.equal(await notes(), 1);
    });
  }

  it('does not follow a link to another host with its token', async () => {
    await world.bot.watch();
    const body = '{"value":[],"@odata.nextLink":"https://evil.example/v1.0/x"}';
    world.graph.trouble({ on: /delta$/u, status: 200, body, headers: JSON_TYPE });
    pass(7 * HOUR);
    await world.bot.watch();

    assert.deepEqual((await part()).reason, 'comparing.failed.foreign-link');
  });

  it('does not page for ever', async () => {
    await world.bot.watch();
    const before = asked(/delta$/u);
    const body = JSON.stringify({
      value: [],
      '@odata.nextLink': `${world.graph.url}/v1.0/x/messages/delta`,
    });
    world.graph.trouble({ on: /delta$/u, status: 200, body, headers: JSON_TYPE, times: 1_000 });
    pass(7 * HOUR);
    await world.bot.watch();

    assert.equal(asked(/delta$/u) - before, 20);
  });

  it('gets a new token when Graph does not take the old one, and asks for one an hour otherwise', async () => {
    await world.bot.watch();
    pass(50 * MINUTE);
    world.graph.trouble({
      on: READ,
      status: 401,
      body: '{"error":{"code":"InvalidAuthenticationToken"}}',
      headers: JSON_TYPE,
    });
    await world.graph.receive(mail());

    assert.equal(await notes(), 1);
    assert.equal(asked(/token$/u), 2);
  });

  it('says in /readyz what is not permitted, and goes on once it is', async () => {
    const denied = {
      status: 403,
      body: '{"error":{"code":"ErrorAccessDenied"}}',
      headers: JSON_TYPE,
    };
    world.graph.trouble({ on: SUBSCRIBE, ...denied });
    await world.bot.watch();
    const before = await part();
    pass(HOUR);
    await world.bot.watch();

    assert.match(before.reason ?? '', /not permitted \(denied\.403\.ErrorAccessDenied\)/u);
    assert.equal((await part()).state, 'ok');
  });

  it('lets a mail go that is not there any more', async () => {
    await world.bot.watch();
    const gone = mail();
    await world.graph.receive(gone);
    world.graph.trouble({
      on: READ,
      status: 404,
      body: '{"error":{"code":"ErrorItemNotFound"}}',
      headers: JSON_TYPE,
    });
    await world.bot.watch();
    pass(HOUR);

    assert.equal(await notes(), 0);
    assert.equal(asked(READ), 1);
  });
});
