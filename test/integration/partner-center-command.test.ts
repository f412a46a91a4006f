import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import {
  FIRST_TOKEN,
  startPartnerCenter,
  variablesFor,
  type FakePartnerCenter,
} from '../support/partner-center-server.ts';

describe('npm run partner-center, over HTTP', () => {
  let fake: FakePartnerCenter;

  beforeEach(async () => {
    fake = await startPartnerCenter();
  });

  afterEach(() => fake.close());

  async function run(...args: string[]): Promise<{ code: number; said: string }> {
    const child = spawn(process.execPath, ['bot/cli/main.ts', 'partner-center', ...args], {
      env: { ...process.env, DATABASE_URL: 'file::memory:', ...variablesFor(fake) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = (await once(child, 'close')) as [number];
    return { code, said: (await texts).join('') };
  }

  it('registers, shows, tests, and takes the events back', async () => {
    const empty = await run('show');
    const registered = await run('register', '--url', 'https://bot.example');
    const tested = await run('test');
    const taken = await run('unregister');

    assert.deepEqual([empty.code, registered.code, tested.code, taken.code], [1, 0, 0, 0]);
    assert.match(registered.said, /reseller-relationship-accepted-by-customer/u);
    assert.doesNotMatch(registered.said, /indirect-reseller-relationship/u);
    assert.match(tested.said, /arrived: OK/u);
    assert.deepEqual(fake.world.registration?.WebhookEvents, ['test-created']);
  }).timeout(60_000);

  it('says in words what is wrong, without a secret', async () => {
    fake.world.refreshTokens.clear();

    const { code, said } = await run('status', '--partner-id', '4847383');

    assert.equal(code, 77);
    assert.match(said, /invalid_grant\.AADSTS700082/u);
    assert.doesNotMatch(said, new RegExp(FIRST_TOKEN, 'u'));
  }).timeout(30_000);
});
