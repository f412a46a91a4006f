// Which node goes through a proxy that it is told.

import assert from 'node:assert/strict';
import { knowsProxies } from '../../../bot/config/proxy-variables.ts';

describe('a proxy in the environment', () => {
  it('is gone through by a node that knows it, and this is one', () => {
    const knowing = ['22.21.0', '22.22.2', '24.5.0', '25.0.0', process.versions.node];

    assert.deepEqual(knowing.filter(knowsProxies), knowing);
  });

  it('is refused at an older node, which would go past it', () => {
    const older = ['22.20.0', '23.11.1', '24.4.1', '20.19.0'];

    assert.deepEqual(older.filter(knowsProxies), []);
  });
});
