// The doctor at Microsoft Graph: permissions one by one, subscriptions of mailboxes, and the handshake of our address.

import assert from 'node:assert/strict';
import { checkGraphApp, type GraphApp, type Need } from '../../bot/doctor/graph-check.ts';
import type { WatchedMailbox } from '../../bot/doctor/finding.ts';
import { checkMailboxes } from '../../bot/doctor/mailbox-check.ts';
import {
  APP_ID,
  type DoctorWorld,
  findings,
  SECRET,
  startDoctorWorld,
  TENANT,
} from '../support/doctor-world.ts';
import { createMailboxesIn } from '../../services/storage/stores/mailboxes-store.ts';
import { freshDatabase, onEachEngine, openFor } from '../support/database.ts';
import { type JsonServer, startServer } from '../support/json-server.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const MAIL: Need = {
  permission: 'Mail.Read',
  lost: 'invitations are not noticed',
  elsewhere: 'RBAC for Applications in Exchange',
};
const FEED: Need = { permission: 'TeamsActivity.Send', lost: 'no feed' };
const WATCH: WatchedMailbox = {
  tenantId: TENANT,
  subscriptionId: 'sub-1',
  expiresAt: NOW.getTime() + 6 * 86_400_000,
  fault: null,
};

describe('the doctor at Microsoft Graph', () => {
  let world: DoctorWorld;
  let bot: JsonServer;
  let signal: AbortSignal;

  beforeEach(async () => {
    signal = AbortSignal.timeout(20_000);
    world = await startDoctorWorld();
    bot = await startServer(({ query }) => ({ html: query.get('validationToken') ?? '' }));
  });

  afterEach(async () => {
    await world.close();
    await bot.close();
  });

  function app(): Omit<GraphApp, 'id' | 'names' | 'tenantIds' | 'needs'> {
    const graph = { baseUrl: world.url, authority: world.url };
    return { clientId: APP_ID, credential: { kind: 'secret', secret: SECRET }, graph };
  }

  function permissions(needs: readonly Need[], tenantIds = [TENANT]) {
    const names = { idName: 'GRAPH_CLIENT_ID', secretName: 'GRAPH_CLIENT_SECRET' };
    return checkGraphApp({ ...app(), id: 'graph', names, tenantIds, needs }, signal);
  }

  function mailboxes(watches: readonly WatchedMailbox[], notificationUrl = bot.url) {
    return checkMailboxes({ signal, app: app(), notificationUrl, watches, now: () => NOW });
  }

  it('tells permissions one by one, what each is for, and where it is granted', async () => {
    world.roles = ['AppCatalog.Read.All', 'Mail.Read'];

    const [mail, feed] = await permissions([MAIL, FEED]);

    assert.equal(mail?.state, 'ok');
    assert.equal(feed?.state, 'fault');
    assert.match(feed.what, /TeamsActivity\.Send is not in the token: no feed/u);
    assert.match(feed.mend ?? '', /API permissions > Add a permission.*Grant admin consent/u);
  });

  it('does not call a fault what may have been granted elsewhere', async () => {
    const [mail] = await permissions([MAIL]);

    assert.equal(mail?.state, 'warning');
    assert.match(mail.what, /RBAC for Applications in Exchange, which no token shows/u);
  });

  it('says that the app is not consented to in a tenant', async () => {
    world.refusal = 700_016;

    const [found] = await permissions([MAIL]);

    assert.equal(found?.state, 'fault');
    assert.match(found.mend ?? '', /GRAPH_CLIENT_ID.*administrator's consent/u);
  });

  it('asks nobody where no tenant is known, or nothing is needed', async () => {
    const [unknown] = await permissions([MAIL], []);
    const none = await permissions([]);

    assert.equal(unknown?.state, 'off');
    assert.deepEqual(none, []);
    assert.deepEqual(world.calls, []);
  });

  it('finds a living subscription, and our address answering', async () => {
    world.subscriptions.set('sub-1', '2026-11-28T09:00:00Z');

    const [address, first] = await mailboxes([WATCH]);

    assert.equal(address?.state, 'ok');
    assert.match(address.what, /asked from this machine; that Microsoft gets through too/u);
    assert.equal(first?.state, 'ok');
    assert.match(first.what, /ends in 5 days, as Microsoft Graph says/u);
  });

  for (const [title, ends, watch, state, what] of [
    ['is gone', undefined, WATCH, 'fault', /no such subscription any more/u],
    [
      'was never made',
      undefined,
      { ...WATCH, subscriptionId: null, fault: 'denied.403' },
      'fault',
      /cannot be made \(denied\.403\)/u,
    ],
    ['ends at once', '2026-11-23T12:00:00Z', WATCH, 'warning', /in 0\.1 days/u],
    ['is over', '2026-11-22T09:00:00Z', WATCH, 'fault', /it is over/u],
    [
      'does not help',
      '2026-11-28T09:00:00Z',
      { ...WATCH, fault: '403' },
      'fault',
      /something is wrong \(403\)/u,
    ],
  ] as const) {
    it(`says that a subscription ${title}`, async () => {
      if (ends !== undefined) world.subscriptions.set('sub-1', ends);

      const [, first] = await mailboxes([watch]);

      assert.equal(first?.state, state);
      assert.match(first.what, what);
      assert.ok(first.mend);
    });
  }

  it('takes the database’s word while Graph gives no token', async () => {
    world.refusal = 7_000_222;

    const [, first] = await mailboxes([WATCH]);

    assert.match(first?.what ?? '', /ends in 6 days, as the database says/u);
  });

  it('does not call it a fault that our address cannot be reached from inside', async () => {
    const [address] = await mailboxes([WATCH], 'http://127.0.0.1:9');

    assert.equal(address?.state, 'warning');
    assert.match(address.mend ?? '', /GRAPH_NOTIFICATION_URL/u);
  });

  it('says that no mailbox is watched', async () => {
    const [only] = await mailboxes([]);

    assert.equal(only?.state, 'off');
    assert.match(only.mend ?? '', /npm run mailbox -- watch/u);
  });
});

describe('the doctor of a bot with Graph', () => {
  let world: DoctorWorld;

  beforeEach(async () => {
    world = await startDoctorWorld();
  });

  afterEach(() => world.close());

  it('looks at what its parts need, and tells what only a person’s sign-in shows', async () => {
    world.roles = ['TeamsActivity.Send'];

    const all = await findings({
      ...world.env,
      DATABASE_URL: 'file:./none.db',
      GRAPH_ACTIVITY_FEED: 'on',
      GRAPH_CONNECTION_NAME: 'graph',
      TEAMS_APP_ID: APP_ID,
    });

    const states = all
      .filter(({ id }) => id.startsWith('graph'))
      .map(({ id, state }) => [id.split('.').slice(3).join('.') || id, state]);
    assert.deepEqual(states, [
      ['TeamsActivity.Send', 'ok'],
      ['AppCatalog.Read.All', 'fault'],
      ['TeamsAppInstallation.ReadWriteSelfForUser.All', 'fault'],
      ['graph.signIn', 'off'],
    ]);
  });
});

onEachEngine('the doctor at watched mailboxes', () => {
  it('looks at the one that was named, and at the permission to read it', async () => {
    const world = await startDoctorWorld();
    const { url, variable } = await freshDatabase();
    const database = await openFor(url);
    const box = { tenantId: TENANT, mailbox: 'partner@contoso.com' };
    await createMailboxesIn(database, () => NOW).watch(box);

    const all = await findings({
      ...world.env,
      DATABASE_URL: variable,
      GRAPH_CLIENT_ID: APP_ID,
      GRAPH_CLIENT_SECRET: SECRET,
      GRAPH_NOTIFICATION_URL: 'https://127.0.0.1:9',
    });
    await world.close();

    const states = all
      .filter(({ id }) => /^(?:mailbox|graph\.mail)/u.test(id))
      .map(({ id, state }) => [id, state]);
    assert.deepEqual(states, [
      ['mailbox.address', 'warning'],
      ['mailbox.1', 'fault'],
      [`graph.mail.${TENANT}.Mail.Read`, 'warning'],
      ['mailbox.secret', 'ok'],
    ]);
    assert.doesNotMatch(JSON.stringify(all), /contoso/u);
  });
});
