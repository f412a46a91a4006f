// Port: the turns of the last day, so that an activity that comes again has its effect once and its replies are seen.

export interface TurnKey {
  readonly tenantId: string;
  /** Channel and conversation as one word. */
  readonly conversation: string;
  readonly activityId: string;
}

/**
 * unsent: stored, its replies are on their way, or the process ended before it could tell;
 * unsure: sent, but nobody answered; held: surely not arrived, to be sent with the next turn; done: nothing is left to do.
 */
export type TurnState = 'unsent' | 'unsure' | 'held' | 'done';

export interface Turn {
  readonly activityId: string;
  readonly personId: string;
  /** Of who said it and what; equal for what is said twice. "" of what must not be kept. */
  readonly digest: string;
  /** What was asked before the turn. */
  readonly asked: string;
  /** When the client says it was sent, by its own clock and the channel's; "" when it does not. */
  readonly localTime: string;
  readonly channelTime: string;
  /** Epoch ms, by our clock. */
  readonly receivedAt: number;
  /** When the last reply was taken, or given up; null as long as it is not known. */
  readonly answeredAt: number | null;
  readonly state: TurnState;
  /** Who has the replies; a process that is gone sends no more. */
  readonly owner: string;
  /** How many replies have arrived. */
  readonly sent: number;
}

/** A turn with what it said. */
export interface WholeTurn extends Turn {
  /** The replies as bot/teams/turn/replies.ts writes them; "" once there is nothing left to send. */
  readonly replies: string;
  /** Status and body of the HTTP answer as JSON; "" for a plain 200. */
  readonly answer: string;
}

/** What became of a turn's replies. */
export interface SettledTurn {
  readonly key: TurnKey;
  readonly state: TurnState;
  readonly sent: number;
  readonly at: number;
}

export interface Turns {
  /** The last turns of a conversation, newest first, a handful. */
  latest(key: Omit<TurnKey, 'activityId'>): Promise<readonly Turn[]>;
  find(key: TurnKey): Promise<WholeTurn | undefined>;
  /** Keeps a turn. Out: false when there is one of that key already. */
  add(key: TurnKey, turn: WholeTurn): Promise<boolean>;
  /** Writes down what became of replies, in one transaction. */
  settle(settled: readonly SettledTurn[]): Promise<void>;
  /** Forgets a person's turns, on their wish. */
  erase(tenantId: string, personId: string): Promise<void>;
}

/** A turn once its replies are settled; another turn as it is. */
export function advancedTo<T extends Turn>(turn: T, { key, state, sent, at }: SettledTurn): T {
  return turn.activityId === key.activityId ? { ...turn, state, sent, answeredAt: at } : turn;
}
