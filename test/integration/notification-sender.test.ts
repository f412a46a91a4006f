import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConnectorClient } from '../../bot/teams/connector/connector-client.ts';
import { createAuthorize } from '../../bot/teams/connector/app-credentials.ts';
import { createNotificationSender } from '../../bot/teams/connector/notification-sender.ts';
import { actionsOf, cardOf, textsOf } from '../support/cards.ts';
import { startFakeConnector, type FakeConnector } from '../support/fake-connector.ts';
import {
  addressAt,
  ANNA,
  BOT,
  CONVERSATION,
  depsFor,
  TO,
  withLivingCard,
} from '../support/notification-sender.ts';
import { contactOf, noteOf } from '../support/notes.ts';

describe('the messenger', () => {
  let connector: FakeConnector;

  beforeEach(async () => {
    connector = await startFakeConnector();
  });

  afterEach(() => connector.close());

  it('posts one card to the conversation and tells its id', async () => {
    const messenger = createNotificationSender(depsFor(connector.url));

    const outcome = await messenger.send(TO, [noteOf('mpa.unsigned')]);

    const [sent] = connector.sentTo(CONVERSATION);
    assert.equal(connector.received.length, 1);
    assert.deepEqual(outcome, { kind: 'sent', activityId: sent?.activityId });
    assert.deepEqual([sent?.activity.from, sent?.activity.recipient], [BOT, ANNA]);
    assert.match(textsOf(cardOf(sent?.activity)).join(), /Die Vereinbarung ist nicht unterz/u);
  });

  it('speaks the language the person has when it is delivered', async () => {
    let contact = contactOf({ address: addressAt(connector.url) });
    const contacts = { find: () => Promise.resolve(contact) };
    const messenger = createNotificationSender(depsFor(connector.url, { contacts }));

    await messenger.send(TO, [noteOf('mpa.signed')]);
    contact = { ...contact, language: 'en' };
    await messenger.send(TO, [noteOf('mpa.signed')]);

    const summaries = connector.sentTo(CONVERSATION).map(({ activity }) => activity.summary);
    assert.match(String(summaries[0]), /^Die Vereinbarung ist unterzeichnet/u);
    assert.match(String(summaries[1]), /^The agreement is signed/u);
  });

  it('brings the living status card up to date before a note that moves it', async () => {
    const messenger = createNotificationSender(depsFor(connector.url, withLivingCard()));

    await messenger.send(TO, [noteOf('mpa.signed')]);
    await messenger.send(TO, [noteOf('announcement')]);

    const calls = connector.received.map(({ method, activityId }) => [method, activityId]);
    assert.deepEqual(calls[0], ['PUT', 'living']);
    assert.deepEqual(
      calls.map(([method]) => method),
      ['PUT', 'POST', 'POST'],
    );
  });

  it('sends the note although the status card cannot be updated', async () => {
    connector.refuseNext(1, { status: 404 });
    const messenger = createNotificationSender(depsFor(connector.url, withLivingCard()));

    const outcome = await messenger.send(TO, [noteOf('mpa.signed')]);

    assert.equal(outcome.kind, 'sent');
  });

  it('holds the note back while the status card is throttled', async () => {
    connector.refuseNext(1, { status: 429, headers: { 'retry-after': '7' } });
    const messenger = createNotificationSender(depsFor(connector.url, withLivingCard()));

    const outcome = await messenger.send(TO, [noteOf('mpa.signed')]);

    assert.equal(connector.received.length, 1);
    assert.ok(outcome.kind === 'later' && !outcome.maybeArrived);
    assert.equal(outcome.retryAfterMs, 7_000);
  });

  it('does not send a note whose turn has passed when it is ready', async () => {
    const messenger = createNotificationSender(depsFor(connector.url));

    const outcome = await messenger.send(TO, [noteOf('mpa.signed')], () => false);

    assert.ok(outcome.kind === 'later' && !outcome.maybeArrived);
    assert.equal(connector.received.length, 0);
  });

  it('asks about a note that was interrupted twice, and does not show it a third time', async () => {
    const messenger = createNotificationSender(depsFor(connector.url, withLivingCard()));

    await messenger.send(TO, [noteOf('mpa.unsigned', { isDoubtful: true })]);

    const [sent] = connector.received;
    assert.equal(connector.received.length, 1);
    assert.match(String(sent?.activity.summary), /^Ist diese Mitteilung angekommen/u);
    assert.deepEqual(
      actionsOf(cardOf(sent?.activity)).map(({ data }) => data),
      [
        { action: 'snooze', delivery: 'delivery-mpa.unsigned', until: 'now' },
        { action: 'seen', delivery: 'delivery-mpa.unsigned' },
      ],
    );
  });

  it('breaks off when the process ends, and says that it may have arrived', async () => {
    const client = createConnectorClient({ authorize: () => undefined }).background(2);
    const silent = createServer(() => {
      client.abort();
    });
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const messenger = createNotificationSender(depsFor(url, { client }));

    const broken = await messenger.send(TO, [noteOf('announcement')]);
    const never = await messenger.send(TO, [noteOf('announcement')]);

    silent.closeAllConnections();
    silent.close();
    assert.ok(broken.kind === 'later' && broken.maybeArrived);
    assert.ok(never.kind === 'later' && !never.maybeArrived);
  });

  for (const status of [412, 429, 500, 502, 503, 504, 403, 404, 413]) {
    it(`asks once and no more when it is answered ${status}`, async () => {
      connector.refuseNext(4, { status });
      const messenger = createNotificationSender(depsFor(connector.url));

      const outcome = await messenger.send(TO, [noteOf('announcement')]);

      assert.equal(connector.received.length, 1);
      assert.notEqual(outcome.kind, 'sent');
    });
  }

  it('tells who was never met, and whose address is none', async () => {
    const unmet = depsFor('', { contacts: { find: () => Promise.resolve(undefined) } });
    const lost = depsFor('nowhere');

    const outcomes = await Promise.all(
      [unmet, lost].map((deps) =>
        createNotificationSender(deps).send(TO, [noteOf('announcement')]),
      ),
    );

    for (const outcome of outcomes) {
      assert.ok(outcome.kind === 'never' && outcome.state === 'unreachable');
    }
  });

  it('turns a failing database into "later", and an impossible card into "dead"', async () => {
    const contacts = { find: () => Promise.reject(new Error('disk full')) };
    const broken = createNotificationSender(depsFor(connector.url, { contacts }));
    const whole = createNotificationSender(depsFor(connector.url));

    const later = await broken.send(TO, [noteOf('announcement')]);
    const dead = await whole.send(TO, [noteOf('announcement', { at: 'yesterday' })]);

    assert.equal(later.kind, 'later');
    assert.ok(dead.kind === 'never' && dead.state === 'dead');
  });
});

describe('the messenger with credentials', () => {
  const botFramework = {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: '00000000-0000-4000-8000-000000000b07',
    MicrosoftAppPassword: 'nobody’s',
    MicrosoftAppTenantId: '00000000-0000-4000-8000-0000000c0115',
    // Nobody listens there: no token can be had, and none is asked of the world.
    ToChannelFromBotLoginUrl: 'http://127.0.0.1:9/tenant',
  };

  it('sends nothing without a token, and tries later', async () => {
    const connector = await startFakeConnector();
    const client = createConnectorClient({ authorize: createAuthorize(botFramework) });
    const messenger = createNotificationSender(depsFor(connector.url, { client }));

    const outcome = await messenger.send(TO, [noteOf('announcement')]);

    await connector.close();
    assert.equal(connector.received.length, 0);
    assert.ok(outcome.kind === 'later' && !outcome.maybeArrived);
  });
});
