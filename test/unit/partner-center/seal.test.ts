import assert from 'node:assert/strict';
import { fingerprint, seal, unseal } from '../../../services/partner-center/seal.ts';

const TOKEN = 'a refresh token with ümläuts';

describe('a sealed secret', () => {
  it('opens with the secret it was sealed with', () => {
    assert.equal(unseal(seal(TOKEN, 's3cret', 'one'), 's3cret', 'one'), TOKEN);
  });

  it('does not show what is in it, and is never the same twice', () => {
    const [first, second] = [seal(TOKEN, 's', 'one'), seal(TOKEN, 's', 'one')];

    assert.notEqual(first, second);
    assert.doesNotMatch(first, /refresh/u);
    assert.doesNotMatch(fingerprint(TOKEN), /refresh/u);
  });

  for (const [what, change] of [
    ['with another secret', (sealed) => unseal(sealed, 'other', 'one')],
    ['for something else', (sealed) => unseal(sealed, 's', 'two')],
    ['when it was changed', (sealed) => unseal(`${sealed.slice(0, -3)}AAA`, 's', 'one')],
    ['with a shortened tag', (sealed) => unseal(shortened(sealed), 's', 'one')],
    ['when it is none', () => unseal('v1.x', 's', 'one')],
    ['of another version', (sealed) => unseal(sealed.replace('v1', 'v2'), 's', 'one')],
  ] as readonly (readonly [string, (sealed: string) => string | undefined])[]) {
    it(`stays shut ${what}`, () => {
      assert.equal(change(seal(TOKEN, 's', 'one')), undefined);
    });
  }
});

function shortened(sealed: string): string {
  return sealed
    .split('.')
    .map((part, index) => (index === 3 ? part.slice(0, 6) : part))
    .join('.');
}
