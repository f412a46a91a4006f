import assert from 'node:assert/strict';
import {
  createRowCache,
  type TableCache,
} from '../../../services/storage/transactions/row-cache.ts';

describe('a cache of rows', () => {
  let table: TableCache;

  beforeEach(() => {
    table = createRowCache().table('contacts');
  });

  it('tells a row that is known not to exist from one that is not known', () => {
    table.keep('nobody', undefined);

    assert.deepEqual(table.find('nobody'), { row: undefined });
    assert.equal(table.find('anna'), undefined);
  });

  it('has 3,000 rows of a table; what was kept longest ago goes first', () => {
    for (let number = 0; number < 3_000; number += 1) table.keep(String(number), number);
    table.keep('0', 'again');

    table.keep('one more', 1);

    assert.deepEqual(table.find('0'), { row: 'again' });
    assert.equal(table.find('1'), undefined);
    assert.deepEqual(table.find('2'), { row: 2 });
  });

  it('keeps nothing of a row until the last who writes it has done so', () => {
    const [first, second] = [table.suspend('anna'), table.suspend('anna')];
    first();
    table.keep('anna', 'old');
    const meanwhile = table.find('anna');

    second();
    table.keep('anna', 'new');

    assert.equal(meanwhile, undefined);
    assert.deepEqual(table.find('anna'), { row: 'new' });
  });

  it('keeps nothing of a table while any row of it may be written', () => {
    table.keep('anna', 'old');
    const resume = table.suspend();
    table.keep('anna', 'old');
    const meanwhile = table.find('anna');

    resume();
    table.keep('anna', 'new');

    assert.equal(meanwhile, undefined);
    assert.deepEqual(table.find('anna'), { row: 'new' });
  });

  it('forgets all of it once the data has another version', () => {
    const cache = createRowCache();
    cache.asOf(1);
    cache.table('turns').keep('one', 1);
    cache.asOf(1);
    const before = cache.table('turns').find('one');

    cache.asOf(2);

    assert.deepEqual(before, { row: 1 });
    assert.equal(cache.table('turns').find('one'), undefined);
  });
});
