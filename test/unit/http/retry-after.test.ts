import assert from 'node:assert/strict';
import { backoffMs, halfJitter, retryAfterMs } from '../../../services/http/retry-after.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

describe('Retry-After', () => {
  for (const [header, expected] of [
    ['0', 0],
    ['120', 120_000],
    ['1.5', 1_500],
    ['Mon, 23 Nov 2026 09:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 08:59:00 GMT', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['  ', undefined],
    [null, undefined],
    [undefined, undefined],
  ] as const) {
    it(`of ${String(header)} is ${String(expected)}`, () => {
      assert.equal(retryAfterMs(header, NOW), expected);
    });
  }
});

describe('the backoff', () => {
  it('doubles up to its bound', () => {
    const waits = [0, 1, 2, 3, 60].map((failures) =>
      backoffMs(failures, { firstMs: 100, longestMs: 500 }),
    );

    assert.deepEqual(waits, [100, 200, 400, 500, 500]);
  });

  it('is spread over its upper half', () => {
    assert.deepEqual([halfJitter(100, 0), halfJitter(100, 1)], [50, 100]);
  });
});
