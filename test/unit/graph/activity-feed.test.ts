import assert from 'node:assert/strict';
import sinon from 'sinon';
import { withUrgentFeed } from '../../../bot/teams/connector/urgent-feed.ts';
import { createGraphActivityFeed } from '../../../services/graph/graph-activity-feed.ts';
import { createGraph } from '../../../services/graph/graph-client.ts';
import type {
  NotificationSender,
  DeliveryOutcome,
} from '../../../services/notifications/notification.ts';
import { graphError, startGraphServer, type GraphServer } from '../../support/graph-server.ts';
import { contactOf, noteOf } from '../../support/notes.ts';

const TO = { tenantId: 'tenant', userId: 'anna' };
const ROUTE = 'POST /users/anna/teamwork/sendActivityNotification';
const SENT: DeliveryOutcome = { kind: 'sent', activityId: '1' };
const LOST: DeliveryOutcome = {
  ...{ kind: 'never', state: 'unreachable', reason: 'conversation gone', isAddressLost: true },
};
const BLOCKED: DeliveryOutcome = { kind: 'never', state: 'unreachable', reason: 'blocked' };
const PASSING: DeliveryOutcome = {
  ...{ kind: 'later', reason: '404', maybeArrived: false, isFinalIfRepeated: true },
};

describe('the activity feed', () => {
  let graph: GraphServer;
  let onOff: sinon.SinonSpy;
  let outcome: DeliveryOutcome;
  let messenger: NotificationSender;

  beforeEach(async () => {
    graph = await startGraphServer({ tenantId: 'tenant', personId: 'anna' });
    graph.routes.set(ROUTE, () => ({ status: 204 }));
    onOff = sinon.spy();
    outcome = LOST;
    const feed = createGraphActivityFeed({
      graph: createGraph({ baseUrl: graph.url }),
      tokens: {
        take: () => Promise.resolve({ ok: true, token: 'app-token', isFresh: false }),
      },
      onOff,
    });
    messenger = withUrgentFeed({
      sender: { send: () => Promise.resolve(outcome) },
      feed,
      contacts: { find: () => Promise.resolve(contactOf()) },
      appId: 'app-1',
      log: { info: sinon.spy(), warn: sinon.spy(), error: sinon.spy() },
    });
  });

  afterEach(() => graph.close());

  it('is told what is urgent, in the person’s language', async () => {
    const became = await messenger.send(TO, [noteOf('verification.rejected')]);

    const [call] = graph.calls;
    const body = JSON.parse(call?.body ?? '{}') as Record<string, Record<string, string>>;
    assert.deepEqual(became, LOST);
    assert.equal(call?.path, '/v1.0/users/anna/teamwork/sendActivityNotification');
    assert.equal(body['activityType'], 'systemDefault');
    assert.match(body['previewText']?.['content'] ?? '', /Überprüfung/u);
    assert.match(body['topic']?.['webUrl'] ?? '', /^https:\/\/teams\.microsoft\.com\/l\/chat/u);
  });

  it('is told in place of a note that stays away, and never beside one', async () => {
    const cases: readonly (readonly [DeliveryOutcome, object, number])[] = [
      [SENT, {}, 0],
      [BLOCKED, {}, 0],
      [{ kind: 'never', state: 'dead', reason: 'too big' }, {}, 0],
      [{ kind: 'later', reason: 'busy', maybeArrived: false }, { isLastTry: true }, 0],
      [PASSING, {}, 0],
      [PASSING, { isLastTry: true }, 1],
      [LOST, {}, 1],
      [LOST, { mayHaveCome: true }, 0],
    ];

    for (const [became, tries, lines] of cases) {
      const before = graph.calls.length;
      outcome = became;
      await messenger.send(TO, [{ ...noteOf('verification.rejected'), ...tries }]);

      assert.equal(graph.calls.length - before, lines, JSON.stringify([became, tries]));
    }
  });

  it('is told nothing that is not urgent', async () => {
    await messenger.send(TO, [noteOf('customer.accepted')]);

    assert.deepEqual(graph.calls, []);
  });

  it('is off where it is not permitted, which is said once', async () => {
    graph.instead.set(ROUTE, graphError(403, 'Forbidden'));

    const first = await messenger.send(TO, [noteOf('provider.removed')]);
    await messenger.send(TO, [noteOf('provider.removed')]);

    assert.deepEqual(first, LOST);
    assert.equal(graph.calls.length, 1);
    assert.deepEqual(onOff.args, [['Forbidden']]);
  });

  it('does not touch the note’s outcome when it fails', async () => {
    graph.instead.set(ROUTE, { status: 500, html: '<html/>' });

    assert.deepEqual(await messenger.send(TO, [noteOf('provider.removed')]), LOST);
  });
});
