import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createAvailability } from '../../../services/partner-center/polling/availability.ts';
import type { PartnerCenter } from '../../../services/partner-center/partner-center.ts';
import { createRestCaller } from '../../../services/partner-center/client/rest-caller.ts';
import { createPartnerCenter } from '../../../services/partner-center/client/rest-partner-center.ts';
import { createTokens } from '../../../services/partner-center/client/rest-token.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  FIRST_TOKEN,
  PROVIDER,
  startPartnerCenter,
  type FakePartnerCenter,
  type Fault,
} from '../../support/partner-center-server.ts';

const COMPANY = '66666666-6666-4666-8666-666666666666';
const AGREEMENT = '/v1/compliance/csp/agreementstatus';

describe('a call of Partner Center', () => {
  let fake: FakePartnerCenter;
  let client: PartnerCenter;
  let now: Date;
  let waited: number[];
  let kept: string[];

  beforeEach(async () => {
    fake = await startPartnerCenter();
    now = new Date('2026-11-23T09:00:00Z');
    fake.world.now = () => now;
    waited = [];
    kept = [FIRST_TOKEN];
    client = newClient();
  });

  afterEach(() => fake.close());

  function newClient(): PartnerCenter {
    const clock = (): Date => now;
    const tokens = createTokens({
      authority: `${fake.url}/login`,
      tenantId: PROVIDER,
      clientId: CLIENT_ID,
      credential: { kind: 'secret', secret: CLIENT_SECRET },
      refreshTokens: {
        read: () => Promise.resolve(kept),
        keep: (token) => Promise.resolve(void (kept = [token])),
      },
      now: clock,
      timeoutMs: 200,
    });
    const call = createRestCaller({
      baseUrl: fake.url,
      tokens,
      availability: createAvailability(clock),
      now: clock,
      random: () => 0.5,
      newId: randomUUID,
      timeoutMs: 200,
      wait: (ms) => Promise.resolve(void waited.push(ms)),
      heard: () => undefined,
    });
    return createPartnerCenter(call, PROVIDER);
  }

  function ask(): ReturnType<PartnerCenter['agreementStatus']> {
    return client.agreementStatus({ tenantId: COMPANY });
  }

  function requestIds(): readonly unknown[] {
    return fake.asked(AGREEMENT).map(({ headers }) => headers['ms-requestid']);
  }

  for (const [given, expected] of [
    ['signed', 'signed'],
    [2200, 'unknownPartnerId'],
    [2201, 'otherRegion'],
    [2203, 'notSigned'],
    [2204, 'noReseller'],
    [2205, 'unknownTenant'],
    [2206, 'notSigned'],
  ] as const) {
    it(`reads ${given} as ${expected}`, async () => {
      fake.world.agreements.set(COMPANY, given);

      assert.deepEqual(await ask(), { kind: 'answer', value: expected });
    });
  }

  it('keeps its request id after a timeout and renews it after an answer', async () => {
    fake.world.agreements.set(COMPANY, 'signed');
    fake.failNext(1, { stalls: true });
    fake.failNext(1, { status: 503 });

    const status = await ask();

    const [first, second, third] = requestIds();
    assert.equal(status.kind, 'answer');
    assert.equal(first, second);
    assert.notEqual(second, third);
    const correlations = fake.asked(AGREEMENT).map(({ headers }) => headers['ms-correlationid']);
    assert.equal(new Set(correlations).size, 1);
    assert.equal(waited.length, 2);
    assert.ok((waited[0] ?? 0) < (waited[1] ?? 0));
  });

  for (const [what, fault, reason, code, tries] of [
    ['a stall', { stalls: true }, 'outage', 'timeout', 3],
    ['a broken connection', { breaks: true }, 'outage', 'network', 3],
    ['an outage', { status: 503, body: '<html>' }, 'outage', '503', 3],
    ['HTML instead of JSON', { status: 200, body: '<html>hello' }, 'badAnswer', 'notJson', 1],
    ['half an answer', { status: 200, body: '{"isAgree' }, 'badAnswer', 'notJson', 1],
    [
      'a wrong type',
      { status: 200, body: { isAgreementSigned: 'yes' } },
      'badAnswer',
      'wrongShape',
      1,
    ],
    ['a redirect', { status: 302, headers: { location: '/v1/x' } }, 'refused', '302', 1],
    ['a conflict', { status: 409, body: { code: '1003' } }, 'refused', '1003', 1],
    ['a fault of ours', { status: 400, body: { code: 2000 } }, 'refused', '2000', 1],
    [
      'the newer shape',
      { status: 404, body: { code: 600074, errorName: 'X' } },
      'refused',
      '600074',
      1,
    ],
    ['a code that is no code', { status: 404, body: { code: 'a b\nc' } }, 'refused', '404', 1],
    ['a denial', { status: 403, body: { code: '1002' } }, 'unavailable', '1002', 1],
    [
      'a pause that is too long',
      { status: 429, headers: { 'retry-after': '57' } },
      'throttled',
      '429',
      1,
    ],
  ] as readonly (readonly [string, Fault, string, string, number])[]) {
    it(`is silent after ${what}, within bounds`, async () => {
      fake.failNext(3, fault);

      const status = await ask();

      assert.ok(status.kind === 'silence');
      assert.deepEqual([status.reason, status.code], [reason, code]);
      assert.equal(fake.asked(AGREEMENT).length, tries);
    });
  }

  it('waits as long as it is told when that is short, and asks again', async () => {
    fake.world.agreements.set(COMPANY, 'signed');
    const body = { statusCode: 429, message: 'Rate limit is exceeded. Try again in 3 seconds.' };
    fake.failNext(1, { status: 429, headers: { 'retry-after': '2' }, body });

    assert.equal((await ask()).kind, 'answer');
    assert.deepEqual(waited, [3000]);
  });

  it('asks nothing at all before a long pause is over', async () => {
    fake.world.agreements.set(COMPANY, 'signed');
    fake.failNext(1, { status: 429, headers: { 'retry-after': '57' } });
    await ask();

    const early = await client.resellers();
    now = new Date(now.getTime() + 58_000);
    const later = await ask();

    assert.equal(early.kind, 'silence');
    assert.equal(fake.asked('/v1/relationships').length, 0);
    assert.equal(later.kind, 'answer');
  });

  it('renews its token once for many at a time, and shortly before it expires', async () => {
    fake.world.agreements.set(COMPANY, 'signed');

    await Promise.all([ask(), ask(), ask()]);
    now = new Date(now.getTime() + 54 * 60_000);
    await ask();
    const early = fake.asked('/login').length;
    now = new Date(now.getTime() + 2 * 60_000);
    await ask();

    assert.deepEqual([early, fake.asked('/login').length], [1, 2]);
    assert.match(kept[0] ?? '', /^refresh-/u);
  });

  it('tries once with a new token when one was taken back', async () => {
    fake.world.agreements.set(COMPANY, 'signed');
    await ask();
    fake.failNext(1, { status: 401, body: { code: 400 } });

    assert.equal((await ask()).kind, 'answer');
    assert.equal(fake.asked('/login').length, 2);
  });

  it('takes a token of its own for what needs no person', async () => {
    const profile = await client.legalProfile();
    const grant = new URLSearchParams(fake.asked('/login')[0]?.body).get('grant_type');

    assert.ok(profile.kind === 'answer');
    assert.equal(profile.value.vetting, 'authorized');
    assert.equal(grant, 'client_credentials');
  });

  it('reads a collection page by page, to its end', async () => {
    fake.world.pageSize = 2;
    fake.world.resellers = Array.from({ length: 5 }, () => ({ id: randomUUID(), name: 'x' }));

    const list = await client.resellers();

    assert.ok(list.kind === 'answer');
    assert.equal(list.value.length, 5);
    assert.equal(fake.asked('/v1/relationships').length, 3);
    assert.match(fake.asked('/v1/relationships')[1]?.path ?? '', /&seekOperation=Next$/u);
  });

  it('refuses a collection without end, and takes no part of it', async () => {
    fake.world.endlessPages = true;

    const list = await client.resellers();

    assert.deepEqual(list, {
      kind: 'silence',
      reason: 'badAnswer',
      code: 'endlessPaging',
      retryAt: undefined,
    });
    assert.ok(fake.asked('/v1/relationships').length <= 102);
  });

  for (const [status, verdict] of [
    ['VerifiedShippable', 'good'],
    ['Street Partial', 'partial'],
    ['None', 'wrong'],
    ['NotValidated', 'unchecked'],
  ] as const) {
    it(`reads the address status ${status} as ${verdict}`, async () => {
      fake.world.addressStatus = status;
      const address = { street: 'A 1', city: 'B', state: '', postalCode: '10115', country: 'DE' };

      assert.deepEqual(await client.checkAddress(address), { kind: 'answer', value: verdict });
    });
  }
});
