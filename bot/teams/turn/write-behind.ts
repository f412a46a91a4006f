// What is written down after a turn was answered: what became of its replies, and which ids they got. Many turns share one
// transaction; until it is written, it is known here.

import {
  advancedTo,
  type SettledTurn,
  type Turn,
  type TurnKey,
  type Turns,
} from '../../../services/turns/turns.ts';
import { errorCode, type Log } from '../../monitoring/log.ts';
import type { ConversationState, StateNote } from '../sdk/conversation-state.ts';

export interface WriteBehindDeps {
  readonly turns: Pick<Turns, 'settle'>;
  readonly state: Pick<ConversationState, 'noted' | 'writeNoted'>;
  /** Runs work in a transaction that the key's turns stay out of. */
  readonly transact: (key: string, work: () => Promise<void>) => Promise<void>;
  readonly log: Log;
}

export interface WriteBehind {
  /** Takes down what became of a turn's replies. */
  settle(settled: SettledTurn): void;
  /** Takes down something for the conversation's state. */
  note(note: StateNote): void;
  /** A turn as it is now, whether written or not. */
  asOfNow<T extends Turn>(key: TurnKey, turn: T): T;
  /** Writes all there is. */
  flush(): Promise<void>;
}

const LATER_MS = 100;
const SETTLING = 'turns';

/** Makes it. Its timer holds no process up: `flush` before the end. */
export function createWriteBehind(deps: WriteBehindDeps): WriteBehind {
  const settled: SettledTurns = new Map();
  /** Keys of states. */
  const noted = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  function soon(): void {
    timer ??= setTimeout(() => void flush(), LATER_MS).unref();
  }

  /** One after the other: a later word on a turn must not be overtaken by an earlier one. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    last = last
      .then(() => write(deps, settled, noted))
      .catch((error: unknown) => {
        deps.log.warn('turns-not-marked', { code: errorCode(error) });
        if (settled.size > 0) soon();
      });
    return last;
  }

  return {
    settle(one) {
      settled.set(wordOf(one.key), one);
      soon();
    },
    note(note) {
      deps.state.noted(note);
      noted.add(note.key);
      soon();
    },
    asOfNow(key, turn) {
      const known = settled.get(wordOf({ ...key, activityId: turn.activityId }));
      return known === undefined ? turn : advancedTo(turn, known);
    },
    flush,
  };
}

async function write(
  { turns, state, transact }: WriteBehindDeps,
  settled: SettledTurns,
  noted: Set<string>,
): Promise<void> {
  const all = [...settled];
  if (all.length > 0) await transact(SETTLING, () => turns.settle(all.map(([, one]) => one)));
  // What has become of a turn meanwhile is still to be written.
  for (const [key, one] of all) if (settled.get(key) === one) settled.delete(key);
  for (const conversation of [...noted]) {
    noted.delete(conversation);
    await transact(conversation, () => state.writeNoted(conversation));
  }
}

/** By key; a later word on a turn takes the place of an earlier one. */
type SettledTurns = Map<string, SettledTurn>;

function wordOf({ tenantId, conversation, activityId }: TurnKey): string {
  return `${activityId}\n${conversation}\n${tenantId}`;
}
