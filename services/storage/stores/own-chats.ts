// The keys under which the state of a person's own chats is kept, told from the addresses by which they are reached.

import type { Contact } from '../../contacts/contacts.ts';
import { jsonIn } from './stored-json.ts';

/** What an address tells of a chat and whose it is; each part may be missing. */
export interface ChatAddress {
  readonly channelId?: string;
  readonly conversation?: { readonly id?: string };
  readonly user?: { readonly id?: string; readonly aadObjectId?: string };
}

/** In: the address of a contact, as it is kept. Out: nothing in it when it cannot be read. */
export function chatAddressIn(text: Contact['address']): ChatAddress {
  return (jsonIn(text) as ChatAddress | null | undefined) ?? {};
}

/** The key in `documents`; none when the address names no chat. */
export function chatKeysOf({ channelId, conversation }: ChatAddress): readonly string[] {
  const id = conversation?.id;
  return id === undefined ? [] : [`${channelId ?? ''}/conversations/${id}`];
}
