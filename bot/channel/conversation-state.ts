// The state of one conversation: read once a turn, written once, and only over what was read.
// The SDK's BotState writes with ETag "*", so the last writer wins (house.md 6 g); that is why this is not a BotState.

import type { StatePropertyAccessor, Storage, StoreItem, TurnContext } from 'botbuilder';

export interface ConversationState {
  /** A named part of the state, as the SDK's dialogs want it. */
  property<T>(name: string): StatePropertyAccessor<T>;
  /** Writes the state when the turn changed it. Throws `StoreError` "state.conflict" when another turn wrote in between. */
  save(context: TurnContext): Promise<void>;
  /** Takes down what became known after a turn; every later turn of this process finds it, written or not. */
  noted(note: StateNote): void;
  /** Writes what was noted for a key. Throws as `save`. */
  writeNoted(key: string): Promise<void>;
}

export interface StateNote {
  /** As `stateKey` makes it. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

interface Loaded {
  readonly key: string;
  readonly eTag: string | undefined;
  readonly before: string;
  readonly parts: Record<string, unknown>;
}

/** Conversation state in a storage. */
export function createConversationState(storage: Storage): ConversationState {
  const turn = Symbol('conversation state');
  const notes = new Map<string, Readonly<Record<string, string>>>();

  async function load(context: TurnContext): Promise<Loaded> {
    const known = context.turnState.get<Loaded | undefined>(turn);
    if (known !== undefined) return known;
    const key = keyOf(context);
    const items: Record<string, StoreItem | undefined> = await storage.read([key]);
    const item = items[key] ?? {};
    const { eTag, ...parts } = item;
    const loaded = { key, eTag, before: JSON.stringify(parts), parts };
    Object.assign(parts, notes.get(key));
    context.turnState.set(turn, loaded);
    return loaded;
  }

  return {
    property: (name) => accessor(name, async (context) => (await load(context)).parts),
    async save(context) {
      const { key, eTag, before, parts } = await load(context);
      if (JSON.stringify(parts) === before) return;
      await storage.write({ [key]: eTag === undefined ? parts : { ...parts, eTag } });
    },
    noted({ key, name, value }) {
      notes.set(key, { ...notes.get(key), [name]: value });
    },
    async writeNoted(key) {
      const known = notes.get(key);
      const items: Record<string, StoreItem | undefined> = await storage.read([key]);
      await storage.write({ [key]: { ...items[key], ...known } });
      if (notes.get(key) === known) notes.delete(key);
    },
  };
}

/** Under which key a storage has the state of a conversation. */
export function stateKey(channelId: string, conversationId: string): string {
  return `${channelId}/conversations/${conversationId}`;
}

function accessor<T>(
  name: string,
  partsOf: (context: TurnContext) => Promise<Record<string, unknown>>,
): StatePropertyAccessor<T> {
  async function get(context: TurnContext, initial?: T): Promise<T> {
    const parts = await partsOf(context);
    if (parts[name] === undefined && initial !== undefined) parts[name] = initial;
    return parts[name] as T;
  }
  return {
    get,
    async set(context, value) {
      (await partsOf(context))[name] = value;
    },
    async delete(context) {
      (await partsOf(context))[name] = undefined;
    },
  };
}

function keyOf({ activity }: TurnContext): string {
  return stateKey(activity.channelId, activity.conversation.id);
}
