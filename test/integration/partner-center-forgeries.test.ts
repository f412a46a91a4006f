import assert from 'node:assert/strict';
import { FORGERIES } from '../support/forgeries.ts';
import { makeSigners, openWebhooks, type Signers, type WebhookBench } from '../support/webhooks.ts';

describe('a forged webhook call', () => {
  let signers: Signers;
  let bench: WebhookBench;

  before(async () => {
    signers = await makeSigners();
    bench = await openWebhooks(signers);
  });

  after(() => bench.stop());

  for (const [what, expected, code, forge] of FORGERIES) {
    it(`${what} is refused with ${expected}, and nothing of it is kept`, async () => {
      const asked = bench.partnerCenter.heard.length;

      const status = await bench.send(await forge(bench, signers));
      await bench.bot.poll();

      assert.equal(status, expected);
      assert.equal(bench.partnerCenter.heard.length, asked);
      const logged = JSON.parse(bench.bot.logged.at(-1) ?? '{}') as Record<string, unknown>;
      assert.deepEqual([logged['event'], logged['code']], ['webhook-refused', code]);
    });
  }

  it('does not stand in the way of the real one', async () => {
    assert.equal(await bench.send(), 200);
  });
});
