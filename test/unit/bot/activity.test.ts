// What parsed JSON may be like, and what of an activity must have which shape.

import assert from 'node:assert/strict';
import { parseActivity } from '../../../bot/teams/admission/activity.ts';
import { shapeFault } from '../../../bot/http/json-body.ts';

const MESSAGE = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:9',
  conversation: { id: 'a:1' },
  from: { id: '29:1' },
  recipient: { id: '28:1' },
};
const LONG = 'x'.repeat(2_000);

describe('the shape of JSON', () => {
  for (const [levels, detail] of [
    [40, undefined],
    [41, 'must not be nested deeper than 40 levels'],
    [100_000, 'must not be nested deeper than 40 levels'],
  ] as const) {
    it(`may have 40 levels, and has ${levels}`, () => {
      assert.equal(shapeFault(JSON.parse('['.repeat(levels) + ']'.repeat(levels)), 1_000), detail);
    });
  }

  it('may hold so many values', () => {
    assert.equal(shapeFault([1, { a: 2 }], 4), undefined);
    assert.equal(shapeFault([1, { a: 2 }], 3), 'must not hold more than 3 values');
  });

  for (const [text, isFault] of [
    ['{"a":{"__proto__":1}}', true],
    ['[{"constructor":{"prototype":{}}}]', true],
    [`{"${'x'.repeat(257)}":1}`, true],
    ['{"constructor":1,"prototype":2,"a":"__proto__"}', false],
  ] as const) {
    it(`${isFault ? 'must' : 'need'} not be ${text.slice(0, 50)}`, () => {
      assert.equal(shapeFault(JSON.parse(text), 100) !== undefined, isFault);
    });
  }
});

describe('an activity', () => {
  const faulty: Readonly<Record<string, object>> = {
    'an id of 2,000 characters': { id: LONG },
    'a conversation id of 2,000 characters': { conversation: { id: LONG } },
    'a conversation id with a line break': { conversation: { id: 'a\r\nb' } },
    'a conversation id beyond Latin-1': { conversation: { id: 'a:🏴' } },
    'half a pair in an id': { from: { id: '29:\uD800' } },
    'a name that is an object': { from: { id: '29:1', name: {} } },
    'a role that is a number': { recipient: { id: '28:1', role: 1 } },
    'isGroup in words': { conversation: { id: 'a:1', isGroup: 'yes' } },
    'a tenant id that is a number': { channelData: { tenant: { id: 1 } } },
    'members that are no objects': { type: 'conversationUpdate', membersAdded: [null] },
    'an event without conversation': { type: 'event', conversation: undefined },
  };

  for (const [name, fields] of Object.entries(faulty)) {
    it(`must not have ${name}`, () => {
      assert.equal(parseActivity({ ...MESSAGE, ...fields }).ok, false);
    });
  }

  for (const fields of [
    { channelData: 'text' },
    { channelData: { clientActivityID: '1', tenant: null } },
    { value: 'x', from: { id: '29:1', name: null } },
    { conversation: { id: 'a:Grüße', isGroup: false } },
  ]) {
    it(`may have ${JSON.stringify(fields)}`, () => {
      assert.equal(parseActivity({ ...MESSAGE, ...fields }).ok, true);
    });
  }
});
