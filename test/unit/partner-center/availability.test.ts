import assert from 'node:assert/strict';
import {
  createAvailability,
  type Availability,
} from '../../../services/partner-center/polling/availability.ts';
import { noAnswer } from '../../../services/partner-center/partner-center.ts';

const HOUR_MS = 60 * 60_000;

describe('the availability of Partner Center', () => {
  let now: number;
  let availability: Availability;

  beforeEach(() => {
    now = Date.parse('2026-11-23T09:00:00Z');
    availability = createAvailability(() => new Date(now));
  });

  it('is not known before anything was asked', () => {
    assert.deepEqual(availability.state(), { state: 'unproved', reason: 'nothing was asked yet' });
  });

  it('is not hidden by a call that went well beside one that did not', () => {
    availability.learn('agreementStatus', noAnswer('signIn', 'invalid_grant'));
    availability.learn('legalProfile', 'answered');

    assert.deepEqual(availability.state(), { state: 'fault', reason: 'signIn: invalid_grant' });
  });

  it('tells the worst first, and each call by its name', () => {
    availability.learn('address', noAnswer('outage', '503'));
    availability.learn('relationships', noAnswer('unavailable', '1002'));

    const reason = 'not available for this tenant: relationships (1002)';
    assert.deepEqual(availability.state(), { state: 'fault', reason });
  });

  it('is not told by one refused question, nor by what is older than a day', () => {
    availability.learn('customer', noAnswer('refused', '404'));
    availability.learn('address', noAnswer('outage', '503'));
    now += 26 * HOUR_MS;
    const silent = availability.state();
    availability.learn('legalProfile', 'answered');

    assert.equal(silent.state, 'unproved');
    assert.deepEqual(availability.state(), {
      ...{ state: 'ok', provedAt: new Date(now).toISOString() },
    });
  });

  it('lets a denied call rest for a day, and the others go on', () => {
    availability.learn('relationships', noAnswer('unavailable', '1002'));

    assert.equal(availability.silenceOf('relationships')?.code, '1002');
    assert.equal(availability.silenceOf('address'), undefined);
    now += 25 * HOUR_MS;
    assert.equal(availability.silenceOf('relationships'), undefined);
  });

  it('lets every call wait while a pause was asked for, also after an old denial', () => {
    availability.learn('relationships', noAnswer('unavailable', '1002'));
    now += 25 * HOUR_MS;
    availability.learn('address', noAnswer('throttled', '429', now + 57_000));

    assert.equal(availability.silenceOf('relationships')?.reason, 'throttled');
    now += 58_000;
    assert.equal(availability.silenceOf('address'), undefined);
  });
});
