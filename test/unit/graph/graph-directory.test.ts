import assert from 'node:assert/strict';
import { createGraphDirectory } from '../../../services/graph/graph-directory.ts';
import type { Directory } from '../../../services/graph/directory.ts';
import { graphError, startGraphServer, type GraphServer } from '../../support/graph-server.ts';

const IDS = { tenantId: 'tenant-1', personId: 'ada' };

describe('the directory behind Graph', () => {
  let graph: GraphServer;
  let directory: Directory;

  beforeEach(async () => {
    graph = await startGraphServer(IDS);
    directory = createGraphDirectory({ baseUrl: graph.url, timeoutMs: 2000 });
  });

  afterEach(() => graph.close());

  it('tells the company, the account and its role, in the name of the token', async () => {
    const found = await directory.read('token-1');

    assert.deepEqual(found, {
      organization: {
        id: 'tenant-1',
        displayName: 'Seewind Systemhaus GmbH',
        country: 'DE',
        street: 'Unter den Linden 77',
        city: 'Berlin',
        postalCode: '10117',
        state: undefined,
        verifiedDomains: ['seewind.onmicrosoft.com', 'seewind.de'],
        isIndirectReseller: undefined,
      },
      account: {
        id: 'ada',
        givenName: 'Ada',
        surname: 'Lovelace',
        mail: 'ada.lovelace@seewind.de',
        phone: '+49 30 901820',
      },
      isGlobalAdmin: true,
      isAdminAgent: false,
      gaps: {},
    });
    assert.ok(graph.calls.every(({ authorization }) => authorization === 'Bearer token-1'));
  });

  for (const [type, expected] of [
    ['valueAddedResellerPartnerDelegatedAdmin', true],
    ['VALUEADDEDRESELLERPARTNERDELEGATEDADMIN', true],
    ['resellerPartnerDelegatedAdmin', undefined],
    [null, undefined],
    [7, undefined],
  ] as const) {
    it(`takes partnerTenantType ${String(type)} for ${String(expected)}`, async () => {
      graph.organization['partnerTenantType'] = type;

      const { organization } = await directory.read('token');

      assert.equal(organization?.isIndirectReseller, expected);
    });
  }

  it('reads all pages of the memberships', async () => {
    const groups = Array.from({ length: 6 }, (_, at) => group(`group ${at}`));
    graph.memberOf = [...groups, group('AdminAgents'), ...graph.memberOf];
    graph.pageSize = 3;

    const found = await directory.read('token');

    assert.equal(found.isGlobalAdmin, true);
    assert.equal(found.isAdminAgent, true);
  });

  it('ends an endless list, and does not take what it did not see for "no"', async () => {
    graph.memberOf = Array.from({ length: 40 }, (_, at) => group(`group ${at}`));
    graph.pageSize = 1;

    const found = await directory.read('token');

    assert.equal(found.isGlobalAdmin, undefined);
    assert.equal(found.gaps.roles, 'unreadable');
    assert.equal(graph.calls.filter(({ path }) => path.endsWith('/memberOf')).length, 5);
  });

  it('follows no page to another host', async () => {
    const elsewhere = {
      value: [],
      '@odata.nextLink': 'http://127.0.0.1:9/v1.0/me/memberOf?$skip=1',
    };
    graph.instead.set('memberOf', { body: elsewhere });

    const found = await directory.read('token');

    assert.equal(found.gaps.roles, 'unreadable');
  });

  it('does not take hidden roles and groups for "no"', async () => {
    const hidden = { id: '1', displayName: null, roleTemplateId: null };
    graph.memberOf = [
      { '@odata.type': '#microsoft.graph.directoryRole', ...hidden },
      { '@odata.type': '#microsoft.graph.group', ...hidden },
    ];

    const found = await directory.read('token');

    assert.equal(found.isGlobalAdmin, undefined);
    assert.equal(found.isAdminAgent, undefined);
    assert.deepEqual(found.gaps, { roles: 'notPermitted', groups: 'notPermitted' });
  });

  it('asks the group itself when the list hides its name', async () => {
    graph.memberOf = [{ '@odata.type': '#microsoft.graph.group', id: 'g', displayName: null }];
    graph.adminAgents.push('g');
    graph.memberGroups.push('g');

    const { isAdminAgent, gaps } = await directory.read('token');

    assert.equal(isAdminAgent, true);
    assert.deepEqual(gaps, {});
  });

  const ANSWERS = [
    ['a missing permission', graphError(403, 'Authorization_RequestDenied'), 'notPermitted'],
    ['an expired token', graphError(401, 'InvalidAuthenticationToken'), 'expired'],
    ['a fault of Graph', graphError(500, 'generalException'), 'unavailable'],
    [
      'a long wait',
      { ...graphError(429, 'TooManyRequests'), headers: { 'Retry-After': '120' } },
      'throttled',
    ],
    ['a page of HTML', { html: '<html>sign in</html>' }, 'unreadable'],
    ['HTML with a status', { status: 502, html: '<html>bad gateway</html>' }, 'unavailable'],
    ['an empty answer', {}, 'unreadable'],
    ['half an answer', { body: { value: [] } }, 'unreadable'],
    ['a wrong type', { body: { value: [{ id: 7 }] } }, 'unreadable'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'unavailable'],
    ['silence', { stall: true }, 'unavailable'],
  ] as const;

  for (const [what, instead, gap] of ANSWERS) {
    it(`names ${what} and goes on without the organization`, async () => {
      graph.instead.set('organization', instead);

      const found = await directory.read('token');

      assert.equal(found.organization, undefined);
      assert.equal(found.gaps.organization, gap);
      assert.equal(found.account?.givenName, 'Ada');
    });
  }

  it('waits as long as it is told when that is short', async () => {
    const throttled = { ...graphError(429, 'TooManyRequests'), headers: { 'Retry-After': '0' } };
    graph.instead.set('organization', [throttled, throttled]);

    const { organization } = await directory.read('token');

    assert.equal(organization?.country, 'DE');
  });

  it('gives up when it is told to wait again and again', async () => {
    graph.instead.set('organization', {
      ...graphError(503, 'serviceNotAvailable'),
      headers: { 'Retry-After': '0' },
    });

    const { gaps } = await directory.read('token');

    assert.equal(gaps.organization, 'unavailable');
    assert.equal(graph.calls.filter(({ path }) => path.endsWith('/organization')).length, 3);
  });

  it('takes no longer for all calls than it may', async () => {
    const slow = createGraphDirectory({ baseUrl: graph.url, readingMs: 200 });
    for (const part of ['organization', 'me', 'memberOf']) graph.instead.set(part, { stall: true });
    const before = Date.now();

    const { gaps } = await slow.read('token');

    assert.ok(Date.now() - before < 1500);
    assert.equal(gaps.account, 'unavailable');
  });

  it('does not spoil the rest for one odd property', async () => {
    Object.assign(graph.organization, { city: 12, verifiedDomains: 'none', street: '  ' });
    Object.assign(graph.me, { businessPhones: null, mobilePhone: '+49 171 1234567' });

    const { organization, account } = await directory.read('token');

    assert.ok(organization);
    assert.equal(organization.city, undefined);
    assert.equal(organization.street, undefined);
    assert.equal(organization.verifiedDomains.length, 0);
    assert.equal(organization.postalCode, '10117');
    assert.equal(account?.phone, '+49 171 1234567');
  });
});

function group(displayName: string): Record<string, unknown> {
  return { '@odata.type': '#microsoft.graph.group', id: displayName, displayName };
}
