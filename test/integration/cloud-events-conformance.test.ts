// The conformance cases of the CloudEvents project (cloudevents/conformance, http-protocol-binding.feature and v1 samples),
// told with a type that Lotse knows, and the rules of the specification that they leave out.

import assert from 'node:assert/strict';
import type { Envelope } from '../../services/events/event-intake.ts';
import { BATCH, type EventApi, openEventApi, STRUCTURED } from '../support/event-api.ts';
import { sampleEvent, TENANT } from '../support/event-samples.ts';

const SIGNED = { signed: true };
const MPA = { type: 'csp.mpa.changed', data: SIGNED };

describe('a CloudEvent', () => {
  let api: EventApi;

  beforeEach(async () => {
    api = await openEventApi();
  });

  afterEach(() => api.close());

  function binary(differing: Record<string, string> = {}, body = '{"signed": true}') {
    const headers = {
      'ce-specversion': '1.0',
      'ce-type': 'csp.mpa.changed',
      'ce-time': '2026-04-05T03:56:24Z',
      'ce-id': '1234-1234-1234',
      'ce-source': '/mycontext/subcontext',
      'ce-subject': `tenant/${TENANT}`,
      'content-type': 'application/json',
      ...differing,
    };
    return api.post(body, headers);
  }

  function last(): Envelope {
    const envelope = api.intake.accept.lastCall.args[0][0];
    assert.ok(envelope);
    return envelope;
  }

  async function refusedAt(response: Response): Promise<readonly unknown[]> {
    assert.equal(response.status, 400);
    const { errors } = (await response.json()) as { errors: { pointer: string }[] };
    return errors.map(({ pointer }) => pointer);
  }

  describe('in binary mode', () => {
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'text/json',
      'TEXT/JSON; CharSet=UTF-8',
      'application/vnd.contoso+json',
    ]) {
      it(`comes as ${type}`, async () => {
        const response = await binary({ 'content-type': type });

        assert.equal(response.status, 202);
        assert.deepEqual(last(), {
          id: '1234-1234-1234',
          source: '/mycontext/subcontext',
          type: 'csp.mpa.changed',
          subject: { kind: 'tenant', tenantId: TENANT },
          time: '2026-04-05T03:56:24.000Z',
          data: SIGNED,
        });
      });
    }

    for (const [sent, id] of [
      ['"q\\"1"', 'q"1'],
      ['"a\\\\b"', 'a\\b'],
      ['"a b"', 'a b'],
      ['"%22"', '"'],
      ['"\\%41"', 'A'],
      ['""', undefined],
      ['q"1', 'q"1'],
      ['"open', '"open'],
      ['Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
      ['%e2%82%ac', '€'],
      ['%41%42', 'AB'],
      ['%2541', '%41'],
      [Buffer.from('Prüfung').toString('latin1'), 'Prüfung'],
    ] as const) {
      it(`reads the id ${sent}`, async () => {
        const response = await binary({ 'ce-id': sent });

        if (id === undefined) assert.deepEqual(await refusedAt(response), ['/id']);
        else assert.equal(last().id, id);
      });
    }

    for (const sent of ['%C0%A0', '%zz', '100%', '%ED%A0%80', '%FF', 'Pr\u00FCfung', '"%C0%A0"']) {
      it(`refuses the id ${sent}, which is no UTF-8`, async () => {
        assert.deepEqual(await refusedAt(await binary({ 'ce-id': sent })), ['/id']);
      });
    }

    it('refuses an attribute that comes twice', async () => {
      const head = [
        'POST /api/events HTTP/1.1',
        'host: x',
        'authorization: Bearer correct-horse-battery',
      ];
      const twice = ['ce-id: 1', 'ce-id: 2', 'content-length: 0', 'connection: close', '', ''];

      const answer = await api.raw([...head, ...twice].join('\r\n'));

      assert.match(answer, /"pointer":"\/id","detail":"must come once/u);
    });

    it('takes extensions of any type, and refuses a name that none may have', async () => {
      const known = await binary({
        'ce-comexampleextension1': 'value',
        'ce-comexampleothervalue': '5',
      });
      const unknown = await binary({ 'ce-com-example': 'value' });

      assert.equal(known.status, 202);
      assert.deepEqual(await refusedAt(unknown), ['/com-example']);
    });

    for (const type of ['text/plain; charset=us-ascii', 'application/xml; charset=utf-8']) {
      it(`says of ${type} that data must be JSON`, async () => {
        const response = await binary({ 'content-type': type }, 'Hello, World!');

        assert.deepEqual(await refusedAt(response), ['/datacontenttype']);
      });
    }
  });

  describe('in structured mode', () => {
    for (const type of [
      STRUCTURED,
      `${STRUCTURED}; charset=utf-8`,
      'Application/CloudEvents+JSON',
    ]) {
      it(`comes as ${type}`, async () => {
        const response = await api.post(sampleEvent(MPA), { 'content-type': type });

        assert.equal(response.status, 202);
        assert.deepEqual(last().data, SIGNED);
      });
    }

    for (const datacontenttype of [
      undefined,
      null,
      'application/json',
      'text/json',
      'Text/JSON; charset=utf-8',
      'application/vnd.contoso+json',
    ]) {
      it(`has JSON of the type ${datacontenttype ?? 'that is not told'}`, async () => {
        const response = await api.post(sampleEvent({ ...MPA, datacontenttype }));

        assert.equal(response.status, 202);
        assert.deepEqual(last().data, SIGNED);
      });
    }

    for (const id of ['👩‍💻-1', 'a\u00ADb', '\uFEFFa', ' ', 'q"1', '\u{10FFFD}']) {
      it(`has the id ${JSON.stringify(id)}`, async () => {
        const response = await api.post(sampleEvent({ id }));

        assert.equal(response.status, 202);
        assert.equal(last().id, id);
      });
    }

    for (const field of ['id', 'source', 'type'] as const) {
      it(`has no control character, noncharacter or lone surrogate as ${field}`, async () => {
        for (const wrong of ['a\u0085b', '\uFFFE', '\uD83D']) {
          const response = await api.post(sampleEvent({ [field]: wrong }));

          assert.deepEqual(await refusedAt(response), [`/${field}`]);
        }
      });
    }

    it('has extensions of every type, and unset ones', async () => {
      const extensions = {
        text: 'value',
        whole: 5,
        yes: true,
        none: null,
        a1: '2018-04-05T17:31:00Z',
      };

      const response = await api.post(sampleEvent({ ...extensions, object: { a: [1] } }));

      assert.equal(response.status, 202);
    });

    it('has optional attributes that are null', async () => {
      const unset = { time: null, datacontenttype: null, dataschema: null, data_base64: null };

      const response = await api.post(sampleEvent(unset));

      assert.equal(response.status, 202);
    });

    it('has data in base64 beside data that are null', async () => {
      const data_base64 = Buffer.from('{"signed":true}').toString('base64');

      await api.post(sampleEvent({ ...MPA, data: null, data_base64 }));

      assert.deepEqual(last().data, SIGNED);
    });

    for (const source of [
      'https://github.com/cloudevents',
      'mailto:cncf-wg-serverless@lists.cncf.io',
      'urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66',
      'cloudevents/spec/pull/123',
      '/sensors/tn-1234567/alerts',
      '1-555-123-4567',
      '//github.com/cloudevents/cloudeventsconformance/yaml/v1.yaml',
    ]) {
      it(`has the source ${source}`, async () => {
        assert.equal((await api.post(sampleEvent({ source }))).status, 202);
      });
    }

    it('has an absolute URI as dataschema', async () => {
      const absolute = await api.post(sampleEvent({ dataschema: 'https://contoso.com/schema#v1' }));
      const relative = await api.post(sampleEvent({ dataschema: '/schema' }));

      assert.equal(absolute.status, 202);
      assert.deepEqual(await refusedAt(relative), ['/dataschema']);
    });

    for (const specversion of ['0.3', '1.0.1', '1', '2.0', 1]) {
      it(`is not of version ${JSON.stringify(specversion)}`, async () => {
        assert.deepEqual(await refusedAt(await api.post(sampleEvent({ specversion }))), [
          '/specversion',
        ]);
      });
    }
  });

  it('comes in a batch whose items differ in all of that', async () => {
    const items = [{ id: '👩‍💻' }, { id: 'b', datacontenttype: 'text/json' }, { id: 'c', whole: 5 }];

    const response = await api.post(items.map(sampleEvent), { 'content-type': `${BATCH};a=b` });

    assert.equal(response.status, 202);
    assert.equal(api.intake.accept.lastCall.args[0].length, 3);
  });
});
