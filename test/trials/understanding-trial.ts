// `npm run eval`, the messages: what comes of those in test/fixtures/understanding, by the state they were written in and by what
// they are about. Harm is a wrong value, a milestone moved or something deleted.
import examples from '../fixtures/understanding/examples.json' with { type: 'json' };
import first from '../fixtures/understanding/first.json' with { type: 'json' };
import second from '../fixtures/understanding/second.json' with { type: 'json' };
import {
  tryMessage,
  type TriedMessage,
  type TriedOutcome,
} from '../support/understanding-states.ts';

interface Trial {
  readonly message: TriedMessage;
  readonly outcome: TriedOutcome;
}

const SETS = [
  ['the examples', examples],
  ['the first set', first],
  ['the second set', second],
] as const;

const all: Trial[] = [];
for (const [name, messages] of SETS) {
  const trials: Trial[] = [];
  for (const message of messages as unknown as readonly TriedMessage[]) {
    trials.push({ message, outcome: await tryMessage(message) });
  }
  print('messages', [[name, trials]]);
  all.push(...trials);
}
print('by state', [...Map.groupBy(all, ({ message }) => message.at)]);
print('by what it is about', [...Map.groupBy(all, ({ message }) => message.group)]);
print('by language', [...Map.groupBy(all, ({ message }) => message.lang)]);
print('traps', [['traps', all.filter(({ message }) => message.trap === true)]]);

function print(title: string, groups: readonly (readonly [string, readonly Trial[]])[]): void {
  const head = ['said', 'understood', 'harm'].map((cell) => cell.padStart(18));
  process.stdout.write(`\n${title.padEnd(32)}${head.join('')}\n`);
  for (const [name, trials] of groups) {
    const understood = trials.filter(({ outcome }) => outcome.faults.length === 0).length;
    const harmful = trials.filter(({ outcome }) => outcome.isHarm).length;
    const share = `${((100 * understood) / trials.length).toFixed(1)} %`;
    const cells = [trials.length, share, harmful].map((cell) => String(cell).padStart(18));
    process.stdout.write(`${name.padEnd(32)}${cells.join('')}\n`);
  }
}
