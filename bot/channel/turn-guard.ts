// One turn at a time per conversation; different conversations run side by side.

export interface TurnGuard {
  /** Runs a turn after the conversation's running one. Out: what the turn gives. */
  run<T>(conversation: string, turn: () => Promise<T>): Promise<T>;
  /** Resolves when no turn is running any more. */
  idle(): Promise<void>;
}

/** A guard for one process. */
export function createTurnGuard(): TurnGuard {
  const tails = new Map<string, Promise<unknown>>();

  function run<T>(conversation: string, turn: () => Promise<T>): Promise<T> {
    const before = tails.get(conversation) ?? Promise.resolve();
    const mine = before.then(turn, turn);
    const tail = mine.then(forget, forget);
    tails.set(conversation, tail);
    return mine;

    function forget(): void {
      if (tails.get(conversation) === tail) tails.delete(conversation);
    }
  }

  return {
    run,
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
