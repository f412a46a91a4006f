// The state of one conversation: read once a turn, written once, and only over what was read.
// Not a BotState: the SDK's writes with ETag "*", so the last writer wins [sdk-last-writer-wins].

import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import { itemIn, type StateDocuments } from './state-storage.ts';

export interface ConversationState {
  /** A named part of the state, as the SDK's dialogs want it. */
  property<T>(name: string): StatePropertyAccessor<T>;
  /** Writes the state when the turn changed it. Throws `StoreError` "state.conflict" when another turn wrote in between. */
  save(context: TurnContext): Promise<void>;
  /** Removes the state, with what the turn made of it: whoever's chat it is had their data deleted. */
  clear(context: TurnContext): Promise<void>;
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
  /** The ETag it was read with; undefined: there is no such document. */
  readonly expected: string | undefined;
  /** As it was read; what comes out the same again need not be written. */
  readonly before: string;
  readonly parts: Record<string, unknown>;
}

const NOTHING = '{}';

/**
 * Conversation state in documents. One that cannot be read is kept aside and counts as missing: the position is in the
 * enrollment, so nothing is lost.
 */
export function createConversationState(documents: StateDocuments): ConversationState {
  const turn = Symbol('conversation state');
  const notes = new Map<string, Readonly<Record<string, string>>>();

  async function load(context: TurnContext): Promise<Loaded> {
    const known = context.turnState.get<Loaded | undefined>(turn);
    if (known !== undefined) return known;
    const loaded = await read(documents, keyOf(context));
    Object.assign(loaded.parts, notes.get(loaded.key));
    context.turnState.set(turn, loaded);
    return loaded;
  }

  return {
    property: (name) => accessor(name, async (context) => (await load(context)).parts),
    async save(context) {
      await write(documents, await load(context));
    },
    async clear(context) {
      const key = keyOf(context);
      notes.delete(key);
      await documents.remove([key]);
      context.turnState.set(turn, nothingUnder(key));
    },
    noted({ key, name, value }) {
      notes.set(key, { ...notes.get(key), [name]: value });
    },
    async writeNoted(key) {
      const known = notes.get(key);
      const loaded = await read(documents, key);
      Object.assign(loaded.parts, known);
      await write(documents, loaded);
      if (notes.get(key) === known) notes.delete(key);
    },
  };
}

async function read(documents: StateDocuments, key: string): Promise<Loaded> {
  const found = (await documents.read([key])).get(key);
  const parts = found && itemIn(found.data);
  if (found !== undefined && parts !== undefined) {
    return { key, expected: found.etag, before: found.data, parts };
  }
  if (found !== undefined) await documents.setAside(key);
  return nothingUnder(key);
}

function nothingUnder(key: string): Loaded {
  return { key, expected: undefined, before: NOTHING, parts: {} };
}

async function write(
  documents: StateDocuments,
  { key, expected, before, parts }: Loaded,
): Promise<void> {
  const data = JSON.stringify(parts);
  if (data !== before) await documents.write([{ key, data, expected }]);
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
