// The trial of `npm run trial:notify`, small: the same faults, kills and checks, in some 15 seconds.

import assert from 'node:assert/strict';
import { judge, type Check } from '../trials/notify/checks.ts';
import { runTrial } from '../trials/notify/run.ts';

describe('notes under faults and kills', function () {
  this.timeout(240_000);

  it('are neither lost nor sent too often or too fast, and end in a true state', async () => {
    const record = await runTrial({
      seed: Date.now() % 100_000,
      sizes: [30, 12, 12],
      waves: 4,
      flood: 5,
      kills: 3,
      few: 60,
      stallMs: 500,
      lifeMs: 1_500,
      throttleEvery: 60,
    });

    const broken = judge(record).filter(({ holds }: Check) => !holds);
    assert.deepEqual(broken, []);
    assert.equal(record.kills.length, 3);
    assert.ok(record.promised >= 200, String(record.promised));
  });

  for (const [flood, sizes] of [
    [6, [8, 6]],
    [12, [5, 3]],
    [30, [3, 2]],
  ] as const) {
    it(`are all shown, link by link, where ${flood} wait for a person`, async () => {
      const record = await runTrial({
        ...{ seed: Date.now() % 100_000, sizes, flood, floods: 'everybody' },
        ...{ waves: 0, kills: 2, few: 60, stallMs: 500, lifeMs: 1_500, throttleEvery: 30 },
      });

      assert.deepEqual(
        judge(record).filter(({ holds }: Check) => !holds),
        [],
      );
    });
  }
});
