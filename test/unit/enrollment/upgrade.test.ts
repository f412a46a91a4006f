// Stored records: each version that was ever written is read, everything else is not.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { SCHEMA } from '../../../services/enrollment/enrollment.ts';
import { confirm } from '../../../services/enrollment/form.ts';
import { readEnrollment, type Lift } from '../../../services/enrollment/upgrade.ts';
import { act, begun, complete, stored } from '../../support/enrollment-samples.ts';

const FIXTURES = new URL('../../fixtures/enrollments/', import.meta.url);

describe('a stored record', () => {
  for (const file of readdirSync(FIXTURES)) {
    it(`of an earlier or today's release is read: ${file}`, () => {
      const record = readEnrollment(JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')));

      assert.equal(record?.schema, SCHEMA);
      assert.equal(record.tenantId, 'tenant-1');
      assert.notDeepEqual(record.answers, {});
    });
  }

  it('has a fixture of every version', () => {
    const versions = Array.from({ length: SCHEMA }, (_, at) => `${at + 1}.json`);

    assert.deepEqual(readdirSync(FIXTURES).sort(), versions);
  });

  it('comes back as it was written', () => {
    for (const record of [begun(), complete(), confirm(complete(), act())]) {
      assert.ok(record);
      assert.deepEqual(readEnrollment(stored(record)), record);
    }
  });

  it('of an earlier version is lifted, one version at a time', () => {
    const { directory, ...former } = begun();

    const record = readEnrollment({ ...former, schema: SCHEMA - 1 }, { 0: withoutSignIn });

    assert.equal(directory, null);
    assert.deepEqual(record, begun());
  });

  const UNREADABLE = [
    ['nothing', undefined],
    ['null', null],
    ['text', 'enrollment'],
    ['a list', []],
    ['an empty record', {}],
    ['a version before the first', { ...begun(), schema: 0 }],
    ['a version of a later release', { ...begun(), schema: SCHEMA + 1 }],
    ['a version that is no number', { ...begun(), schema: 'one' }],
    ['nobody taking part', { ...begun(), participants: [] }],
    ['a milestone nobody knows', { ...begun(), standing: { celebrated: {} } }],
    ['an answer that is no text', { ...begun(), answers: { account: { values: { x: 1 } } } }],
  ] as const;

  for (const [what, record] of UNREADABLE) {
    it(`is not read when it is ${what}`, () => {
      assert.equal(readEnrollment(record), undefined);
    });
  }
});

/** As a lift is written: what the older version did not know gets the value that means "not yet". */
const withoutSignIn: Lift = (record) => ({ ...record, directory: null });
