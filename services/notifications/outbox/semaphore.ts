// A fixed number of places for what goes on at the same time.

export interface Semaphore {
  /** Takes all that are free. Out: how many. */
  takeAll(): number;
  /** Takes one; resolves when it is there, in the order of asking. */
  take(): Promise<void>;
  give(count: number): void;
  /** Whether nothing goes on. */
  readonly idle: boolean;
  /** Resolves when so many are free. */
  room(count: number): Promise<void>;
  /** Resolves when the next is given back; to be asked only while not idle. */
  change(): Promise<void>;
}

/** In: how many places there are. */
export function createSemaphore(most: number): Semaphore {
  let busy = 0;
  let waiting: (() => void)[] = [];
  const change = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  return {
    change,
    takeAll() {
      const free = most - busy;
      busy = most;
      return free;
    },
    async take() {
      while (busy >= most) await change();
      busy += 1;
    },
    give(count) {
      busy -= count;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    get idle() {
      return busy === 0;
    },
    async room(count) {
      while (busy > most - count) await change();
    },
  };
}
