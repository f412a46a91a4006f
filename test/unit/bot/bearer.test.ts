import assert from 'node:assert/strict';
import { createKeyring } from '../../../bot/http/bearer.ts';

describe('the keyring', () => {
  const ownerOf = createKeyring([
    { name: 'ci', secret: 'correct-horse-battery' },
    { name: 'ops', secret: 'grüße-aus-dem-hafen' },
  ]);

  for (const [owner, secret] of [
    ['ci', 'correct-horse-battery'],
    ['ops', 'grüße-aus-dem-hafen'],
    [undefined, 'correct-horse-batter'],
    [undefined, 'correct-horse-battery '],
    [undefined, ''],
  ] as const) {
    it(`knows "${secret}" as ${owner ?? 'nobody’s'}`, () => {
      assert.equal(ownerOf(Buffer.from(secret)), owner);
    });
  }
});
