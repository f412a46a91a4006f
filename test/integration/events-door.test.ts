// The event API's way in: three bindings, one event; whatever is wrong is named, and then nothing is taken.

import assert from 'node:assert/strict';
import { HTTP } from 'cloudevents';
import sinon from 'sinon';
import type { Envelope } from '../../services/events/event-intake.ts';
import { BATCH, type EventApi, openEventApi } from '../support/event-api.ts';
import { sampleCloudEvent, sampleEvent, TENANT } from '../support/event-samples.ts';

interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer?: string; readonly index?: number }[];
}

describe('the way in for events', () => {
  let api: EventApi;

  beforeEach(async () => {
    api = await openEventApi();
  });

  afterEach(() => api.close());

  it('takes a structured event and answers when it is stored', async () => {
    const response = await api.post(sampleEvent());

    assert.equal(response.status, 202);
    assert.deepEqual(await response.json(), {
      events: [{ id: 'e-1', source: '/partner-center', status: 'accepted', deliveries: ['d-e-1'] }],
    });
  });

  it('reads the same event out of all three bindings', async () => {
    const event = sampleCloudEvent();
    const structured = HTTP.structured(event);
    const binary = HTTP.binary(event);

    await api.post(structured.body, structured.headers as Record<string, string>);
    await api.post(binary.body, binary.headers as Record<string, string>);
    await api.post([sampleEvent()], { 'content-type': `${BATCH}; charset=utf-8` });

    const [first, ...others] = api.intake.accept.args.map(([envelopes]) => envelopes);
    assert.deepEqual(first, [
      {
        id: 'e-1',
        source: '/partner-center',
        type: 'csp.verification.changed',
        subject: { kind: 'tenant', tenantId: TENANT },
        time: '2026-11-23T09:00:00.000Z',
        data: { status: 'rejected', reason: 'Die Adresse weicht ab – prüfen' },
      },
    ]);
    assert.deepEqual(others, [first, first]);
  });

  it('decodes the headers of the binary mode', async () => {
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': 'Pr%C3%BCfung%25 1',
      'ce-source': '/mailbox',
      'ce-type': '"csp.mpa.changed"',
      'ce-subject': `user/${TENANT}`,
      'content-type': 'application/json',
    };

    const response = await api.post({ signed: true }, headers);

    assert.equal(response.status, 202);
    assert.equal(firstOf(api).id, 'Prüfung% 1');
    assert.equal(firstOf(api).type, 'csp.mpa.changed');
    assert.deepEqual(firstOf(api).data, { signed: true });
  });

  it('takes data in base64', async () => {
    const data_base64 = Buffer.from('{"signed":true}').toString('base64');

    await api.post(sampleEvent({ data: undefined, data_base64 }));

    assert.deepEqual(firstOf(api).data, { signed: true });
  });

  it('dates an event by its arrival when it says no time', async () => {
    await api.post(sampleEvent({ time: undefined }));

    assert.equal(firstOf(api).time, api.now.toISOString());
  });

  it('reads offsets, and GUIDs in capitals', async () => {
    const subject = `tenant/${TENANT.toUpperCase()}`;

    await api.post(sampleEvent({ time: '2026-11-23T10:00:00+01:00', subject }));

    assert.equal(firstOf(api).time, '2026-11-23T09:00:00.000Z');
    assert.deepEqual(firstOf(api).subject, { kind: 'tenant', tenantId: TENANT });
  });

  it('ignores extensions', async () => {
    const response = await api.post(
      sampleEvent({ traceparent: '00-1', validate: 'x', constructor: 1 }),
    );

    assert.equal(response.status, 202);
  });

  it('takes an empty batch', async () => {
    const response = await api.post([], { 'content-type': BATCH });

    assert.deepEqual(await response.json(), { events: [] });
    assert.equal(api.intake.accept.callCount, 0);
  });

  it('keeps the order of a batch', async () => {
    const ids = ['e-1', 'e-2', 'e-3'];

    const response = await api.post(
      ids.map((id) => sampleEvent({ id })),
      { 'content-type': BATCH },
    );

    const { events } = (await response.json()) as { events: { id: string }[] };
    assert.deepEqual(
      events.map(({ id }) => id),
      ids,
    );
    assert.equal(api.intake.accept.callCount, 1);
  });

  for (const [pointer, fields] of [
    ['/id', { id: '' }],
    ['/id', { id: 'a\u0000b' }],
    ['/id', { id: 7 }],
    ['/id', { id: 'x'.repeat(257) }],
    ['/source', { source: 'not a uri' }],
    ['/specversion', { specversion: '0.3' }],
    ['/specversion', { specversion: undefined }],
    ['/type', { type: undefined }],
    ['/subject', { subject: undefined }],
    ['/subject', { subject: null }],
    ['/subject', { subject: TENANT }],
    ['/subject', { subject: 'tenant/' }],
    ['/subject', { subject: 'tenant/a/b' }],
    ['/subject', { subject: 'customer/1' }],
    ['/time', { time: 'yesterday' }],
    ['/time', { time: '2026-11-23' }],
    ['/time', { time: '2026-11-23T09:00:00' }],
    ['/time', { time: '2026-02-30T09:00:00Z' }],
    ['/time', { time: '2026-11-23T09:00:00+25:00' }],
    ['/datacontenttype', { datacontenttype: 'text/xml' }],
    ['/dataschema', { dataschema: 'not a uri' }],
    ['/data_base64', { data_base64: 'e30=' }],
    ['/data_base64', { data: undefined, data_base64: 'bm8=' }],
    ['/Event~1Id', { 'Event/Id': 'x' }],
  ] as const) {
    it(`names ${pointer} of ${JSON.stringify(fields).slice(0, 60)}`, async () => {
      const response = await api.post(sampleEvent(fields));

      assert.equal(response.status, 400);
      assert.deepEqual(await pointersOf(response), [pointer]);
      assert.equal(api.intake.accept.callCount, 0);
    });
  }

  it('names every fault at once', async () => {
    const response = await api.post(sampleEvent({ id: '', subject: 'x', time: 'soon' }));

    assert.deepEqual((await pointersOf(response)).sort(), ['/id', '/subject', '/time']);
  });

  it('names the item of a batch, and takes nothing of it', async () => {
    const batch = [sampleEvent(), sampleEvent({ id: undefined }), 'no event'];

    const response = await api.post(batch, { 'content-type': BATCH });

    assert.equal(response.status, 400);
    assert.deepEqual(await pointersOf(response), ['/1/id', '/2']);
    assert.equal(api.intake.accept.callCount, 0);
  });

  it('tells no more faults than anybody reads', async () => {
    const batch = Array.from({ length: 100 }, () => ({}));

    const response = await api.post(batch, { 'content-type': BATCH });

    assert.equal((await pointersOf(response)).length, 50);
  });

  it('passes on which field the door refuses', async () => {
    const faults = [{ index: 1, pointer: '/data/status', detail: 'must be pending' }];
    api.intake.accept = sinon.fake.resolves({ kind: 'refused', faults });

    const batch = await api.post([sampleEvent(), sampleEvent()], { 'content-type': BATCH });
    const single = await api.post(sampleEvent());

    assert.equal(batch.status, 400);
    assert.deepEqual(((await batch.json()) as Problem).errors, [
      { index: 1, pointer: '/1/data/status', detail: 'must be pending' },
    ]);
    assert.deepEqual(await pointersOf(single), ['/data/status']);
  });

  for (const [status, what, body, headers] of [
    [400, 'syntax errors', '{', {}],
    [400, 'no body', '', {}],
    [400, 'UTF-8 that is none', '"\\ud800', {}],
    [400, 'an array outside of a batch', '[]', {}],
    [400, 'a batch that is no array', '{}', { 'content-type': BATCH }],
    [400, 'JSON that is no event', '{}', { 'content-type': 'application/json' }],
    [400, 'a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
    [400, 'a header that cannot be decoded', '{}', { 'content-type': 'text/x', 'ce-id': '%zz' }],
    [415, 'another format', '{}', { 'content-type': 'application/cloudevents+avro' }],
    [415, 'compressed events', '{}', { 'content-encoding': 'gzip' }],
    [413, 'a body of 1 MB', JSON.stringify(sampleEvent({ data: 'x'.repeat(1_000_000) })), {}],
  ] as readonly [number, string, string, Record<string, string>][]) {
    it(`answers ${status} to ${what}`, async () => {
      const response = await api.post(body, headers);

      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
      assert.equal(api.intake.accept.callCount, 0);
    });
  }

  it('takes a batch of 1,000 and refuses one of 1,001', async () => {
    const batch = Array.from({ length: 1_001 }, (_, id) =>
      sampleEvent({ id: String(id), data: {} }),
    );

    const tooMany = await api.post(batch, { 'content-type': BATCH });
    const fits = await api.post(batch.slice(1), { 'content-type': BATCH });

    assert.equal(tooMany.status, 400);
    assert.match(((await tooMany.json()) as Problem).detail, /1000 .* 1001/u);
    assert.equal(fits.status, 202);
    assert.equal(api.intake.accept.callCount, 1);
  });
});

function firstOf({ intake }: EventApi): Envelope {
  const envelope = intake.accept.args[0]?.[0][0];
  assert.ok(envelope);
  return envelope;
}

async function pointersOf(response: Response): Promise<unknown[]> {
  const problem = (await response.json()) as Problem;
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  assert.equal(problem.status, response.status);
  return (problem.errors ?? []).map(({ pointer }) => pointer);
}
