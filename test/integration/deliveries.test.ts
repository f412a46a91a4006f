// The operators' list of deliveries, page by page, and the second chance for a dead one.

import assert from 'node:assert/strict';
import { type EventApi, openEventApi } from '../support/event-api.ts';
import { sampleDelivery } from '../support/event-samples.ts';

describe('the deliveries', () => {
  let api: EventApi;

  beforeEach(async () => {
    api = await openEventApi();
  });

  afterEach(() => api.close());

  it('are listed as the contract says, whatever else is known of them', async () => {
    const known = { ...sampleDelivery(), payload: { reason: 'private' } };
    api.intake.deliveries.resolves({ deliveries: [known], cursor: 'next' });

    const response = await api.call('GET', '/api/deliveries');

    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { deliveries: [sampleDelivery()], cursor: 'next' });
    assert.deepEqual(api.intake.deliveries.firstCall.args, [{ limit: 50 }]);
  });

  it('are asked for by state, number and place', async () => {
    api.intake.deliveries.resolves({ deliveries: [], cursor: null });

    await api.call('GET', '/api/deliveries?state=dead&limit=500&cursor=MjAyNi0x%2B%2F_-%3D&more=1');
    await api.call('GET', '/api/deliveries?state=&limit=&cursor=');

    assert.deepEqual(api.intake.deliveries.args, [
      [{ state: 'dead', limit: 500, cursor: 'MjAyNi0x+/_-=' }],
      [{ limit: 50 }],
    ]);
  });

  for (const [parameter, query] of [
    ['state', '?state=lost'],
    ['limit', '?limit=0'],
    ['limit', '?limit=501'],
    ['limit', '?limit=1e2'],
    ['limit', '?limit=-1'],
    ['cursor', "?cursor='%20or%201=1"],
    ['cursor', `?cursor=${'x'.repeat(513)}`],
  ] as const) {
    it(`name ${parameter} as wrong in ${query.slice(0, 40)}`, async () => {
      const response = await api.call('GET', `/api/deliveries${query}`);

      const { errors } = (await response.json()) as { errors: { parameter: string }[] };
      assert.equal(response.status, 400);
      assert.deepEqual(
        errors.map((error) => error.parameter),
        [parameter],
      );
      assert.equal(api.intake.deliveries.callCount, 0);
    });
  }

  for (const [status, outcome] of [
    [202, 'queued'],
    [404, 'unknown'],
    [409, 'notDead'],
  ] as const) {
    it(`answer ${status} to a replay that is ${outcome}`, async () => {
      api.intake.replay.withArgs('d-1').resolves(outcome);

      const response = await api.call('POST', '/api/deliveries/d-1/replay');

      assert.equal(response.status, status);
      await response.json();
    });
  }
});
