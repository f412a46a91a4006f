// Port: the people Lotse talks to, how to reach them and what they prefer.

import type { Language } from '../texts/languages.ts';

/** Everything that can be turned off at once. */
export const ALL_KINDS = 'all';

export interface Contact {
  readonly tenantId: string;
  readonly personId: string;
  readonly name: string;
  /** The person's own choice; null as long as the client's locale decides. */
  readonly language: Language | null;
  readonly locale: string;
  /** IANA name, as the client tells it; null when it does not. */
  readonly timeZone: string | null;
  /** Opaque: only bot/teams/turn/address.ts reads it. */
  readonly address: string;
  /** Kinds of announcements turned off; `all` for every one. */
  readonly muted: readonly string[];
  /** When they were last kept, epoch ms: a day late at most for when they were last heard. Set by whoever keeps them. */
  readonly keptAt?: number;
}

export interface Contacts {
  /** A person of a tenant. Out: undefined when never met, or forgotten at their wish. */
  find(tenantId: string, personId: string): Promise<Contact | undefined>;
  /** Keeps a person as they are now. */
  save(contact: Contact): Promise<void>;
  /** Forgets a person. */
  remove(tenantId: string, personId: string): Promise<void>;
}
