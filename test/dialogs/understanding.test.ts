// Messages in nineteen states, written apart from the phrasings: how many are understood, and that none does harm.

import assert from 'node:assert/strict';
import examples from '../fixtures/understanding/examples.json' with { type: 'json' };
import first from '../fixtures/understanding/first.json' with { type: 'json' };
import second from '../fixtures/understanding/second.json' with { type: 'json' };
import {
  tryMessage,
  type TriedMessage,
  type TriedOutcome,
} from '../support/understanding-states.ts';

interface Tried {
  readonly message: TriedMessage;
  readonly outcome: TriedOutcome;
}

const SETS = [
  ['the examples', examples, 1],
  ['the first set', first, 0.95],
  ['the second set', second, 0.95],
] as const;

describe('messages in words', () => {
  for (const [name, messages, least] of SETS) {
    it(`of ${name} are understood, ${least * 100} % at least, and none does harm`, async function () {
      this.timeout(60_000);
      const tried: Tried[] = [];
      for (const message of messages as unknown as readonly TriedMessage[]) {
        tried.push({ message, outcome: await tryMessage(message) });
      }

      const faulty = tried.filter(({ outcome }) => outcome.faults.length > 0);
      const harmful = tried.filter(({ outcome }) => outcome.isHarm);
      assert.deepEqual(harmful.map(told), []);
      assert.ok(faulty.length <= (1 - least) * tried.length, faulty.map(told).join('\n'));
    });
  }
});

function told({ message, outcome }: Tried): string {
  return `${message.id} ${message.at}: ${message.say} (${outcome.faults.join(', ')})`;
}
