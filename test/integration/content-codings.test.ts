// What a body may be wrapped in: nothing, however that is written.

import assert from 'node:assert/strict';
import { type EventApi, openEventApi } from '../support/event-api.ts';
import { sampleEvent } from '../support/event-samples.ts';

describe('an event', () => {
  let api: EventApi;

  before(async () => {
    api = await openEventApi();
  });

  after(() => api.close());

  for (const coding of ['gzip', 'GZIP', 'x-gzip', 'identity, br', 'deflate']) {
    it(`does not come in the content coding ${coding}`, async () => {
      const response = await api.post(sampleEvent(), { 'content-encoding': coding });

      assert.equal(response.status, 415);
      assert.equal(response.headers.get('accept-encoding'), 'identity');
    });
  }

  for (const coding of ['identity', 'IDENTITY', 'Identity, identity']) {
    it(`comes in the content coding ${coding}`, async () => {
      assert.equal((await api.post(sampleEvent(), { 'content-encoding': coding })).status, 202);
    });
  }
});
