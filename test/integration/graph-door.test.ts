// The doors for Microsoft Graph: the handshake, and everything that is not a proved notification. No forgery leaves a trace.

import assert from 'node:assert/strict';
import { mail } from '../fixtures/mails.ts';
import type { GraphSubscription } from '../support/graph-mail-answers.ts';
import { mailboxWorld, type MailboxWorld } from '../support/mailbox-world.ts';

type Notice = Readonly<Record<string, unknown>>;

const DOORS = ['/api/webhooks/graph', '/api/webhooks/graph/lifecycle'];
const OTHER = '11111111-2222-4333-8444-555555555555';

/** What a forger may change of a good notification. */
const FORGERIES: Readonly<Record<string, (good: Notice, made: GraphSubscription) => unknown>> = {
  'a wrong clientState': (good) => ({ ...good, clientState: 'guessed' }),
  'the clientState cut short': (good, { clientState }) => ({
    ...good,
    clientState: clientState.slice(0, -1),
  }),
  'no clientState': ({ clientState: _gone, ...good }) => good,
  'an empty clientState': (good) => ({ ...good, clientState: '' }),
  'a clientState that is no text': (good) => ({ ...good, clientState: { length: 43 } }),
  'a subscription nobody made': (good) => ({ ...good, subscriptionId: OTHER }),
  'another tenant': (good) => ({ ...good, tenantId: OTHER }),
  'a message id that is no text': (good) => ({ ...good, resourceData: { id: 7 } }),
  'an endless message id': (good) => ({ ...good, resourceData: { id: 'x'.repeat(2_000) } }),
  'no message at all': ({ resourceData: _gone, ...good }) => good,
  'another kind of change': (good) => ({ ...good, changeType: 'deleted' }),
  'something that is no object': () => 'created',
  null: () => null,
};

describe('the doors for Microsoft Graph', () => {
  let world: MailboxWorld;

  beforeEach(async () => {
    world = await mailboxWorld();
    await world.enroll();
    await world.name();
    await world.hear();
  });

  afterEach(() => world.stop());

  function send(body: string, path = '/api/webhooks/graph'): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${world.bot.url()}${path}`, { method: 'POST', headers, body });
  }

  /** A good notification of a mail that is there. */
  async function good(): Promise<readonly [Notice, GraphSubscription]> {
    const given = mail();
    await world.graph.receive(given, true);
    const [made] = [...world.graph.subscriptions.values()];
    assert.ok(made);
    return [world.graph.noticesOf(given.id)[0] as Notice, made];
  }

  it('answer the handshake with the token, decoded, as plain text', async () => {
    const token =
      'Validation: Testing client application reachability for subscription Request-Id: 1-2_3';
    const query = new URLSearchParams({ validationToken: token }).toString();

    for (const intake of DOORS) {
      const response = await fetch(`${world.bot.url()}${intake}?${query}`, { method: 'POST' });

      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/u);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(await response.text(), token);
    }
  });

  for (const token of [
    '<script>alert(1)</script>',
    '',
    'x'.repeat(3_000),
    'a\r\nSet-Cookie: x',
    'ü',
  ]) {
    it(`refuse the handshake with ${JSON.stringify(token.slice(0, 20))}`, async () => {
      const query = new URLSearchParams({ validationToken: token }).toString();

      const response = await fetch(`${world.bot.url()}${DOORS[0] ?? ''}?${query}`, {
        method: 'POST',
      });

      assert.equal(response.status, 400);
      assert.doesNotMatch(await response.text(), /<script>|Set-Cookie/u);
    });
  }

  for (const [name, forge] of Object.entries(FORGERIES)) {
    it(`take ${name} with 202, and drop it`, async () => {
      const [notice, made] = await good();

      const response = await send(JSON.stringify({ value: [forge(notice, made)] }));
      const heard = await world.hear();

      assert.equal(response.status, 202);
      assert.deepEqual(heard, []);
    });
  }

  it('take the good one among forged ones', async () => {
    const [notice, made] = await good();
    const forged = Object.values(FORGERIES).map((forge) => forge(notice, made));

    const response = await send(JSON.stringify({ value: [...forged, notice] }));
    const heard = await world.hear();

    assert.equal(response.status, 202);
    assert.equal(heard.filter(({ method }) => method === 'POST').length, 1);
  });

  for (const body of [
    '{"value":',
    '[]',
    '{}',
    'null',
    '{"value":{"length":1}}',
    '<html></html>',
    '',
  ]) {
    it(`refuse ${JSON.stringify(body)}`, async () => {
      assert.equal((await send(body)).status, 400);
    });
  }

  it('refuse what is too large, or too many at once', async () => {
    const large = JSON.stringify({ value: [{ clientState: 'x'.repeat(1_100_000) }] });
    const many = JSON.stringify({ value: Array.from({ length: 1_001 }, () => ({})) });

    assert.equal((await send(large)).status, 413);
    assert.equal((await send(many)).status, 400);
  });

  it('answer a full batch within three seconds', async () => {
    const [notice] = await good();
    const value = Array.from({ length: 1_000 }, (_, at) => ({
      ...notice,
      resourceData: { id: `id-${at}` },
    }));
    const began = performance.now();

    const response = await send(JSON.stringify({ value }));

    assert.equal(response.status, 202);
    assert.ok(performance.now() - began < 3_000);
  });

  it('drop a lifecycle notification that is not proved', async () => {
    const [, made] = await good();
    const told = {
      subscriptionId: made.id,
      clientState: 'guessed',
      lifecycleEvent: 'subscriptionRemoved',
    };

    const response = await send(JSON.stringify({ value: [told] }), DOORS[1]);
    await world.bot.watch();

    assert.equal(response.status, 202);
    assert.equal(world.graph.subscriptions.size, 1);
  });

  it('count what became of notifications', async () => {
    const [notice] = await good();
    await send(JSON.stringify({ value: [notice, { ...notice, clientState: 'x' }, 1] }));

    const page = await (await fetch(`${world.bot.url()}/metrics`)).text();

    assert.match(page, /lotse_mail_notifications_total\{verdict="accepted"\} 1/u);
    assert.match(page, /lotse_mail_notifications_total\{verdict="wrongSecret"\} 1/u);
    assert.match(page, /lotse_mail_notifications_total\{verdict="malformed"\} 1/u);
    assert.match(page, /lotse_mail_subscription_days 2\.9/u);
  });

  it('do not let the event API use what only the mailbox may', async () => {
    const response = await fetch(`${world.bot.url()}/api/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({
        specversion: '1.0',
        id: '1',
        source: 'urn:test',
        type: 'csp.provider.invitationNoticed',
        subject: `tenant/${world.chat.tenantId}`,
        time: world.bot.now.toISOString(),
        data: { senderDomain: 'x.example', invitationUrl: 'https://x.example', warnings: [] },
      }),
    });

    assert.equal(response.status, 400);
    assert.doesNotMatch(await response.text(), /invitationNoticed/u);
  });
});
