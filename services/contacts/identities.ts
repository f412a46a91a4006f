// Port: which ids mean the same person. Teams names people by the id of their account with the bot ("29:…"), and, not in every
// activity, by their id in the directory [activity-ids]. See docs/decisions/0045-one-person-two-ids.md.

import type { Contact, Contacts } from './contacts.ts';

/** What one activity tells of who somebody is. */
export interface PersonIds {
  readonly tenantId: string;
  /** The account's id in the channel, as it is written; "" when the activity has none. */
  readonly accountId: string;
  /** The id in the directory in lower case; undefined when the activity does not tell it. */
  readonly objectId: string | undefined;
}

export interface Identities {
  /**
   * The one id of a person, under which everything of them is kept: the directory's, once it is known, else the account's.
   * Ids that are seen together for the first time are joined, with all that is kept under either. Two ids of the directory
   * never are. To be called in a turn's transaction.
   */
  meet(ids: PersonIds): Promise<string>;
  /** The same, but nothing is joined or written. */
  find(ids: PersonIds): Promise<string>;
  /** Every id of a person, the one they are kept under first. */
  idsOf(tenantId: string, personId: string): Promise<readonly string[]>;
  /** Forgets which ids are a person's. */
  forget(tenantId: string, personId: string): Promise<void>;
}

/** Contacts that are found by any id: what was put on its way under one id may arrive after it was joined to another. */
export function withEveryId(
  contacts: Pick<Contacts, 'find'>,
  identities: Pick<Identities, 'find'>,
): Pick<Contacts, 'find'> {
  return {
    async find(tenantId, id): Promise<Contact | undefined> {
      const known = await contacts.find(tenantId, id);
      if (known !== undefined) return known;
      const joined = await identities.find({ tenantId, accountId: id, objectId: undefined });
      return joined === id ? undefined : contacts.find(tenantId, joined);
    },
  };
}
