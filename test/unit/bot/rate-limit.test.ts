import assert from 'node:assert/strict';
import { createRateLimit } from '../../../bot/http/rate-limit.ts';

describe('the rate limit', () => {
  let now: number;
  const limit = () => createRateLimit({ burst: 600, perSecond: 10 }, () => new Date(now));

  beforeEach(() => {
    now = 1_000_000;
  });

  it('lets 600 through at once, then one every tenth of a second', () => {
    const { take } = limit();
    const waits = Array.from({ length: 601 }, () => take('ci', 1));

    assert.deepEqual([...new Set(waits)], [0, 100]);
    now += 100;
    assert.equal(take('ci', 1), 0);
    assert.equal(take('ci', 1), 100);
  });

  it('lets a large batch through, and makes its sender wait for it', () => {
    const { take } = limit();

    assert.equal(take('ci', 1_000), 0);
    assert.equal(take('ci', 1), 40_100);
    now += 40_100;
    assert.equal(take('ci', 1), 0);
  });

  it('never saves more than a minute’s worth', () => {
    const { take } = limit();
    take('ci', 1);
    now += 3_600_000;

    assert.equal(take('ci', 600), 0);
    assert.equal(take('ci', 1), 100);
  });

  it('counts every key on its own', () => {
    const { take } = limit();
    take('ci', 1_000);

    assert.equal(take('ops', 1), 0);
  });

  it('survives a clock that is set back', () => {
    const { take } = limit();
    take('ci', 600);
    now -= 3_600_000;

    assert.equal(take('ci', 1), 100);
  });
});
