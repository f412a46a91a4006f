import assert from 'node:assert/strict';
import { reportOf, readArguments } from '../../../bot/cli/event.ts';
import { EVENT_TYPES } from '../../../services/events/event-types.ts';

const TYPES = [
  'verification pending',
  'verification authorized',
  'verification rejected',
  'mpa signed',
  'mpa unsigned',
  'provider invited',
  'provider authorized',
  'provider removed',
  'customer accepted',
  'announcement',
];

describe('the event command', () => {
  for (const words of TYPES) {
    it(`makes an event that is understood of "${words}"`, () => {
      const typed = readArguments(words.split(' '));

      assert.ok(typeof typed === 'object');
      const data: unknown = JSON.parse(JSON.stringify(typed.data));
      const reading = EVENT_TYPES.get(typed.type)?.read(data);
      assert.ok(reading && 'subject' in reading, JSON.stringify(reading));
    });
  }

  it('can send every type there is', () => {
    const sent = TYPES.map((words) => readArguments(words.split(' ')));

    const types = new Set(sent.map((typed) => (typeof typed === 'object' ? typed.type : typed)));
    assert.deepEqual(types, new Set(EVENT_TYPES.keys()));
  });

  it('takes the details', () => {
    const typed = readArguments([
      ...['verification', 'rejected', '--reason', 'Adresse', '--check', 'business'],
      ...['--tenant', 't-1', '--url', 'http://localhost:1'],
    ]);

    assert.deepEqual(typed, {
      type: 'csp.verification.changed',
      data: { status: 'rejected', check: 'business', reason: 'Adresse' },
      subject: 'tenant/t-1',
      url: 'http://localhost:1',
    });
  });

  for (const [args, fault] of [
    [[], /Say what happened/u],
    [['verification', 'lost'], /"verification lost" is not known/u],
    [['toString'], /not known/u],
    [['mpa', 'signed', '--tenat', 'x'], /--tenat/u],
    [['mpa', 'signed', '--tenant', 'x', '--user', 'y'], /one of --tenant, --user/u],
  ] as const) {
    it(`says what is wrong with "${args.join(' ')}"`, () => {
      const wrong = readArguments(args);

      assert.ok(typeof wrong === 'string');
      assert.match(wrong, fault);
    });
  }

  for (const [ok, words, answer] of [
    [true, /1 message is on the way \(delivery d-1\)/u, taken('accepted', ['d-1'])],
    [true, /2 messages are on the way/u, taken('accepted', ['d-1', 'd-2'])],
    [true, /kept for 30 days/u, taken('accepted', [])],
    [true, /Known already/u, taken('duplicate', ['d-1'])],
    [
      false,
      /Refused \(400\): No\.\n {2}\/data\/status wrong/u,
      {
        status: 400,
        body: { detail: 'No.', errors: [{ pointer: '/data/status', detail: 'wrong' }] },
      },
    ],
    [false, /Refused \(502\)/u, { status: 502, body: undefined }],
  ] as const) {
    it(`tells an answer as ${words.source}`, () => {
      const told = reportOf(answer);

      assert.equal(told.ok, ok);
      assert.match(told.lines.join('\n'), words);
    });
  }
});

function taken(status: string, deliveries: readonly string[]) {
  return { status: 202, body: { events: [{ id: 'e', source: 's', status, deliveries }] } };
}
