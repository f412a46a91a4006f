// One turn at a time per conversation; different conversations run side by side.

export interface ConversationQueue {
  /**
   * Runs a turn after the conversation's running ones. In: the conversation, the activity's id, the turn, which is told what was
   * under way when it came. Out: what the turn gives. Throws `QueueFull`, and what the turn throws.
   */
  run<T>(
    conversation: string,
    activityId: string,
    turn: (underWay: ReadonlySet<string>) => Promise<T>,
  ): Promise<T>;
  /** Resolves when no turn is running any more. */
  idle(): Promise<void>;
}

/** So many turns wait already that the channel would give up on this one. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

interface ConversationLine {
  tail: Promise<unknown>;
  /** Ids of what waits and runs, the running one first. */
  readonly underWay: string[];
}

const MOST_WAITING = 200;
const NOBODY: ReadonlySet<string> = new Set();

/** A guard for one process. */
export function createConversationQueue(): ConversationQueue {
  const lanes = new Map<string, ConversationLine>();

  async function run<T>(
    conversation: string,
    activityId: string,
    turn: (underWay: ReadonlySet<string>) => Promise<T>,
  ): Promise<T> {
    const lane = lanes.get(conversation) ?? { tail: Promise.resolve(), underWay: [] };
    if (lane.underWay.length >= MOST_WAITING) throw new QueueFull();
    lanes.set(conversation, lane);
    const before = lane.underWay.length === 0 ? NOBODY : new Set(lane.underWay);
    lane.underWay.push(activityId);
    const mine = before === NOBODY ? turn(before) : lane.tail.then(() => turn(before));
    lane.tail = mine.then(leave, leave);
    return mine;

    function leave(): void {
      lane.underWay.shift();
      if (lane.underWay.length === 0) lanes.delete(conversation);
    }
  }

  return {
    run,
    async idle() {
      while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ tail }) => tail));
    },
  };
}
