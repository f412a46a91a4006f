import assert from 'node:assert/strict';
import {
  isRepetition,
  type EarlierActivity,
  type CurrentActivity,
} from '../../../services/turns/redelivery.ts';

const NINE = Date.parse('2026-11-23T09:00:00.123Z');
const NOTHING: ReadonlySet<string> = new Set();

/** A moment as a client tells it. In: ms after the first was sent. */
function at(ms: number): string {
  return new Date(NINE + ms).toISOString();
}

/** Sent at nine, received after 100 ms, answered after 300. */
const FIRST: EarlierActivity = {
  activityId: 'first',
  digest: 'ja',
  asked: 'company#4',
  localTime: at(0),
  channelTime: at(50),
  receivedAt: NINE + 100,
  answeredAt: NINE + 300,
  state: 'done',
};

interface Case {
  readonly first?: Partial<EarlierActivity>;
  readonly now: Partial<CurrentActivity>;
}

/** The channel sends it again after 15 s, with the times it has of the first. */
const AGAIN: CurrentActivity = {
  ...FIRST,
  receivedAt: NINE + 15_000,
  underWay: NOTHING,
  isPress: false,
};
/** Somebody says the same some seconds later. */
const LATER: CurrentActivity = {
  ...FIRST,
  localTime: at(4_000),
  channelTime: at(4_050),
  receivedAt: NINE + 4_100,
  underWay: NOTHING,
  isPress: false,
};
const SLOW = { answeredAt: NINE + 20_000 };

const REPETITIONS: Readonly<Record<string, Case>> = {
  'with the same local time': { now: AGAIN },
  'with the same local time written differently': {
    now: { ...AGAIN, localTime: '2026-11-23T10:00:00.123+01:00', channelTime: '' },
  },
  'with only the channel’s time the same': { now: { ...AGAIN, localTime: '' } },
  'of a button while the first press is under way, as this process knows': {
    now: { ...LATER, isPress: true, underWay: new Set(['first']) },
  },
  'of a button while the first press is under way in another process': {
    first: { answeredAt: null, state: 'unsent' },
    now: { ...LATER, isPress: true },
  },
  'of a button that came before the first press was answered': {
    now: { ...LATER, isPress: true, receivedAt: NINE + 200 },
  },
  'of words while the first has been under way for long': {
    first: { answeredAt: null, state: 'unsent' },
    now: { ...LATER, receivedAt: NINE + 12_000 },
  },
  'sent while a slow first one was not answered yet': {
    first: SLOW,
    now: { ...LATER, localTime: at(15_000), channelTime: '', receivedAt: NINE + 20_050 },
  },
  'of what nobody has seen an answer to': {
    first: { state: 'held' },
    now: { ...LATER, receivedAt: NINE + 3_600_000, localTime: at(3_600_000) },
  },
  'with the same whole second, the same being asked': {
    first: { localTime: '2026-11-23T09:00:00Z' },
    now: { ...AGAIN, localTime: '2026-11-23T09:00:00Z', channelTime: '' },
  },
};

const NEW_SAYINGS: Readonly<Record<string, Case>> = {
  'words typed twice in a hurry': {
    now: { ...LATER, receivedAt: NINE + 200, underWay: new Set(['first']) },
  },
  'something else': { now: { ...AGAIN, digest: 'nein' } },
  'what must not be kept, and so is not known again': {
    first: { digest: '' },
    now: { ...AGAIN, digest: '' },
  },
  'a second yes, to the next question': { now: { ...LATER, asked: 'contact#5' } },
  'the same again to the same question, answered before': { now: LATER },
  'a second click on a card that was answered before': { now: { ...LATER, asked: 'contact#5' } },
  'the same without any times, the first answered quickly': {
    now: { ...LATER, localTime: '', channelTime: '' },
  },
  'the same after a slow first one was answered': {
    first: SLOW,
    now: {
      ...LATER,
      localTime: at(22_000),
      channelTime: at(22_050),
      receivedAt: NINE + 22_100,
    },
  },
  'the same again after our clock was set back': {
    now: { ...LATER, receivedAt: NINE - 3_600_000 },
  },
  'the same with the same times, but more than a minute later': {
    now: { ...AGAIN, receivedAt: NINE + 61_000 },
  },
  'a second yes within the same second of a coarse clock': {
    first: { localTime: '2026-11-23T09:00:00Z', channelTime: '' },
    now: { ...LATER, localTime: '2026-11-23T09:00:00Z', channelTime: '', asked: 'contact#5' },
  },
};

describe('what comes again', () => {
  for (const [name, { first, now }] of Object.entries(REPETITIONS)) {
    it(`is a redelivery ${name}`, () => {
      assert.equal(isRepetition({ ...AGAIN, ...now }, { ...FIRST, ...first }), true);
    });
  }

  for (const [name, { first, now }] of Object.entries(NEW_SAYINGS)) {
    it(`is none when it is ${name}`, () => {
      assert.equal(isRepetition({ ...AGAIN, ...now }, { ...FIRST, ...first }), false);
    });
  }
});
