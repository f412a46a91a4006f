// GET /metrics: what operators read of events and deliveries, and that nobody's name is in it.

import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { OutboxInsight } from '../../services/notifications/outbox/outbox.ts';
import type { DeliveryOutcome } from '../../services/notifications/notification.ts';
import { type EventApi, openEventApi } from '../support/event-api.ts';
import { sampleEvent, TENANT } from '../support/event-samples.ts';

const NONE = { queued: 0, sending: 0, sent: 0, seen: 0, suppressed: 0, unreachable: 0, dead: 0 };

describe('the metrics', () => {
  const insight = sinon.stub<[], Promise<OutboxInsight>>();
  let api: EventApi;

  beforeEach(async () => {
    insight.reset();
    insight.resolves({
      deliveries: { ...NONE, queued: 3, dead: 1 },
      oldestDue: new Date('2026-11-23T09:00:03.500Z'),
      retries: 7,
      throttles: 2,
    });
    api = await openEventApi({ insight });
  });

  afterEach(() => api.close());

  async function page(): Promise<string> {
    return await (await fetch(`${api.url}/metrics`)).text();
  }

  it('come in Prometheus’ text form, with the process’s own', async () => {
    const response = await fetch(`${api.url}/metrics`);

    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/u);
    assert.match(await response.text(), /^process_cpu_seconds_total [\d.]+$/mu);
  });

  it('count events by type and outcome, and repeat nothing a sender wrote', async () => {
    await api.post(sampleEvent());
    await api.post(sampleEvent({ type: 'made.up', id: '' }));

    const text = await page();

    assert.match(
      text,
      /^lotse_events_total\{type="csp\.verification\.changed",outcome="accepted"\} 1$/mu,
    );
    assert.match(text, /^lotse_events_total\{outcome="refused"\} 1$/mu);
    assert.doesNotMatch(text, new RegExp(`made\\.up|${TENANT}`, 'u'));
  });

  it('count and time what a messenger does, and hand on its outcome', async () => {
    const outcome: DeliveryOutcome = { kind: 'later', reason: '429', maybeArrived: false };
    const send = sinon.fake.resolves(outcome);
    const watched = api.metrics.watched({ send });

    assert.equal(await watched.send({ tenantId: TENANT, userId: 'u' }, []), outcome);

    const text = await page();
    assert.match(text, /^lotse_delivery_attempt_seconds_count\{outcome="later"\} 1$/mu);
    assert.match(text, /^lotse_delivery_attempt_seconds_count\{outcome="sent"\} 0$/mu);
  });

  it('tell the outbox as it is now', async () => {
    const text = await page();

    assert.match(text, /^lotse_deliveries\{state="queued"\} 3$/mu);
    assert.match(text, /^lotse_deliveries\{state="sent"\} 0$/mu);
    assert.match(text, /^lotse_delivery_lag_seconds 1\.5$/mu);
    assert.match(text, /^lotse_delivery_retries_total 7$/mu);
    assert.match(text, /^lotse_delivery_throttles_total 2$/mu);
    assert.equal(await page().then(linesOfOurs), linesOfOurs(text));
  });

  it('leave out what cannot be had, rather than repeat it', async () => {
    await page();
    insight.rejects(new Error('locked'));

    const text = await page();

    assert.doesNotMatch(text, /^lotse_deliveries\{|^lotse_delivery_lag_seconds \d/mu);
    assert.match(text, /^process_cpu_seconds_total/mu);
    assert.match(api.logged.join(''), /insight-failed/u);
  });
});

function linesOfOurs(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.startsWith('lotse_'))
    .join('\n');
}
