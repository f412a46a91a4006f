import assert from 'node:assert/strict';
import { createBoundedMap } from '../../../services/http/bounded-map.ts';

describe('a bounded map', () => {
  it('drops the entry that was set longest ago', () => {
    const map = createBoundedMap<string, number>(2);

    for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) map.set(key, index);

    assert.deepEqual([...map.keys()], ['a', 'c']);
    assert.deepEqual([map.get('a'), map.get('b'), map.has('b')], [2, undefined, false]);
  });

  it('keeps undefined like any other value', () => {
    const map = createBoundedMap<string, undefined>(1);

    map.set('a', undefined);

    assert.equal(map.has('a'), true);
    map.delete('a');
    assert.equal(map.has('a'), false);
  });
});
