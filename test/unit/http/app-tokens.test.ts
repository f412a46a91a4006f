import assert from 'node:assert/strict';
import sinon from 'sinon';
import { type AppTokens, createAppTokens, tokenUrl } from '../../../services/http/app-tokens.ts';
import type { TokenOutcome } from '../../../services/http/token-request.ts';

const APP = { clientId: 'client-1', credential: { kind: 'secret', secret: 'x' } } as const;
const HOUR = 3_600_000;

describe('the tokens of an app', () => {
  let now: number;
  let request: sinon.SinonStub;
  let tokens: AppTokens;

  beforeEach(() => {
    now = Date.parse('2026-11-23T09:00:00Z');
    request = sinon.stub();
    request.callsFake(() => Promise.resolve(granted(`token-${request.callCount}`)));
    tokens = createAppTokens({
      ...{ app: APP, audience: 'https://graph.example', request, now: () => new Date(now) },
      urlOf: (tenantId) => tokenUrl('https://login.example/', tenantId),
    });
  });

  async function take(tenantId = 'tenant-1'): Promise<string> {
    const got = await tokens.take(tenantId);
    return got.ok ? got.token : got.code;
  }

  it('are asked for once, and again five minutes before they end', async () => {
    const first = await take();
    now += HOUR - 300_001;
    const same = await take();
    now += 2;
    const next = await take();

    assert.deepEqual([first, same, next], ['token-1', 'token-1', 'token-2']);
  });

  it('serve half of their life when that is short', async () => {
    request.callsFake(() => Promise.resolve(granted(`token-${request.callCount}`, 60_000)));
    await take();
    now += 29_000;
    const same = await take();
    now += 2_000;

    assert.deepEqual([same, await take()], ['token-1', 'token-2']);
  });

  it('are asked for once by many who wait, each tenant by itself', async () => {
    const got = await Promise.all([take(), take(), take('tenant/2')]);

    assert.deepEqual(got, ['token-1', 'token-1', 'token-2']);
    assert.equal(
      (request.secondCall.args[0] as { url: string }).url,
      'https://login.example/tenant%2F2/oauth2/v2.0/token',
    );
  });

  it('are asked for anew when one is not taken, but only that one', async () => {
    await take();
    tokens.drop('tenant-1', 'another');
    const same = await take();
    tokens.drop('tenant-1', same);

    assert.deepEqual([same, await take()], ['token-1', 'token-2']);
  });

  it('keep no refusal', async () => {
    const refusal = { ok: false, kind: 'noAnswer', status: 0, code: 'timeout' } as const;
    request.onFirstCall().resolves({ ...refusal, aadsts: undefined, retryAfterMs: undefined });

    const first = await take();

    assert.deepEqual([first, await take()], ['timeout', 'token-2']);
  });
});

function granted(token: string, lifeMs = HOUR): TokenOutcome {
  return { ok: true, token, lifeMs, refreshToken: undefined };
}
