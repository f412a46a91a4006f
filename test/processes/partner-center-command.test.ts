import assert from 'node:assert/strict';
import { runCommand } from '../support/command.ts';
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

  async function run(...args: string[]): Promise<{ code: number | null; said: string }> {
    const env = { DATABASE_URL: 'file::memory:', ...variablesFor(fake) };
    const { exitCode, stdout, stderr } = await runCommand('partner-center', args, env);
    return { code: exitCode, said: stdout + stderr };
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
  });

  it('says in words what is wrong, without a secret', async () => {
    fake.world.refreshTokens.clear();

    const { code, said } = await run('status', '--partner-id', '4847383');

    assert.equal(code, 77);
    assert.match(said, /invalid_grant\.AADSTS700082/u);
    assert.doesNotMatch(said, new RegExp(FIRST_TOKEN, 'u'));
  });
});
