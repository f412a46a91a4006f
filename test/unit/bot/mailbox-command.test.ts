// `npm run mailbox` and its configuration: what is understood, and what is refused by name.

import assert from 'node:assert/strict';
import { readConfig } from '../../../bot/config/config.ts';
import { readArguments, tableOf } from '../../../bot/cli/mailbox.ts';
import { mailboxState } from '../../../bot/features/mailbox/mailbox-readiness.ts';
import type { MailSubscription } from '../../../services/mailbox/mailboxes.ts';

const TENANT = '11111111-AAAA-4333-8444-555555555555';
const NOW = new Date('2026-11-23T09:00:00Z');
const WATCH: MailSubscription = {
  tenantId: TENANT.toLowerCase(),
  mailbox: 'einkauf@seewind.example',
  state: 'watching',
  subscriptionId: 's-1',
  expiresAt: NOW.getTime() + 36 * 60 * 60_000,
  secretHash: 'secret-hash',
  renewAt: 0,
  reauthorize: false,
  syncAt: 0,
  deltaLink: null,
  since: 0,
  failures: 0,
  fault: null,
};
const GRAPH = {
  GRAPH_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
  GRAPH_CLIENT_SECRET: 'correct-horse',
  GRAPH_NOTIFICATION_URL: 'https://lotse.example',
};

describe('npm run mailbox', () => {
  it('understands an order, whatever the case of its ids', () => {
    const order = readArguments([
      'watch',
      '--tenant',
      TENANT,
      '--mailbox',
      'Einkauf@Seewind.example',
    ]);

    const box = { tenantId: TENANT.toLowerCase(), mailbox: 'einkauf@seewind.example' };
    assert.deepEqual(order, { order: 'watch', box });
    assert.deepEqual(readArguments([]), { order: 'list' });
  });

  for (const args of [
    ['watch'],
    ['watch', '--tenant', 'x', '--mailbox', 'a@b.example'],
    ['watch', '--tenant', TENANT, '--mailbox', "a'/x"],
    ['forget', '--tenant', TENANT],
    ['watch', '--colour', 'blue'],
  ]) {
    it(`says what is wrong with ${args.join(' ')}`, () => {
      assert.equal(typeof readArguments(args), 'string');
    });
  }

  it('shows how long each lasts and what is wrong, and no secret', () => {
    const [line = ''] = tableOf([{ ...WATCH, fault: 'failed.timeout' }]);

    assert.match(line, /einkauf@seewind\.example {2}watching {2}until 2026-11-24T21:00/u);
    assert.match(line, /failed\.timeout$/u);
    assert.doesNotMatch(line, /secret-hash/u);
  });
});

describe('the mailbox in /readyz', () => {
  it('tells the days of the subscription that ends first', () => {
    const longer = { ...WATCH, expiresAt: NOW.getTime() + 1e9 };

    const part = mailboxState({ watches: [longer, WATCH], readFault: undefined }, NOW);

    assert.deepEqual(part, { state: 'ok', daysLeft: 1.5 });
  });

  it('is at fault when mails are announced but may not be read', () => {
    const part = mailboxState({ watches: [WATCH], readFault: '403.ErrorAccessDenied' }, NOW);

    assert.equal(part.state, 'fault');
    assert.match(part.reason ?? '', /^not permitted \(403\.ErrorAccessDenied\)/u);
  });
});

describe('the mailbox in the configuration', () => {
  it('is off until it can be reached', () => {
    const { GRAPH_NOTIFICATION_URL: _url, ...unreachable } = GRAPH;

    assert.equal(readConfig({}).mailbox, undefined);
    assert.equal(readConfig(unreachable).mailbox, undefined);
  });

  it('reads the providers, with and without a name', () => {
    const { mailbox } = readConfig({
      ...GRAPH,
      MAIL_PROVIDERS: 'Nord.example = Nordwind, polar.example',
    });

    assert.deepEqual(mailbox?.providers, [
      { domain: 'nord.example', name: 'Nordwind' },
      { domain: 'polar.example', name: undefined },
    ]);
    assert.equal(mailbox.credentials.baseUrl, 'https://graph.microsoft.com');
  });

  for (const [name, env] of [
    ['GRAPH_CLIENT_SECRET', { ...GRAPH, GRAPH_CLIENT_SECRET: '' }],
    ['GRAPH_NOTIFICATION_URL', { ...GRAPH, GRAPH_NOTIFICATION_URL: 'http://lotse.example' }],
    ['GRAPH_BASE_URL', { ...GRAPH, GRAPH_BASE_URL: 'http://graph.example' }],
    ['MAIL_PROVIDERS', { ...GRAPH, MAIL_PROVIDERS: 'nordwind' }],
  ] as const) {
    it(`refuses a bad ${name} by its name, and repeats no secret`, () => {
      assert.throws(
        () => readConfig(env),
        ({ message }: Error) => message.includes(`${name}:`) && !message.includes('correct-horse'),
      );
    });
  }
});
