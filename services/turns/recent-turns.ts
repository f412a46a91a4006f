// The latest turns of the conversations that are going on, kept in memory: most turns then need not ask the database.
// Only for a process that has the database to itself.

import type { SettledTurn, Turn, TurnKey, Turns } from './turns.ts';

type Conversation = Omit<TurnKey, 'activityId'>;

const MOST_CONVERSATIONS = 2_000;
const MOST_TURNS = 8;

/** The same turns, remembered. In: those of the database. */
export function withRecentTurns(turns: Turns): Turns {
  const lists = createLists();
  return {
    find: (key) => turns.find(key),
    add: (key, turn) => turns.add(key, turn),
    async latest(key) {
      const known = lists.of(key);
      if (known !== undefined) return known;
      const list = await turns.latest(key);
      lists.keep(key, list);
      return list;
    },
    stored(key, turn) {
      const list = lists.of(key);
      if (list !== undefined) lists.keep(key, [turn, ...list]);
    },
    async settle(settled) {
      await turns.settle(settled);
      for (const one of settled) {
        const list = lists.of(one.key);
        if (list !== undefined)
          lists.keep(
            one.key,
            list.map((turn) => advancedTo(turn, one)),
          );
      }
    },
    async erase(tenantId, personId) {
      await turns.erase(tenantId, personId);
      lists.dropWhere((turn) => turn.personId === personId);
    },
  };
}

interface Lists {
  of(key: Conversation): readonly Turn[] | undefined;
  keep(key: Conversation, list: readonly Turn[]): void;
  dropWhere(test: (turn: Turn) => boolean): void;
}

/** The list that was kept longest ago goes first. */
function createLists(): Lists {
  const lists = new Map<string, readonly Turn[]>();
  return {
    of: (key) => lists.get(wordOf(key)),
    keep(key, list) {
      const word = wordOf(key);
      lists.delete(word);
      lists.set(word, list.slice(0, MOST_TURNS));
      const [oldest] = lists.keys();
      if (lists.size > MOST_CONVERSATIONS && oldest !== undefined) lists.delete(oldest);
    },
    dropWhere(test) {
      for (const [word, list] of lists) if (list.some(test)) lists.delete(word);
    },
  };
}

/** A turn once its replies are settled. */
export function advancedTo<T extends Turn>(turn: T, { key, state, sent, at }: SettledTurn): T {
  return turn.activityId === key.activityId ? { ...turn, state, sent, answeredAt: at } : turn;
}

function wordOf({ tenantId, conversation }: Conversation): string {
  return `${tenantId}\n${conversation}`;
}
